"""Rising in our coverage: hashtags used faster than their own past.

The clock computes them every five minutes from the dates of public stories alone; the
formula is that of docs/search.md. Pages read what it found in one query, and leave out
what is hidden by then.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from delivery.outbox import left_to_others, new_event
from delivery.remembered import Remembered
from delivery.tags import RISING, listing_tag, tag
from delivery.times import newsroom_now, take_turn
from hashtags.models import Hashtag
from news.listings import newest_rows
from news.models import (
    ArticlePage,
    Listing,
    ListingKind,
    RisingHashtag,
    StoryListing,
)
from news.querysets import MAY_HIDE, visible_at
from news.signals import rising_changed

logger = logging.getLogger("newsclip.clock")

EVERY = timedelta(minutes=5)
SPAN = timedelta(hours=48)
# How much less each span of the past weighs than the one after it: half in 14 days.
HALF_LIFE = timedelta(days=14)
SPANS = 28
LEAST_STORIES = 3
# Added to what is usual: a hashtag that is new to the newsroom needs three stories.
PRIOR = 1
TIMES = 2
MONTH = timedelta(days=30)

AT_MOST = 8
# Fewer are no list.
AT_LEAST = 3
# However much is published: the newest stories, and the hashtags most used in them.
LOOKED_AT = 5_000
COMPARED = 200


@dataclass(frozen=True)
class Named:
    """A hashtag of the list, and what is said of it: '7 stories in 48 hours, …'."""

    hashtag: Hashtag
    note: str


@dataclass(frozen=True)
class Rising:
    """A list of hashtags as pages show it."""

    title: str
    hashtags: list[Named]


# Reading ---------------------------------------------------------------------------


def rising_now() -> Rising | None:
    """What rises, or is most used where fewer than three rise: one query.

    None where no hashtag is in use. Read time only hides: a hashtag that is not active
    any more, stories that readers cannot see by now, one with too few left.
    """
    rows = _rows_now()
    rising = [
        Named(row.hashtag, noted(min(row.stories, row.seen), row.usual))
        for row in rows
        if row.rises and (row.seen or 0) >= LEAST_STORIES
    ]
    if len(rising) >= AT_LEAST:
        return Rising("Rising in our coverage", rising)
    used = [Named(row.hashtag, "") for row in rows if not row.rises and row.used]
    return Rising("Most used this month", used) if used else None


@Remembered
def _rows_now() -> list:
    """What rises or is used now; another once one of these hashtags' lists is."""
    rows = list(_shown_at(timezone.now()))
    tag(RISING, *(listing_tag(ListingKind.HASHTAG, row.hashtag_id) for row in rows))
    for row in rows:
        tag(until=row.leaves_at)
    return rows


def noted(stories: int, usual: float) -> str:
    """'7 stories in 48 hours, usually 2'."""
    few = "fewer than one" if usual else "none"
    past = round(usual) if usual >= 1 else few
    return f"{stories} stories in 48 hours, usually {past}"


def _shown_at(now: datetime):
    """The rows of active hashtags, with what readers can see of each."""
    key = Cast(OuterRef(OuterRef("hashtag")), Listing.key.field)
    listing = Listing.objects.filter(kind=ListingKind.HASHTAG, key=key).values("pk")
    rows = StoryListing.objects.filter(listing=Subquery(listing[:1])).order_by()
    public = rows.filter(visible_at(now), published_at__lte=now)
    counted = public.filter(published_at__gt=now - SPAN).values("listing")
    leaving = rows.filter(MAY_HIDE, expire_at__gt=now).values("listing")
    return (
        RisingHashtag.objects.filter(hashtag__in=Hashtag.objects.active())
        .select_related("hashtag")
        .annotate(
            seen=Subquery(counted.annotate(seen=Count("pk")).values("seen")),
            used=Exists(public.filter(published_at__gt=now - MONTH)),
            leaves_at=Subquery(
                leaving.annotate(first=Min("expire_at")).values("first")
            ),
        )
    )


# Computing -------------------------------------------------------------------------


def keep_rising() -> None:
    """Find what rises once in five minutes, however many clocks ask; for the clock."""
    if not take_turn("rising", EVERY):
        return
    try:
        with left_to_others():
            refresh_rising(newsroom_now())
    except Exception:  # whatever is wrong with the list, the clock goes on
        logger.exception("What rises could not be found")


