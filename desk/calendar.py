"""What will happen to stories, and when, by the newsroom's clocks."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Window,
)
from django.db.models.functions import Cast, RowNumber, TruncDate
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from delivery.times import newsroom_now
from desk.known_stories import KnownStory, pages_to_change
from news.models import ArticlePage

KINDS = GOES_LIVE, EMBARGO_ENDS, EXPIRES = "Goes live", "Embargo ends", "Expires"
PASSED = {EMBARGO_ENDS: "Embargo ended", EXPIRES: "Expired"}
OVERDUE, FAILED = "Overdue", "Failed"
# Entries of a day; the rest is counted.
SHOWN_OF_A_DAY = {"week": 100, "month": 4}
OVERDUE_SHOWN = 10
DAY = timedelta(days=1)
# Days that can be shown: all clocks and both databases know what lies around them.
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Span:
    """Whole weeks, from a Monday on, around the week or month that was asked for.

    ``first`` and ``end`` bound the week or month itself; ``end`` is the day after it.
    """

    view: str
    first: date
    end: date

    @classmethod
    def around(cls, view: str, day: date) -> "Span":
        if view == "week":
            first = _monday(day)
            return cls(view, first, first + 7 * DAY)
        first = day.replace(day=1)
        return cls(view, first, (first + 31 * DAY).replace(day=1))

    @property
    def previous(self) -> date:
        return Span.around(self.view, self.first - DAY).first

    @property
    def next(self) -> date:
        return self.end

    @property
    def days(self) -> list[date]:
        """Every day that is shown, those that fill the first and last week too."""
        first, last = _monday(self.first), _monday(self.end - DAY) + 6 * DAY
        return [first + number * DAY for number in range((last - first).days + 1)]


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def midnight(day: date) -> datetime:
    """When ``day`` begins in the newsroom, in UTC."""
    start = datetime.combine(day, time.min, timezone.get_default_timezone())
    return start.astimezone(UTC)


@dataclass
class Entry(KnownStory):
    """What happens to a story at one time; ``state`` and ``reason`` say more."""

    at: datetime
    story: ArticlePage
    may_change: bool
    happens: list[str]
    state: str = ""
    reason: str = ""

    @property
    def what(self) -> str:
        return " · ".join(self.happens)

    @property
    def zone(self) -> str:
        """What the zone is called then, for hours that clocks show twice."""
        return self.at.tzname()

    @property
    def is_wrong(self) -> bool:
        return self.state in (OVERDUE, FAILED)


@dataclass
class Day:
    """A day's entries in their order, and how many ``more`` are not shown."""

    date: date
    is_today: bool
    is_outside: bool
    entries: list[Entry]
    more: int

    @property
    def week(self) -> str:
        """Where its week is shown."""
        return address("week", self.date)

    @property
    def hours(self) -> int:
        """24, but when the clocks change."""
        length = midnight(self.date + DAY) - midnight(self.date)
        return round(length.total_seconds() / 3600)


def address(view: str, day: date) -> str:
    """Where the calendar shows the week or month around ``day``."""
    return f"{reverse('desk_calendar')}?{urlencode({'view': view, 'from': day})}"


