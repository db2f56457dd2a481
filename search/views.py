"""The search page, its feeds, and what is suggested while a reader types."""

from dataclasses import asdict
from datetime import timedelta
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from delivery.problems import problem
from hashtags.models import Hashtag
from news.counts import hashtags_in_use
from news.last_change import SETTLED, conditional
from news.listings import PAGE_LENGTH
from search.asked import BY_DATE, Asked, page_number
from search.counting import count
from search.formats import ResultFeed, answer_as
from search.limits import retry_after, too_many
from search.page import ResultsPage
from search.pins import promoted
from search.results import find
from search.suggestions import suggest

MOST_USED = 12
# As all other feeds have.
FEED_LENGTH = PAGE_LENGTH
# Seconds after which a feed reader may ask again for what came too late.
LATE = 60
# What searches remember of names and numbers is of the last minute.
REMEMBERED = timedelta(seconds=60) + SETTLED


def search(request: HttpRequest) -> HttpResponse:
    """Public stories that ``?q=`` and the filters ask for, ten a page.

    ``format=rss``, ``atom`` and ``json`` answer with a feed of the newest, any other
    with a problem. Raises Http404 for a page that the answer does not have.
    """
    if wait := retry_after(request):
        return too_many(request, wait)
    asked = Asked.by(request.GET)
    if form := request.GET.get("format"):
        return _feed(request, asked, form)
    number = page_number(request.GET)
    if asked.is_empty:
        return _start(request, asked, number)
    results = find(asked.query, asked.filters, order=asked.order, page=number)
    if number > max(results.pages, 1) and not results.late:
        raise Http404("The answer does not have that many pages.")
    first = number == 1 and not asked.filtered_by
    if first and not results.late and request.method == "GET":
        # What was only found in other words was not found.
        count(asked.query.text, 0 if results.corrected else results.total)
    shown = ResultsPage(asked, results, promoted(asked.query.text) if first else [])
    context = {"results": results, "shown": shown, "notices": shown.notices}
    return _render(request, asked, own_address=shown.address, **context)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What ``?q=`` may become, as JSON: a kind, a label and an address each."""
    if wait := retry_after(request, "suggestions"):
        return JsonResponse(
            {"suggestions": []}, status=429, headers={"Retry-After": wait}
        )
    query = Asked.by(request.GET).query
    found = [asdict(each) for each in suggest(query.text)]
    plain = {"ensure_ascii": False}
    return JsonResponse({"suggestions": found}, json_dumps_params=plain)


def _start(request, asked: Asked, number: int) -> HttpResponse:
    if number > 1:
        raise Http404("Nothing is asked: there is one page.")
    return _render(request, asked, most_used=_most_used(), notices=asked.query.ignored)


@partial(conditional, settled=REMEMBERED)
def _feed(request, asked: Asked, form: str) -> HttpResponse:
    """The newest stories of the answer in that form; none of a search for nothing."""
    if form not in answer_as:
        *others, last = answer_as
        known = f"{', '.join(others)} or {last}"
        return problem(400, f"A search's format is {known}; leave it out for the page.")
    searched = [f"“{asked.query.text}”"] if asked.query.text else []
    stories, notices = [], list(asked.query.ignored)
    if not asked.is_empty:
        results = find(
            asked.query,
            asked.filters,
            order=BY_DATE,
            length=FEED_LENGTH,
            partial=False,
        )
        if results.late:
            return HttpResponse(status=503, headers={"Retry-After": LATE})
        searched += [chip.label for chip in results.chips]
        stories, notices = [found.story for found in results.stories], results.notices
    feed = ResultFeed(", ".join(searched), notices, stories, asked.address())
    return answer_as[form](request, feed)


def _most_used() -> list[Hashtag]:
    """The hashtags that most stories carry, each with how many do."""
    return list(hashtags_in_use().order_by("-stories", "folded")[:MOST_USED])


def _render(request, asked: Asked, **context) -> HttpResponse:
    context["query"] = asked.query.text
    return render(request, "pages/search.html", context)
