"""The field that an editor pastes a source's address into."""

from django import forms
from django.db import models

from sources.addresses import MAX_LENGTH, check_address, shown_address


class AddressFormField(forms.CharField):
    """Takes an address with or without scheme; gives its shown form.

    A plain text input: the browser's own URL input refuses "www.bbc.com/news", and a
    ``maxlength`` would cut a long address silently.
    """

    default_validators = [check_address]
    widget = forms.TextInput(
        attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}
    )

    def to_python(self, value):
        return shown_address(super().to_python(value))


class AddressField(models.CharField):
    """The shown form of an address, however it was typed, up to 2,000 characters."""

    default_validators = [check_address]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else shown_address(value)

    def formfield(self, **kwargs):
        # check_address says what is too long, once and in an editor's words.
        defaults = {"form_class": AddressFormField, "max_length": None}
        return super().formfield(**(defaults | kwargs))
