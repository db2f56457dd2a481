"""Where the feeds lie, for templates: ``{% load feeds %}``."""

from django import template

from hashtags.models import Hashtag
from news.models import Author, CategoryIndexPage
from syndication.feeds import feed_path

register = template.Library()


@register.simple_tag
def feed_of(thing, form: str) -> str:
    """The path of the ``rss`` or ``json`` feed of a category, hashtag or author.

    Of the site where ``thing`` is None or ''; '' for what has no feed of its own.
    """
    if not thing:
        return feed_path(None, form)
    has_a_feed = isinstance(thing, CategoryIndexPage | Hashtag | Author)
    return feed_path(thing, form) if has_a_feed else ""
