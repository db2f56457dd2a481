"""What a hashtag's page says of its stories: how many, since when, beside which."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from delivery.tags import tag
from hashtags.models import Hashtag
from news.listings import StoryList, listing_of, newest_rows, through_the_door
from news.models import StoryListing
from news.prepared import Prepared
from news.querysets import visible_at

WEEKS = 12
# Of a hashtag that very many stories carry, its newest tell what goes with it.
LOOKED_AT = 200
MOST_OFTEN = 8
# Of the drawing, in its own units.
BAR, STEP, HEIGHT = 8, 10, 32


@dataclass(frozen=True)
class Week:
    """A week from its Monday in the newsroom's zone, and its bar in the drawing."""

    begins: date
    stories: int
    x: int
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True)
class HashtagFacts:
    """'23 stories · 4 this week · since March 2025', and the last twelve weeks."""

    total: int
    since: datetime | None
    weeks: list[Week]
    width: int = WEEKS * STEP - (STEP - BAR)
    height: int = HEIGHT

    @property
    def this_week(self) -> int:
        return self.weeks[-1].stories


def facts_of(stories: StoryList) -> HashtagFacts:
    """The facts of a hashtag's listing: one query beside its count.

    Each week, and the first story, is one scan of a part of the index. The page being
    made must be gone when the week is over.
    """
    mondays = _mondays()
    asked = stories.values | {
        f"monday_{number}": begin for number, begin in enumerate(mondays)
    }
    first, *numbers = next(iter(_facts(**asked)), [None] * (WEEKS + 1))
    tag(until=mondays[-1])
    weeks = _weeks(mondays, [number or 0 for number in numbers])
    return HashtagFacts(stories.count, first, weeks)


@Prepared
def _facts(kind, key, now, **mondays):
    """When the first story was published, and how many in each week."""
    rows = StoryListing.objects.filter(
        visible_at(now), listing=OuterRef("pk")
    ).order_by()
    first = rows.order_by("published_at").values("published_at")
    counts = [
        Subquery(
            rows.filter(published_at__gte=begin, published_at__lt=end)
            .values("listing")
            .annotate(number=Count("pk"))
            .values("number")
        )
        for begin, end in pairwise(mondays.values())
    ]
    return listing_of(kind, key).values_list(Subquery(first[:1]), *counts)


def often_with(hashtag: Hashtag, stories: StoryList) -> list[Hashtag]:
    """At most eight others that the newest stories of ``stories`` carry, most first."""
    return _often_with(hashtag=hashtag.pk, **stories.values)


@Prepared
def _often_with(hashtag, kind, key, now):
    newest = newest_rows(listing_of(kind, key), now)[:LOOKED_AT].values("story")
    shown = through_the_door(newest, now)
    others = Hashtag.objects.active().exclude(pk=hashtag)
    others = others.filter(tagged_stories__content_object__in=shown.values("pk"))
    others = others.annotate(shared=Count("tagged_stories"))
    return others.order_by("-shared", "folded")[:MOST_OFTEN]


def _mondays() -> list[datetime]:
    """When each of the last twelve weeks began, the oldest first; and the next one."""
    today = timezone.localdate()
    this = today - timedelta(days=today.weekday())
    days = [this - timedelta(weeks=back) for back in range(WEEKS - 1, -2, -1)]
    return [timezone.make_aware(datetime.combine(day, time())) for day in days]


def _weeks(mondays: list[datetime], numbers: list[int]) -> list[Week]:
    """A bar a week, the highest as high as the drawing; a quiet week is a line."""
    most = max(numbers) or 1
    return [
        Week(
            begins=timezone.localdate(begin),
            stories=number,
            x=place * STEP,
            height=max(round(HEIGHT * number / most), 1),
        )
        for place, (begin, number) in enumerate(zip(mondays, numbers, strict=False))
    ]
