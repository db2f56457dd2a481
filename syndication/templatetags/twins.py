"""Where a story's Markdown twin lies, for templates: ``{% load twins %}``."""

from django import template

from syndication.markdown.twin import twin_of

register = template.Library()


@register.simple_tag
def twin_address(story) -> str:
    """The address of the twin of a story that any reader may open; '' of any other."""
    return twin_of(story.full_url) if story.is_known_public else ""
