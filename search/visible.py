"""The index asked only for what readers may see now."""

from datetime import datetime

from django.db.models import Subquery

from news.models import Listing, ListingKind, StoryListing
from news.querysets import visible_at
from search.indexes import index
from search.indexes.asked import Asked, Row


class Visible:
    """The index as readers know it at the time ``now``.

    A story is known by its row in the front's listing, which is written with the story
    itself: what was taken down is gone at once, whenever the index hears of it.
    """

    def __init__(self, now: datetime):
        self.now = now
        front = Listing.objects.of(ListingKind.FRONT.value).values("pk")
        rows = StoryListing.objects.filter(
            visible_at(now), listing=Subquery(front[:1])
        ).order_by()
        sql, parameters = rows.values("story").query.sql_with_params()
        self._condition = f"found.story_id IN ({sql})", list(parameters)

    def newest(self, asked: Asked, limit: int) -> list[Row]:
        """At most ``limit`` stories that match, newest first."""
        return index().newest(asked, self._condition, limit)

    def any(self, asked: Asked) -> bool:
        """Whether one matches."""
        return bool(self.newest(asked, 1))
