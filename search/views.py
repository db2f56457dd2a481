"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from news.listings import PAGE_LENGTH, page_or_404
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
    stories = page_or_404(Paginator(found, PAGE_LENGTH), request.GET.get("page"))
    return render(request, "pages/search.html", {"query": query, "stories": stories})