class Calendar:
    """The days of a span as ``user`` may see them, in a constant number of queries.

    What a story does next is told by its row and by its scheduled revision. Of a draft
    that was never live the row has the times of the newest edit. A live story's has the
    times in force: others, in a draft of it, count when that is published.
    """

    def __init__(self, user, span: Span | None = None):
        self.may_change = pages_to_change(user)
        self.span = span
        self.now = newsroom_now()
        self.zone = timezone.get_default_timezone()

    def days(self) -> list[Day]:
        """Every day of the span: at most so many entries each, the rest counted."""
        return self._days(self.span.days, SHOWN_OF_A_DAY[self.span.view])

    def today(self, most: int) -> Day:
        """The newsroom's present day, with at most so many entries."""
        return self._days([self.now.astimezone(self.zone).date()], most)[0]

    def _days(self, dates: list[date], most: int) -> list[Day]:
        found, totals = [], Counter()
        for kind, changes in self._changes():
            changes = changes.filter(
                at__gte=midnight(dates[0]), at__lt=midnight(dates[-1] + DAY)
            )
            for at, pk, day, total in _first_of_each_day(changes, most, self.zone):
                found.append((at, pk, kind))
                totals[day, kind] = total
        entries = defaultdict(list)
        for entry in self._entries(found):
            entries[entry.at.date()].append(entry)
        today = self.now.astimezone(self.zone).date()
        days = []
        for each in dates:
            shown = entries[each][:most]
            total = sum(totals[each, kind] for kind in KINDS)
            more = total - sum(len(entry.happens) for entry in shown)
            outside = bool(self.span) and not self.span.first <= each < self.span.end
            days.append(Day(each, each == today, outside, shown, more))
        return days

    def overdue(self) -> list[Entry]:
        """What should have happened by now and has not, longest first."""
        found = []
        for kind, changes in self._changes():
            if kind == EXPIRES:
                changes = changes.filter(live=True)
            if kind != EMBARGO_ENDS:
                late = changes.filter(at__lte=self.now).order_by("at")
                late = late.values_list("at", "story_pk")[:OVERDUE_SHOWN]
                found += [(at, pk, kind) for at, pk in late]
        return self._entries(sorted(found)[:OVERDUE_SHOWN])

    def _changes(self) -> list[tuple[str, QuerySet]]:
        """Of each kind, rows with ``at`` and ``story_pk`` that the user may know of."""
        scheduled = Revision.objects.filter(
            content_type=ContentType.objects.get_for_model(ArticlePage),
            approved_go_live_at__isnull=False,
        ).annotate(
            at=F("approved_go_live_at"), story_pk=Cast("object_id", IntegerField())
        )
        mine = Exists(self.may_change.filter(pk=OuterRef("story_pk")))
        public = ArticlePage.objects.published().order_by()
        public = Exists(public.filter(pk=OuterRef("story_pk")))
        stories = ArticlePage.objects.filter(alias_of=None).order_by()
        stories = stories.annotate(story_pk=F("pk"))
        # Both, as the index of expiries begins with whether a page is live.
        either = stories.filter(live__in=(True, False))
        timed = [
            (EMBARGO_ENDS, stories.annotate(at=F("embargo_until"))),
            (EXPIRES, either.annotate(at=F("expire_at"))),
        ]
        return [(GOES_LIVE, scheduled.filter(mine))] + [
            (kind, changes.filter(mine | public)) for kind, changes in timed
        ]

    def _entries(self, found: list[tuple]) -> list[Entry]:
        """Entries of (at, primary key, kind), by time; one for what happens at once."""
        pks = {pk for at, pk, kind in found}
        stories = ArticlePage.objects.select_related("category", "schedule_problem")
        stories = stories.defer("body").in_bulk(pks)
        mine = set(self.may_change.filter(pk__in=pks).values_list("pk", flat=True))
        at_once = defaultdict(list)
        for at, pk, kind in found:
            if pk in stories:
                at_once[at, pk].append(kind)
        return [
            self._entry(at, stories[pk], pk in mine, at_once[at, pk])
            for at, pk in sorted(at_once)
        ]

    def _entry(self, at, story, may_change: bool, kinds: list[str]) -> Entry:
        passed = at <= self.now
        waits = GOES_LIVE in kinds or (EXPIRES in kinds and story.live)
        entry = Entry(at.astimezone(self.zone), story, may_change, [])
        entry.happens = [
            PASSED.get(kind, kind) if passed and not waits else kind for kind in kinds
        ]
        problem = getattr(story, "schedule_problem", None)
        if passed and waits:
            entry.state = FAILED if problem else OVERDUE
            entry.reason = problem.reason if problem and may_change else ""
        elif GOES_LIVE in kinds and story.live:
            entry.state = "New version"
        elif not (story.live or story.expired or GOES_LIVE in kinds):
            entry.state = "Draft"
        return entry


def _first_of_each_day(changes: QuerySet, most: int, zone) -> QuerySet:
    """(at, primary key, day, number that day) of the first ``most`` of each day."""
    changes = changes.annotate(day=TruncDate("at", tzinfo=zone))
    changes = changes.annotate(
        place=Window(RowNumber(), partition_by="day", order_by=("at", "story_pk")),
        of_the_day=Window(Count("pk"), partition_by="day"),
    )
    changes = changes.filter(place__lte=most)
    return changes.values_list("at", "story_pk", "day", "of_the_day")
