"""Parts of the search page."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from search.examples import examples
from search.memory import remembered_for
from search.page import FacetShown

register = template.Library()

_CHOICE = (
    '<li><a href="{address}"{current}>{remove}<bdi>{label}</bdi> '
    '<span class="filters__count">{count}'
    '<span class="visually-hidden"> {noun}</span></span></a></li>\n'
)
_ON = {
    "current": SafeString(' aria-current="true"'),
    "remove": SafeString('<span class="visually-hidden">Remove </span>'),
}
_OFF = dict.fromkeys(_ON, "")


@register.simple_tag
def search_help(*, open: bool = False) -> SafeString:
    """How to search, with examples that find something here; once a minute."""
    return _help(open)


@remembered_for(seconds=60)
def _help(is_open: bool) -> SafeString:
    context = {"examples": examples(), "open": is_open}
    return SafeString(render_to_string("components/search_help.html", context))


@register.simple_tag
def facet_choices(facet: FacetShown) -> SafeString:
    """A list item for each choice of a facet: pages have dozens."""
    return format_html_join(
        "",
        _CHOICE,
        (
            {
                "address": link.address,
                "label": link.label,
                "count": link.count,
                "noun": "story" if link.count == 1 else "stories",
                **(_ON if link.on else _OFF),
            }
            for link in facet.links
        ),
    )
