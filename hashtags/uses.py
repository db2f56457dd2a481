"""How often hashtags are used: asked of the room that has the stories."""

from typing import Protocol

from django.db.models import QuerySet


class Uses(Protocol):
    """What the room that has the stories says of hashtags."""

    def annotated(self, hashtags: QuerySet) -> QuerySet:
        """Each with ``stories`` that carry it or what was merged into it, drafts too;
        ``published``, those that readers can see; ``last_used``, when the newest was
        published. No query of its own.
        """

    def unused(self, hashtags: QuerySet) -> QuerySet:
        """Those that no story carries, no draft either."""

    def used_once(self, hashtags: QuerySet) -> QuerySet:
        """Those that one story carries, it or what was merged into it, drafts too."""

    def shared(self, hashtags: list[int], into: int) -> tuple[int, int]:
        """Public stories that have one of ``hashtags``; those that have ``into``, too.

        By primary keys.
        """


_uses: list[Uses] = []


def register_uses(uses: Uses) -> None:
    """Ask ``uses`` from now on."""
    _uses[:] = [uses]


def uses() -> Uses:
    """What was registered. Raises IndexError where nothing was."""
    return _uses[0]
