"""The addresses of sitemaps. A file with nothing that readers may see is not there.

What a file shows may change with any story, so that all of them are tagged alike; a
name for each story would not fit in a header. Files that only a change changes have
``Last-Modified``; what is news, or the newest of a list, a clock changes, too.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.furniture import Furniture, open_site
from news.counts import tag_every_story
from news.last_change import conditional
from syndication.sitemaps import lists, news, stories, xml

XML = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file that has something in it; the first of the news in any case."""
    furniture, now = _shown(request)
    root = furniture.site.root_url
    parts = [xml.file(root + at, changed) for at, changed in _files(furniture, now)]
    return _whole("sitemapindex", parts)


@require_safe
@conditional
def story_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The public stories of one range of primary keys."""
    furniture, _ = _shown(request)
    found = stories.StoryFile(number, request, furniture.site.root_url)
    if found.is_empty:
        raise Http404("No public story is in this range.")
    return _answer(request, "urlset", found.entries(), image=xml.IMAGES)


@require_safe
@conditional
def list_file(request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    """The hashtags, authors or outlets of one such range that have public stories."""
    furniture, _ = _shown(request)
    found = lists.entries(kind, number, furniture.site.root_url)
    first = next(found, None)
    if first is None:
        raise Http404("Nothing in this range has a public story.")
    return _answer(request, "urlset", chain([first], found))


@require_safe
def page_file(request: HttpRequest) -> HttpResponse:
    """All other pages."""
    furniture, _ = _shown(request)
    return _whole("urlset", [xml.url(*page) for page in lists.pages(furniture.site)])


@require_safe
def news_file(request: HttpRequest) -> HttpResponse:
    """The news of two days: the newest 1,000, or none."""
    return _news(request, 1)


@require_safe
def more_news_file(request: HttpRequest, number: int) -> HttpResponse:
    """What does not fit in the first file, which has an address of its own."""
    if number == 1:
        raise Http404("The first file has no number.")
    return _news(request, number)


def _news(request: HttpRequest, number: int) -> HttpResponse:
    furniture, now = _shown(request)
    found = news.stories(number, now)
    if not found and number > 1:
        raise Http404("There is not that much news.")
    entries = news.entries(found, furniture, request)
    return _whole("urlset", entries, image=xml.IMAGES, news=xml.NEWS)


def _files(furniture: Furniture, now: datetime) -> Iterator[tuple[str, datetime]]:
    """The path of each file, and when what it says last changed."""
    for number, changed in news.files(now):
        yield news_path(number), changed
    changes = [changed for _, changed in lists.pages(furniture.site) if changed]
    yield reverse("sitemap-pages"), max(changes, default=None)
    for kind in lists.KINDS:
        for number, changed in lists.files(kind, now):
            yield reverse(f"sitemap-{kind}", args=[number]), changed
    for number, changed in stories.files(now):
        yield reverse("sitemap-stories", args=[number]), changed


def news_path(number: int) -> str:
    """The address of the file of news with that number: the first has none in it."""
    if number == 1:
        return reverse("sitemap-news")
    return reverse("sitemap-more-news", args=[number])


def _shown(request: HttpRequest) -> tuple[Furniture, datetime]:
    """The furniture of a request to a site, and the time; 404 where there is no site.

    The answer must be gone when the first story expires, and changes with any.
    """
    furniture, now = open_site(request), timezone.now()
    tag_every_story(now)
    return furniture, now


def _whole(root: str, parts: Iterable[str], **extensions: str) -> HttpResponse:
    """The document, which the page cache keeps: a thousand stories at most."""
    return HttpResponse(
        b"".join(xml.document(root, parts, **extensions)), content_type=XML
    )


def _answer(
    request: HttpRequest, root: str, parts: Iterable[str], **extensions: str
) -> StreamingHttpResponse:
    """The document, sent while it is read from the database, and kept by nobody here.

    It may have as many entries as stories are in a range. For HEAD it is not read.

    Web servers ask for all of an answer, whoever asked for its headers alone.
    """
    if request.method == "HEAD":
        parts = ()
    return StreamingHttpResponse(
        xml.document(root, parts, **extensions),
        content_type=XML,
    )
