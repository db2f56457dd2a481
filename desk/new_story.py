"""Starting a story: it asks only for the category."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.models import Page

from news.category_form import categories_to_write_in
from news.models import ArticlePage

ADDRESS = reverse_lazy("desk_new_story")


def last_category_of(user) -> int | None:
    """Where the newest story that ``user`` began lies, as a primary key."""
    begun = Page.objects.type(ArticlePage).filter(owner=user).order_by("-pk")
    path = begun.values_list("path", flat=True).first()
    if path is None:
        return None
    above = Page.objects.filter(path=path[: -Page.steplen])
    return above.values_list("pk", flat=True).first()


class FocusedRadios(forms.RadioSelect):
    """Radio buttons of which the chosen one has the focus, so that Enter goes on."""

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        if option["selected"]:
            option["attrs"]["autofocus"] = True
        return option


class NewStoryForm(forms.Form):
    category = forms.ChoiceField(widget=FocusedRadios)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        titles = dict(categories_to_write_in(user).values_list("pk", "title"))
        self.fields["category"].choices = list(titles.items())
        last = last_category_of(user)
        self.initial["category"] = last if last in titles else next(iter(titles), None)


class NewStoryView(ChooseParentView):
    """The question, then the editor; the editor at once where there is one answer."""

    model = ArticlePage
    page_title = "New story"
    header_icon = "plus"
    submit_button_label = "Start writing"

    def dispatch(self, request, *args, **kwargs):
        if not categories_to_write_in(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_valid_parent_pages(self, user):
        return categories_to_write_in(user)

    def get_page_subtitle(self):
        return ""

    def get_form(self):
        return NewStoryForm(self.request.user, self.request.POST or None)

    def form_valid(self, form):
        return redirect(
            "wagtailadmin_pages:add",
            "news",
            "articlepage",
            form.cleaned_data["category"],
        )


class NewStoryMenuItem(MenuItem):
    """The sidebar's first line; N leads there from every page of the admin."""

    def __init__(self):
        super().__init__(
            "New story",
            ADDRESS,
            name="new-story",
            icon_name="plus",
            order=10,
            attrs={
                "data-controller": "w-kbd",
                "data-w-kbd-key-value": "n",
                "aria-keyshortcuts": "n",
            },
        )

    def is_shown(self, request):
        return categories_to_write_in(request.user).exists()


class NewStoryPanel(Component):
    """The button at the top of the admin's first page."""

    name = "new_story"
    template_name = "desk/new_story_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"address": ADDRESS}
