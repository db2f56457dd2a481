"""The addresses of stories: a list with filters and search, and each story."""

from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from delivery.caching import NEVER
from news.models import ArticlePage, ListingKind
from search.asked import BY_DATE, MOST_PAGES
from search.facets import Filters
from search.limits import retry_after
from search.query import parse
from search.results import find
from syndication.api.answers import (
    fields_asked,
    furniture_or_404,
    next_page,
    one_answer,
    page_answer,
)
from syndication.api.asked import FieldsAsked, Order, StoriesAsked
from syndication.api.cursors import cursor_of, values_of
from syndication.api.filters import Thing, days_asked, span_asked, things_asked
from syndication.api.problems import NOTHING_HERE, Problem, Refused
from syndication.api.scan import Wanted
from syndication.api.shapes import Pk
from syndication.api.story import Story, StoryCard, StoryPage
from syndication.api.written import card_of, loaded, stories_of, whole

router = Router(tags=["stories"])
FOUND = "found"
# Of the stories that a search showed before, so many are remembered by its cursor.
REMEMBERED = 8
# Seconds after which a search that took too long may be tried again.
LATE = 60
NOT_SEARCHED = ("language", "type", "updated_since")


@router.get(
    "/stories",
    response={200: StoryPage, 304: None, 400: Problem, 429: Problem, 503: Problem},
    url_name="stories",
    operation_id="listStories",
    summary="Stories, newest first",
)
def stories(request: HttpRequest, asked: Query[StoriesAsked]) -> HttpResponse:
    """Public stories, the newest first.

    Filters narrow each other. With `q`, what the search page finds, the best first.
    With `updated_since`, in the order in which they were published (again). Of filters
    that few stories have together a page looks through 1,000 stories: it may hold few,
    or none, and still have a `next`.
    """
    root = furniture_or_404(request).site.root_url
    fields = fields_asked(asked.fields, StoryCard)
    things = things_asked(asked, furniture_or_404(request))
    notices = []
    if asked.q is not None:
        pks, cursor, notices = _search(request, asked, things)
    else:
        pks, cursor = _wanted(asked, things).page(asked.cursor, asked.limit)
    page = StoryPage(
        data=[card_of(story, root) for story in stories_of(pks)],
        next=next_page(request, root, cursor),
        notices=notices,
    )
    answer = page_answer(page, fields)
    if asked.q is not None:
        # No purge knows which words show a story.
        answer["Cache-Control"] = NEVER.header()
    return answer


@router.get(
    "/stories/{int:story_id}",
    response={200: Story, 304: None, 400: Problem, 404: Problem},
    url_name="story",
    operation_id="readStory",
    summary="A story, whole",
)
def story(request: HttpRequest, story_id: Pk, asked: Query[FieldsAsked]):
    """A story with its body, its sources and what was corrected in it."""
    root = furniture_or_404(request).site.root_url
    fields = fields_asked(asked.fields, Story)
    public = ArticlePage.objects.published().filter(alias_of=None)
    found = loaded(public.filter(pk=story_id))
    if found is None:
        raise Refused(404, NOTHING_HERE)
    return one_answer(whole(found, root), fields)


def _wanted(asked: StoriesAsked, things: dict) -> Wanted:
    if asked.order is not None:
        raise Refused(400, "An order is of a search: give `q`, too.", "order")
    others = Q()
    if asked.language:
        others &= Q(language=asked.language.value)
    if asked.type:
        others &= Q(story_type=asked.type.value)
    listings = list(things) or [(ListingKind.FRONT, "")]
    return Wanted(listings, days_asked(asked), others, asked.updated_since)


def _search(
    request: HttpRequest, asked: StoriesAsked, things: dict[tuple, Thing]
) -> tuple[list[int], str | None, list[str]]:
    """Stories that are found, the next page's cursor, how the query was understood."""
    for name in NOT_SEARCHED:
        if getattr(asked, name) is not None:
            raise Refused(400, f"A search knows no `{name}`: leave one out.", name)
    number, shown = _found_before(asked.cursor)
    if wait := retry_after(request):
        detail = "You searched very often in this minute: wait a little."
        raise Refused(429, detail, **{"Retry-After": str(wait)})
    results = find(
        _with_days(parse(asked.q, timezone.localdate()), *span_asked(asked)),
        Filters(**{str(kind): thing.slug for (kind, _), thing in things.items()}),
        order=BY_DATE if asked.order is Order.DATE else "",
        page=number,
        length=asked.limit,
        partial=False,
        after=shown,
    )
    if results.late:
        detail = "The search took too long: try again, or with rarer words."
        raise Refused(503, detail, **{"Retry-After": str(LATE)})
    pks = [found.story.pk for found in results.stories]
    last = [*reversed(pks), *shown][:REMEMBERED]
    cursor = cursor_of(FOUND, number + 1, " ".join(map(str, last)))
    return pks, cursor if results.more else None, results.notices


def _found_before(cursor: str | None) -> tuple[int, list[int]]:
    """The page that a search's cursor asks for; the stories shown last, newest first.

    By which the page is found where others came or went before it.
    """
    if cursor is None:
        return 1, []
    number, shown = values_of(cursor, FOUND, int, str)
    known = [int(pk) for pk in shown.split()[:REMEMBERED] if pk.isdecimal()]
    return min(max(number, 1), MOST_PAGES), known


def _with_days(query, first: date | None, last: date | None):
    """The query, of these days alone."""
    after = max(filter(None, (query.after, first)), default=None)
    before = min(filter(None, (query.before, last)), default=None)
    return replace(query, after=after, before=before)
