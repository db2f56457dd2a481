"""What the help of the search shows."""

from django import template

from search.examples import Examples, examples

register = template.Library()


@register.simple_tag
def search_examples() -> Examples:
    """Examples of searches that find something here."""
    return examples()
