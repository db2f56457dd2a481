"""Where the feeds lie, for templates: ``{% load feeds %}``."""

from typing import NamedTuple

from django import template
from django.urls import reverse

from syndication.feeds import KINDS, feed_path, name_of
from syndication.forms import FORMS

register = template.Library()


class Link(NamedTuple):
    """A feed, for a ``<link>`` or an ``<a>``: '' is the name of the site."""

    name: str
    address: str
    media_type: str
    label: str


@register.simple_tag
def feed_of(thing, form: str) -> str:
    """The path of the feed of a category, hashtag, author or outlet, in that form.

    Of the site where ``thing`` is None or ''; '' for what has no feed of its own.
    """
    if not thing:
        return feed_path(None, form)
    return feed_path(thing, form) if type(thing) in KINDS else ""


@register.simple_tag
def feeds_of(thing=None) -> list[Link]:
    """The thing's feeds in every form, likewise; [] for what has none of its own."""
    if thing and type(thing) not in KINDS:
        return []
    name = name_of(thing or None)
    return [_link(name, feed_path(thing or None, form), form) for form in FORMS]


@register.simple_tag
def feeds_of_corrections() -> list[Link]:
    """The feeds of all corrections."""
    lie = {form: reverse(f"corrections-{form}") for form in FORMS}
    return feeds_at(lie, "Corrections")


@register.simple_tag
def feeds_at(addresses: dict[str, str], name: str) -> list[Link]:
    """The feeds of something else of that name, at these addresses by form."""
    return [_link(name, address, form) for form, address in addresses.items()]


def _link(name: str, address: str, form: str) -> Link:
    return Link(name, address, FORMS[form].media_type, FORMS[form].label)
