"""What machines read: the feeds."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import conditional_page

from hashtags.lookup import open_hashtag_or_404
from home.furniture import Furniture, furniture_of
from news.models import ArticlePage, Author, CategoryIndexPage
from search.formats import ResultFeed
from syndication import feeds
from syndication.api.reading import for_reading
from syndication.api.written import loaded, whole
from syndication.feeds import Feed, Thing, feed, feed_of_stories, feed_path
from syndication.json_feed import CONTENT_TYPE, as_json_feed
from syndication.ninjs import as_ninjs
from syndication.push.websub import link_header
from syndication.rss import Rss, as_rss

# Each answers 304 where the reader has the same feed already, by its ETag. There is no
# Last-Modified: a story that goes, or whose embargo ends, leaves no later date behind.


@conditional_page
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest stories of all."""
    return _answer(_feed(request, None, form), form)


@conditional_page
def category_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A category's newest stories; a 404 for one that not any reader may open."""
    categories = CategoryIndexPage.objects.published()
    categories = categories.child_of(_furniture(request).site.root_page)
    category = get_object_or_404(categories, slug=slug)
    return _answer(_feed(request, category, form), form)


@conditional_page
def hashtag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A hashtag's newest stories. A merged one's lead on, as the hashtag's page does.

    One that no public story carries is a 404: it may belong to a draft.
    """
    found, shown = open_hashtag_or_404(slug)
    answer = _feed(request, shown, form)
    if not answer.entries:
        raise Http404("No public story has this hashtag.")
    if shown != found:
        return redirect(feed_path(shown, form), permanent=True)
    return _answer(answer, form)


@conditional_page
def author_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """An author's newest stories; empty before the first, as the author's page is."""
    author = get_object_or_404(Author, slug=slug)
    return _answer(_feed(request, author, form), form)


@conditional_page
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """What was corrected last, in whichever story."""
    return _answer(feeds.corrections_feed(form, _furniture(request)), form)


def feed_of_results(request: HttpRequest, found: ResultFeed, form: str) -> HttpResponse:
    """The newest stories of a search, which lie at the address of its page."""
    searched = found.searched
    newest = [f"The newest stories for {searched}."] if searched else []
    answer = feed_of_stories(
        found.stories,
        _furniture(request),
        title=searched or "Search",
        description=" ".join([*newest, *found.notices]),
        page=found.page,
        address=found.address,
    )
    return _answer(answer, form)


@for_reading
def ninjs(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """The story that lies at ``category`` and ``slug``, as ninjs."""
    furniture = _furniture(request)
    root, above = furniture.site.root_url, furniture.site.root_page.url_path
    there = {"slug": slug, "url_path": f"{above}{category}/{slug}/"}
    story = loaded(ArticlePage.objects.published().filter(alias_of=None, **there))
    if story is None:
        raise Http404("No story lies here that readers may see.")
    said = as_ninjs(story, whole(story, root), root, furniture.brand.name)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _furniture(request: HttpRequest) -> Furniture:
    """The furniture of a request to a site; raises Http404 where there is no site."""
    furniture = furniture_of(request)
    if furniture.site is None:
        raise Http404("There is no site here yet.")
    return furniture


def _feed(request: HttpRequest, thing: Thing, form: str) -> Feed:
    return feed(thing, form, _furniture(request))


def _answer(found: Feed, form: str) -> HttpResponse:
    if form == "json":
        plain = {"ensure_ascii": False}
        answer = JsonResponse(
            as_json_feed(found), content_type=CONTENT_TYPE, json_dumps_params=plain
        )
    else:
        answer = HttpResponse(as_rss(found), content_type=Rss.content_type)
    if found.hubs:
        answer["Link"] = link_header(found)
    return answer
