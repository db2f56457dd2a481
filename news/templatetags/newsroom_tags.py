"""What every page's furniture needs."""

from django import template

from news.models import CategoryIndexPage
from news.sharing import share_links as links_of

register = template.Library()


@register.simple_tag
def categories() -> list[CategoryIndexPage]:
    """The categories of the menu, in the order editors gave them in the page tree."""
    return list(CategoryIndexPage.objects.published().order_by("path"))


@register.simple_tag
def share_links(story) -> list[tuple[str, str]]:
    """``(network, address)`` of each network a story can be shared on."""
    return links_of(story)
