"""The feeds: each answers 304 where the reader has the same already."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from delivery.caching import is_browser
from hashtags.lookup import open_hashtag_or_404
from home.furniture import open_site
from news.last_change import conditional
from news.models import ArticlePage, Author, CategoryIndexPage
from search.formats import ResultFeed
from sources.models import Outlet
from syndication import feeds
from syndication.atom import as_atom
from syndication.feeds import Feed, feed_of, feed_path
from syndication.forms import FORMS
from syndication.json_feed import as_json_feed
from syndication.push.websub import link_header
from syndication.rss import as_rss

WRITTEN: dict[str, Callable[[Feed, str], bytes]] = {
    "rss": as_rss,
    "atom": as_atom,
    "json": as_json_feed,
}


@require_safe
@conditional
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest stories of all."""
    return _answer(request, feed_of(None, open_site(request)), form)


@require_safe
@conditional
def category_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A category's newest stories; a 404 for one that not any reader may open."""
    furniture = open_site(request)
    categories = CategoryIndexPage.objects.published()
    categories = categories.child_of(furniture.site.root_page)
    category = get_object_or_404(categories, slug=slug)
    return _answer(request, feed_of(category, furniture), form)


@require_safe
@conditional
def hashtag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A hashtag's newest stories. A merged one's lead on, as the hashtag's page does.

    One that no public story carries is a 404: it may belong to a draft.
    """
    found, shown = open_hashtag_or_404(slug)
    answer = feed_of(shown, open_site(request))
    if not answer.entries:
        raise Http404("No public story has this hashtag.")
    if shown != found:
        return redirect(feed_path(shown, form), permanent=True)
    return _answer(request, answer, form)


@require_safe
@conditional
def author_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """An author's newest stories; empty before the first, as the author's page is."""
    author = get_object_or_404(Author, slug=slug)
    return _answer(request, feed_of(author, open_site(request)), form)


@require_safe
@conditional
def outlet_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest stories that cite an outlet; a 404 where no public story does."""
    outlet = get_object_or_404(Outlet, slug=slug)
    answer = feed_of(outlet, open_site(request))
    if not answer.entries:
        raise Http404("No public story cites this outlet.")
    return _answer(request, answer, form)


@require_safe
@conditional
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """What was corrected last, in whichever story."""
    return _answer(request, feeds.corrections_feed(open_site(request)), form)


def feed_of_results(request: HttpRequest, found: ResultFeed, form: str) -> HttpResponse:
    """The newest stories of a search, which lie at the address of its page."""
    searched = found.searched
    newest = [f"The newest stories for {searched}."] if searched else []
    answer = feeds.feed_of_stories(
        ArticlePage.objects.published().filter(pk__in=[s.pk for s in found.stories]),
        open_site(request),
        title=searched or "Search",
        description=" ".join([*newest, *found.notices]),
        page=found.page,
    )
    return _answer(request, answer, form)


def _content_type(request: HttpRequest, form: str) -> str:
    """The form's own media type; for a browser that of XML, which it shows with style.

    Browsers show what is marked as a feed as the text that it is, or download it.
    """
    if form == "json":  # which is UTF-8 by its specification
        return FORMS[form].media_type
    styled = is_browser(request.headers.get("Accept", ""))
    media_type = "application/xml" if styled else FORMS[form].media_type
    return f"{media_type}; charset=utf-8"


def _answer(request: HttpRequest, feed: Feed, form: str) -> HttpResponse:
    """The feed, which says that it lies at the very address that was asked."""
    written = WRITTEN[form](feed, request.build_absolute_uri())
    answer = HttpResponse(written, content_type=_content_type(request, form))
    if form != "json":
        patch_vary_headers(answer, ["Accept"])
    if feed.hubs:
        answer["Link"] = link_header(feed, form)
    return answer
