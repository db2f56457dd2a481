"""What every page's furniture needs: ``{% furniture as furniture %}``."""

from django import template

from home.furniture import Furniture, furniture_of

register = template.Library()


@register.simple_tag(takes_context=True)
def furniture(context) -> Furniture:
    """``brand``, ``categories`` and ``pages``, in two queries a request."""
    return furniture_of(context["request"])
