"""Which slugs a category or a story may not take, because an address is spoken for."""

from functools import cache

from django.conf import settings
from django.urls import get_resolver

# Addresses below a category that are not stories: its feeds and its archive.
CATEGORY_SUBPATHS = frozenset({"archive", "atom", "feed", "json", "page", "rss"})


@cache
def top_level_routes() -> frozenset[str]:
    """The first segment of every address of the project that is no page of the tree."""
    addresses = [settings.STATIC_URL, settings.MEDIA_URL, *_addresses(get_resolver())]
    return frozenset(address.strip("/").partition("/")[0] for address in addresses)


def _addresses(resolver):
    """The addresses of a resolver, without those that begin with a variable."""
    for pattern in resolver.url_patterns:
        address = str(pattern.pattern).lstrip("^")
        if not address and hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern)
        elif address[:1].isalpha():
            yield address
