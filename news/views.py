"""Pages that list stories and are no page of the tree: hashtag, author, outlet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hashtags.models import Hashtag
from news.listings import StoryList
from news.models import Author, CategoryIndexPage, ListingKind
from sources.models import Outlet


def hashtag(request: HttpRequest, slug: str) -> HttpResponse:
    """A hashtag's stories. A merged one leads on to the one it was merged into.

    A hashtag that no public story carries is a 404: it may belong to a draft.
    """
    found = get_object_or_404(Hashtag, slug=slug)
    shown = found.resolved
    if shown.status != Hashtag.Status.ACTIVE:
        raise Http404("This hashtag is not open to readers.")
    stories = _stories_or_404(ListingKind.HASHTAG, shown.pk)
    if shown != found:
        return redirect(shown, permanent=True)
    return _render(request, "pages/hashtag.html", stories, hashtag=shown)


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