def refresh_rising(now: datetime) -> None:
    """Write what rises at ``now``; the rooms above hear of it if it is another list."""
    found = [*_rising(now), *_most_used(now)]
    with transaction.atomic():
        stored = RisingHashtag.objects.all()
        if [_content(row) for row in stored] == [_content(row) for row in found]:
            return
        stored.delete()
        RisingHashtag.objects.bulk_create(found)
        rising_changed.send(RisingHashtag, event=new_event("rising"))


def _content(row: RisingHashtag) -> tuple:
    return row.rises, row.place, row.hashtag_id, row.stories, row.usual


def _rising(now: datetime) -> list[RisingHashtag]:
    """Those that are used at least twice as much as usual, the steepest first."""
    spans = _spans_of_the_past(now)
    used = {
        key: number
        for key, number in _used_since(now - SPAN, now)[:COMPARED]
        if number >= LEAST_STORIES
    }
    if not (spans and used):
        return []
    usual = _usual(used, spans, now)
    steepness = {key: used[key] / (usual[key] + PRIOR) for key in used}
    steepest = sorted(used, key=lambda key: (-steepness[key], -used[key], key))
    return [
        RisingHashtag(
            hashtag_id=key,
            rises=True,
            place=place,
            stories=used[key],
            usual=round(usual[key], 1),
        )
        for place, key in enumerate(steepest[:AT_MOST])
        if steepness[key] >= TIMES
    ]


def _most_used(now: datetime) -> list[RisingHashtag]:
    return [
        RisingHashtag(hashtag_id=key, rises=False, place=place, stories=number)
        for place, (key, number) in enumerate(_used_since(now - MONTH, now)[:AT_MOST])
    ]


def _used_since(since: datetime, now: datetime) -> list[tuple[int, int]]:
    """Active hashtags by primary key, with how many public stories; most first.

    Of the newest stories since then: read off the end of the front's index.
    """
    front = Listing.objects.of(ListingKind.FRONT)
    newest = newest_rows(front, now).filter(
        published_at__gt=since, published_at__lte=now
    )
    stories = ArticlePage.objects.published(now).filter(
        pk__in=newest.values("story")[:LOOKED_AT]
    )
    carried = StoryListing.objects.filter(
        listing__kind=ListingKind.HASHTAG, story__in=stories.values("pk")
    )
    used = carried.order_by().values("listing__key").annotate(number=Count("pk"))
    used = used.order_by("-number", "listing__key")[: 2 * COMPARED]
    numbers = {int(row["listing__key"]): row["number"] for row in used}
    active = Hashtag.objects.active().filter(pk__in=numbers)
    active = set(active.values_list("pk", flat=True))
    return [(key, number) for key, number in numbers.items() if key in active]


def _spans_of_the_past(now: datetime) -> int:
    """How many spans before the newest one the newsroom has published for."""
    front = Listing.objects.of(ListingKind.FRONT)
    oldest = newest_rows(front, now).reverse().values_list("published_at", flat=True)
    begun = oldest.first()
    return min(max(int((now - begun) / SPAN) - 1, 0), SPANS) if begun else 0


def _usual(used: dict[int, int], spans: int, now: datetime) -> dict[int, float]:
    """What each of the hashtags had in a span, on an average that decays.

    One scan of the index for each, over the last eight weeks.
    """
    kept = 0.5 ** (SPAN / HALF_LIFE)
    weights = {f"span_{back}": kept**back for back in range(spans)}
    of_span = {
        f"span_{back}": Count(
            "pk",
            filter=Q(
                published_at__gt=now - (back + 2) * SPAN,
                published_at__lte=now - (back + 1) * SPAN,
            ),
        )
        for back in range(spans)
    }
    listings = Listing.objects.filter(kind=ListingKind.HASHTAG, key__in=used)
    rows = StoryListing.objects.filter(
        visible_at(now),
        listing__in=listings.values_list("pk", flat=True),
        published_at__gt=now - (spans + 1) * SPAN,
        published_at__lte=now - SPAN,
    )
    counted = rows.order_by().values("listing__key").annotate(**of_span)
    whole = sum(weights.values())
    usual = dict.fromkeys(used, 0.0)
    for row in counted:
        weighed = sum(row[name] * weight for name, weight in weights.items())
        usual[int(row["listing__key"])] = weighed / whole
    return usual
