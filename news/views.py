"""Pages that list stories and are no page of the tree: hashtag, author, archive, …"""

import unicodedata
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hashtags.lookup import open_hashtag_or_404
from news.corrections import public_corrections, with_stories
from news.counts import Month, hashtags_in_use, months
from news.hashtag_facts import facts_of, often_with
from news.listings import PAGE_LENGTH, StoryList, page_or_404
from news.models import Author, CategoryIndexPage, ListingKind
from news.rising import rising_now
from sources.models import Outlet

HASHTAGS_A_PAGE = 500


def hashtag(request: HttpRequest, slug: str) -> HttpResponse:
    """A hashtag's stories. A merged one leads on to the one it was merged into.

    A hashtag that no public story carries is a 404: it may belong to a draft.
    """
    found, shown = open_hashtag_or_404(slug)
    stories = _stories_or_404(ListingKind.HASHTAG, shown.pk)
    if shown != found:
        return redirect(shown, permanent=True)
    facts, others = facts_of(stories), often_with(shown, stories)
    context = {"hashtag": shown, "facts": facts, "often_with": others}
    return _render(request, "pages/hashtag.html", stories, **context)


def hashtags(request: HttpRequest) -> HttpResponse:
    """Every hashtag that a public story carries, A to Z; those that rise first."""
    page = page_or_404(
        Paginator(hashtags_in_use(), HASHTAGS_A_PAGE), request.GET.get("page")
    )
    letters = {}
    for each in page:
        letters.setdefault(_initial(each.folded), []).append(each)
    context = {"page_of_hashtags": page, "letters": list(letters.items())}
    context["rising"] = rising_now()
    return render(request, "pages/hashtags.html", context)


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Who an author is, and their stories."""
    found = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    stories = StoryList(ListingKind.AUTHOR, found.pk)
    return _render(request, "pages/author.html", stories, author=found)


def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """Every story that cites an outlet; a 404 where no public story does."""
    found = get_object_or_404(Outlet, slug=slug)
    stories = _stories_or_404(ListingKind.OUTLET, found.pk)
    return _render(request, "pages/outlet.html", stories, outlet=found)


def archive(request: HttpRequest) -> HttpResponse:
    """The months in which stories were published, by year, newest first."""
    years = groupby(months(), key=lambda month: month.begins.year)
    context = {"years": [(year, list(of_year)) for year, of_year in years]}
    return render(request, "pages/archive.html", context)


def archive_month(request: HttpRequest, month: str) -> HttpResponse:
    """A month's stories; a 404 where there is none ('2026-01' is January's)."""
    stories = _stories_or_404(ListingKind.MONTH, month)
    begins = Month(month, stories.count).begins
    return _render(request, "pages/archive_month.html", stories, begins=begins)


def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction of a story that readers can see, newest first."""
    made = Paginator(public_corrections(), PAGE_LENGTH)
    page = page_or_404(made, request.GET.get("page"))
    context = {"page_of_corrections": page, "corrections": with_stories(page)}
    return render(request, "pages/corrections.html", context)


def accents(request: HttpRequest) -> HttpResponse:
    """A style sheet of the categories' colours, which editors choose."""
    categories = CategoryIndexPage.objects.published().values_list(
        "pk", "accent_light", "accent_dark"
    )
    rules = [
        f".accent-{pk}{{--accent:light-dark({light},{dark})}}"
        for pk, light, dark in categories
    ]
    return HttpResponse("\n".join(rules), content_type="text/css; charset=utf-8")


def _stories_or_404(kind, key) -> StoryList:
    stories = StoryList(kind, key)
    if not stories.count:
        raise Http404("No public story is listed here.")
    return stories


def _render(request, template, stories, **context) -> HttpResponse:
    context["stories"] = stories.page(request.GET.get("page"))
    return render(request, template, context)


def _initial(folded: str) -> str:
    """The letter under which a hashtag stands; '0–9' for a digit."""
    first = unicodedata.normalize("NFKD", folded)[0].upper()
    return "0–9" if first.isdigit() else first
