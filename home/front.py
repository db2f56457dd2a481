"""What the front page is composed of: its lead, second rank, latest and rails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle

from django.utils import timezone

from home.coming import as_they_will_be, coming_until
from home.slots import standing_in
from news.listings import StoryList, newest_of_each
from news.models import ArticlePage, CategoryIndexPage, ListingKind

SECOND = 3
LATEST = 8
PLACES = 1 + SECOND + LATEST
# The lead, and the first of the second rank.
PICTURED = (0, 1)
IN_RAIL = 4
# A rail with a single story would look like a mistake.
LEAST_IN_RAIL = 2
# In turn: one large and three as text, four alike, two columns of headlines.
DENSITIES = ("lead", "four", "columns")


@dataclass(frozen=True)
class Rail:
    """A category's newest stories that stand nowhere else on the front."""

    category: CategoryIndexPage
    stories: list[ArticlePage]
    density: str


@dataclass(frozen=True)
class Front:
    """The front page, no story of which stands there twice.

    ``lead`` is None in an empty newsroom. Where no slot holds their places, ``lead``
    and the first of ``second`` are the newest stories with a picture, if some have one.
    """

    lead: ArticlePage | None
    second: list[ArticlePage]
    latest: list[ArticlePage]
    rails: list[Rail]


def compose(
    categories: Sequence[CategoryIndexPage],
    slots: Sequence = (),
    at: datetime | None = None,
) -> Front:
    """The front as it stands now, with rails for ``categories``, in two queries.

    What the ``slots`` hold stands in their places, and the newest of all fill the
    others; then each category adds its newest that are not among them. Both queries
    read a few rows off the end of an index: a newsroom of a million stories costs what
    one of twenty does. With ``at``, the front as it will stand then, for a preview:
    what is scheduled until then costs more.
    """
    now = at or timezone.now()
    coming = coming_until(at) if at else []
    newest = StoryList(ListingKind.FRONT, now=now)
    named = [slot.story_id for slot in slots if slot.story_id]
    stories = newest.newest_and(named, PLACES + len(named))
    stories = as_they_will_be(stories, coming, now) if coming else stories
    lead, *others = _placed(slots, stories, now) or [None]
    second, latest = others[:SECOND], others[SECOND:]
    shown = {story.pk for story in [lead, *others] if story}
    return Front(lead, second, latest, _rails(categories, shown, coming, now))


def _placed(
    slots: Sequence, stories: list[ArticlePage], now: datetime
) -> list[ArticlePage]:
    """At most ``PLACES`` stories in their order.

    Where there are too few to fill each place, the later slots move up.
    """
    places = standing_in(slots, stories, now, PLACES)[:PLACES]
    places += [None] * (PLACES - len(places))
    standing = {story.pk for story in places if story}
    waiting = [
        story
        for story in stories
        if story.pk not in standing and story.alias_of_id is None
    ][: places.count(None)]
    for place in PICTURED:
        places[place] = places[place] or _take_pictured(waiting)
    filled = (story or (waiting.pop(0) if waiting else None) for story in places)
    return [story for story in filled if story]


def _take_pictured(waiting: list[ArticlePage]) -> ArticlePage | None:
    """Take out the newest with a picture; the newest of all where none has one."""
    if not waiting:
        return None
    pictured = (story for story in waiting if story.hero_image_id)
    taken = next(pictured, waiting[0])
    waiting.remove(taken)
    return taken


def _rails(
    categories: Sequence[CategoryIndexPage],
    shown: set[int],
    coming: list[ArticlePage],
    now: datetime,
) -> list[Rail]:
    lists = [
        StoryList(ListingKind.CATEGORY, category.pk, now=now) for category in categories
    ]
    others = newest_of_each(lists, IN_RAIL, without=shown)
    if coming:
        coming = [story for story in coming if story.pk not in shown]
        others = as_they_will_be(others, coming, now)
    densities, rails = cycle(DENSITIES), []
    for category in categories:
        stories = [story for story in others if story.category_id == category.pk]
        if len(stories) >= LEAST_IN_RAIL:
            rails.append(Rail(category, stories[:IN_RAIL], next(densities)))
    return rails
