"""Which slugs a category or a story may not take, because an address is spoken for."""

from functools import cache

from django.urls import get_resolver

# Addresses below a category that are not stories: its feeds and its archive.
CATEGORY_SUBPATHS = frozenset({"archive", "atom", "feed", "json", "page", "rss"})


@cache
def top_level_routes() -> frozenset[str]:
    """The first segment of every route of the project that does not vary."""
    segments = (
        str(pattern.pattern).lstrip("^").partition("/")[0]
        for pattern in get_resolver().url_patterns
    )
    return frozenset(segment for segment in segments if segment.isidentifier())
