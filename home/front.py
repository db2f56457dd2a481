"""What the front page is composed of: its lead, second rank, latest and rails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle

from news.listings import StoryList, newest_of_each
from news.models import ArticlePage, CategoryIndexPage, ListingKind

SECOND = 3
LATEST = 8
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

    ``lead`` is None in an empty newsroom; ``second`` begins with its newest story that
    has a picture, if one has.
    """

    lead: ArticlePage | None
    second: list[ArticlePage]
    latest: list[ArticlePage]
    rails: list[Rail]


def compose(categories: Sequence[CategoryIndexPage]) -> Front:
    """The front as it stands now, with rails for ``categories``, in two queries.

    The newest dozen of all fill lead, second rank and latest; then each category adds
    its newest that are not among them. Both read a few rows off the end of an index:
    a newsroom of a million stories costs what one of twenty does.
    """
    newest = StoryList(ListingKind.FRONT).newest(0, 1 + SECOND + LATEST)
    waiting = list(newest)
    lead = _take_pictured(waiting)
    second = [story for story in [_take_pictured(waiting)] if story]
    second += waiting[: SECOND - 1]
    latest = waiting[SECOND - 1 :]
    return Front(lead, second, latest, _rails(categories, newest))


def _take_pictured(waiting: list[ArticlePage]) -> ArticlePage | None:
    """Take out the newest with a picture; the newest of all where none has one."""
    if not waiting:
        return None
    pictured = (story for story in waiting if story.hero_image_id)
    taken = next(pictured, waiting[0])
    waiting.remove(taken)
    return taken


def _rails(
    categories: Sequence[CategoryIndexPage], shown: Iterable[ArticlePage]
) -> list[Rail]:
    lists = [StoryList(ListingKind.CATEGORY, category.pk) for category in categories]
    others = newest_of_each(lists, IN_RAIL, without=[story.pk for story in shown])
    densities, rails = cycle(DENSITIES), []
    for category in categories:
        stories = [story for story in others if story.category_id == category.pk]
        if len(stories) >= LEAST_IN_RAIL:
            rails.append(Rail(category, stories, next(densities)))
    return rails
