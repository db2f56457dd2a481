"""A page of stories from an index, at any depth in the time of the first.

One index is read from where the cursor says: a listing's, newest first, or that of what
readers were shown since a time. Where filters ask for more than that index knows, so
many of its rows are looked through and no more; the page then says where to go on, and
may hold few stories, or none.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from delivery.tags import listing_tag, tag
from news.listings import rows_of
from news.models import ArticlePage, Listing, ListingKind, StoryListing, StoryVersion
from syndication.api.cursors import cursor_of, values_of

LOOKED_THROUGH = 1_000
PUBLISHED, SHOWN = "published", "shown"


@dataclass(frozen=True)
class Wanted:
    """Stories that are in all of these listings, which have a story each.

    ``days`` is a condition on ``published_at``, ``others`` one on stories, ``since``
    when readers were first shown the story as it is, at the earliest.
    """

    listings: list[tuple[ListingKind, str]]
    days: Q
    others: Q
    since: datetime | None = None

    def page(self, cursor: str | None, limit: int) -> tuple[list[int], str | None]:
        """Primary keys of the page's stories, and the cursor of the next, if any.

        Three queries at most. Raises Refused for a cursor of another list.
        """
        for kind, key in self.listings:
            tag(listing_tag(kind, key))
        listings = self._smallest_first()
        if self.since:
            rows, kind, at = self._shown_since(cursor), SHOWN, "readable_from"
        else:
            rows, kind, at = self._newest(listings, cursor), PUBLISHED, "published_at"
            listings = listings[1:]
        must = self._conditions(listings)
        most = LOOKED_THROUGH if must else limit
        found = list(rows.values_list(at, "story_id")[: most + 1])
        more, found = len(found) > most, found[:most]
        wanted = self._those_that(must, [pk for _, pk in found])
        shown = [row for row in found if row[1] in wanted]
        if len(shown) > limit:
            shown = shown[:limit]
            return [pk for _, pk in shown], cursor_of(kind, *shown[-1])
        last = cursor_of(kind, *found[-1]) if more else None
        return [pk for _, pk in shown], last

    def _smallest_first(self) -> list[int]:
        named = Q(pk__in=[])
        for kind, key in self.listings:
            named |= Q(kind=kind, key=key)
        found = Listing.objects.filter(named).order_by("count", "pk")
        return list(found.values_list("pk", flat=True))

    def _newest(self, listings: list[int], cursor: str | None) -> QuerySet:
        """Rows of the smallest listing, newest first."""
        rows = rows_of(listings[0] if listings else None, timezone.now())
        rows = rows.filter(self.days)
        if cursor is None:
            return rows
        at, pk = values_of(cursor, PUBLISHED, datetime, int)
        after = Q(published_at__lt=at) | Q(story__lt=pk)
        return rows.filter(after, published_at__lte=at)

    def _shown_since(self, cursor: str | None) -> QuerySet:
        """The newest version of each story, in the order in which they came out."""
        rows = StoryVersion.objects.newest().filter(readable_from__lte=timezone.now())
        rows = rows.order_by("readable_from", "story_id")
        if cursor is None:
            return rows.filter(readable_from__gte=self.since)
        at, pk = values_of(cursor, SHOWN, datetime, int)
        after = Q(readable_from__gt=at) | Q(story__gt=pk)
        return rows.filter(after, readable_from__gte=at)

    def _conditions(self, listings: list[int]) -> list[Q | Exists]:
        """What the index does not know of a story, the cheapest first."""
        must = [self.others, *([self.days] if self.since else [])]
        must = [condition for condition in must if condition]
        rows = StoryListing.objects.filter(story=OuterRef("pk"))
        return must + [Exists(rows.filter(listing=pk)) for pk in listings]

    def _those_that(self, must: list, pks: list[int]) -> set[int]:
        if not must:
            return set(pks)
        stories = ArticlePage.objects.published().filter(pk__in=pks)
        return set(stories.filter(*must).values_list("pk", flat=True))
