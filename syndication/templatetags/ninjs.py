"""Where a story's ninjs lies, for templates: ``{% load ninjs %}``."""

from django import template

from syndication.ninjs import ninjs_address

register = template.Library()


@register.simple_tag
def ninjs_of(story) -> str:
    """The address of the ninjs of a story; '' of one that has none, as its aliases."""
    has_one = story.is_known_public and not story.alias_of_id
    return ninjs_address(story) if has_one else ""
