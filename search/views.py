"""The search page."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from news.listings import PAGE_LENGTH
from news.models import ArticlePage

LONGEST_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """Public stories that match ``?q=``, best first, ``PAGE_LENGTH`` a page."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    # A quotation mark ends the string that SQLite's index is asked with.
    words = query.replace('"', " ").strip()
    found = []
    if words:
        found = ArticlePage.objects.published().for_cards().search(words)
    try:
        stories = Paginator(found, PAGE_LENGTH).page(request.GET.get("page") or 1)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404("There is no such page of results.") from error
    return render(request, "pages/search.html", {"query": query, "stories": stories})
