from django import forms
from django.forms.widgets import Script
from django.urls import reverse_lazy


class ChipsInput(forms.TextInput):
    """A line of hashtags between commas, which ``chips.js`` turns into chips.

    Without JavaScript it stays the line. It shows again what was typed when the form
    comes back with errors.
    """

    template_name = "hashtags/chips.html"
    suggest_url = reverse_lazy("hashtags_suggest")

    class Media:
        css = {"all": ["hashtags/chips.css"]}
        js = [Script("hashtags/chips.js", type="module")]

    def format_value(self, value):
        if not isinstance(value, str):
            value = ", ".join(f"#{hashtag.name}" for hashtag in value or ())
        return super().format_value(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["suggest_url"] = self.suggest_url
        return context
