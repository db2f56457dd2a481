"""What a page tells machines, for templates: ``{% load structured_data %}``."""

from django import template
from django.utils.safestring import SafeString

from home.furniture import furniture_of
from syndication.structured_data.pages import PAGES
from syndication.structured_data.script import as_scripts

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context, kind: str) -> SafeString | str:
    """The blocks of data of a page of that kind, one of ``PAGES``; no query is asked.

    '' for a page that not any reader may open: previews, drafts, private pages.
    """
    request, page = context["request"], context.get("page")
    furniture = furniture_of(request)
    is_public = page.is_known_public if page else True
    if getattr(request, "is_preview", False) or not is_public or furniture.site is None:
        return ""
    return as_scripts(PAGES[kind](context, furniture))
