"""The field that an editor pastes a source's address into."""

from django import forms
from django.db import models

from sources.addresses import (
    MAX_LENGTH,
    check_address,
    check_public,
    shown_address,
)


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


def check_address_for_readers(url: str) -> None:
    """Raise ValidationError, for one reason, unless any reader can follow it."""
    check_address(url)
    check_public(url)


class AddressField(models.CharField):
    """The shown form of an address, however it was typed, up to 2,000 characters.

    One that only a machine or network knows by itself is refused; nothing is looked up.
    """

    default_validators = [check_address_for_readers]

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
