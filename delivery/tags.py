"""What a page shows, by name, so that a cache can be told what to forget.

Whoever puts something on a page names it with ``tag``; the response carries the names
in its ``Cache-Tag`` header, and ``delivery.purge`` purges by them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

# Stands on every page.
EVERYTHING = "site"
# The list of hashtags that rise.
RISING = "rising"


@dataclass
class Shown:
    """What the page being made shows, and when the first of it must be gone."""

    names: set[str] = field(default_factory=set)
    until: datetime | None = None
    # The number of the last purge before it was begun (``delivery.generations``).
    begun: int | None = None


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


def tag(*names: str, until: datetime | None = None) -> None:
    """Say that the page being made shows these, and must be gone at ``until``.

    Nothing where no page is being made.
    """
    shown = _shown.get()
    if shown is None:
        return
    shown.names.update(names)
    if until is not None:
        shown.until = min(until, shown.until or until)


def page_being_made() -> Shown | None:
    """What was tagged so far of the page being made, or of its part."""
    return _shown.get()


@contextmanager
def collected_tags(begun: int | None = None) -> Iterator[Shown]:
    """What is tagged inside, filling up. A part of a page was begun with it."""
    whole = _shown.get()
    shown = Shown(begun=whole.begun if whole else begun)
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def story_tag(pk: int) -> str:
    """The name of a story."""
    return f"story-{pk}"


def picture_tag(pk: int) -> str:
    """The name of a picture of the library."""
    return f"picture-{pk}"


def listing_tag(kind: str, key: object = "") -> str:
    """The name of a list of stories."""
    return f"{kind}-{key}" if key != "" else str(kind)
