"""How a page is shown where its link is shared: ``{% load previews %}``."""

from django import template
from django.template.base import Node, NodeList

from home.furniture import furniture_of
from news.models import ArticlePage
from syndication.previews import Preview, preview_of_page, preview_of_story, read_head

register = template.Library()
# Where the head is remembered while the page is made, and what lists are split into.
HEAD = "head that previews repeat"
LISTS = ("stories", "page_of_hashtags", "page_of_corrections")


@register.tag
def headed(parser, token) -> Node:
    """``{% headed %}`` to ``{% endheaded %}``: the page's title and what it says of it.

    ``{% previews %}`` says the same in the words of those who show links.
    """
    nodelist = parser.parse(("endheaded",))
    parser.delete_first_token()
    return HeadedNode(nodelist)


class HeadedNode(Node):
    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist

    def render(self, context):
        html = self.nodelist.render(context)
        context[HEAD] = html
        return html


@register.inclusion_tag("components/previews.html", takes_context=True)
def previews(context) -> dict:
    """What a shared link shows of the page; nothing of one that an editor previews."""
    brand = furniture_of(context["request"]).brand
    handle = brand.x_handle.lstrip("@")
    return {
        "preview": _preview(context),
        "brand": brand,
        "x_account": f"@{handle}" if handle else "",
    }


def _preview(context) -> Preview | None:
    request, page = context["request"], context.get("page")
    furniture = furniture_of(request)
    if furniture.site is None or getattr(request, "is_preview", False):
        return None
    head = read_head(context[HEAD])
    if isinstance(page, ArticlePage):
        return preview_of_story(page, head, furniture)
    shown = (getattr(context.get(name), "number", 1) for name in LISTS)
    own = context.get("own_address", "")
    return preview_of_page(request, head, furniture, max(shown), own)
