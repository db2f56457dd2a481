"""The registry of public surfaces: every way in which anybody can see a story.

Each route and page type is entered once, with how long it may be kept. `manage.py
check` fails for a public route that is not here, and ``tests/leaks`` asks each for
stories in every state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from delivery.caching import (
    MINUTE,
    NAMED_BY_CONTENT,
    NEVER,
    OWN,
    PURGED,
    TYPED,
    CachePolicy,
)
from home.furniture import brand_of
from images.models import NewsImage
from news.models import ArticlePage
from news.picture_uses import pictures_of
from news.references import in_body_of
from sources.models import Outlet
from syndication.forms import FORMS
from syndication.markdown.twin import twin_of
from syndication.share_cards.card import card_of
from syndication.sitemaps.lists import KINDS
from syndication.sitemaps.stories import part_of

Addresses = Callable[[object], list[str]]


@dataclass(frozen=True)
class Surface:
    """One way in which responses reach the public, a key of ``PAGES`` or ``ROUTES``.

    ``where`` gives the addresses at which a story could be seen there; None where no
    story ever is. ``policy`` is ``OWN`` where the view says it itself. Of an address's
    query the view may read the ``parameters``, None: any; the page cache drops others.
    ``for_browsers``: those are answered in another way. What ``is_streamed`` is sent
    while it is read, and kept by none of us.
    """

    name: str
    policy: CachePolicy
    where: Addresses | None = None
    parameters: frozenset[str] | None = frozenset({"page"})
    for_browsers: bool = False
    is_streamed: bool = False


def _pages(address: str) -> list[str]:
    return [address, f"{address}?page=1", f"{address}?page=2"]


def _hashtags(story) -> list[str]:
    return [at for tag in story.hashtags.all() for at in _pages(tag.get_absolute_url())]


def _authors(story) -> list[str]:
    lines = story.bylines.all()
    return [at for line in lines for at in _pages(line.author.get_absolute_url())]


def _outlets_of(story) -> list[Outlet]:
    return [cited.outlet for cited in story.source_references.all() if cited.outlet]


def _outlets(story) -> list[str]:
    outlets = _outlets_of(story)
    return [at for outlet in outlets for at in _pages(outlet.get_absolute_url())]


def _feeds(kind: str, pages: Addresses) -> dict[str, Surface]:
    """The feeds of what these pages are of, each form a route."""

    def below(ending: str) -> Addresses:
        return lambda story: [f"{at}{ending}" for at in pages(story) if "?" not in at]

    return {
        f"{kind}-{form}": Surface(
            f"{kind} feed, {form}", PURGED, below(ending), for_browsers=form != "json"
        )
        for form, (ending, *_) in FORMS.items()
    }


def _months(story) -> list[str]:
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    return ["/archive/", *_pages(f"/archive/{month}/")]


_FORMATS = [f"format={form}" for form in FORMS]


def _searches(story) -> list[str]:
    """Each word asked for; the longest in each order and format, and filtered, too."""
    longest_first = sorted(story.title.split(), key=len, reverse=True)
    pages = [f"/search/?q={word}" for word in longest_first]
    return [
        *pages,
        *(f"{pages[0]}&{more}" for more in ("order=date", *_FORMATS)),
        f"{pages[0]}&category={story.get_parent().slug}",
    ]


def _suggestions(story) -> list[str]:
    """Its longest word, whole and half typed."""
    word = max(story.title.split(), key=len)
    typed = [word, word[: len(word) // 2 + 1]]
    return [f"/search/suggestions/?q={quote(text)}" for text in typed]


def _api_stories(story) -> list[str]:
    """By each filter, alone and with others, and by each way of asking."""
    word = max(story.title.split(), key=len)
    filters = [
        f"category={story.get_parent().slug}&type={story.story_type}",
        f"{_month(story)}&language={story.language}",
        "updated_since=2000-01-01T00:00:00Z",
        f"q={word}",
        f"q={word}&order=date&category={story.get_parent().slug}",
        *(f"hashtag={tag.slug}" for tag in story.hashtags.all()),
        *(f"author={line.author.slug}" for line in story.bylines.all()),
        *(f"outlet={outlet.slug}" for outlet in _outlets_of(story)),
    ]
    return ["/api/v1/stories", *(f"/api/v1/stories?{each}" for each in filters)]


def _month(story) -> str:
    return timezone.localtime(story.published_at).strftime("month=%Y-%m")


def _api_hashtags(story) -> list[str]:
    return [f"/api/v1/hashtags/{tag.slug}" for tag in story.hashtags.all()]


def _api_outlets(story) -> list[str]:
    return [f"/api/v1/outlets/{outlet.slug}" for outlet in _outlets_of(story)]


def _api_sources(story) -> list[str]:
    cited = story.source_references.all()
    return [f"/api/v1/sources/{each.source_id}" for each in cited if each.source_id]


def _pictures(story) -> list[str]:
    pictures = NewsImage.objects.filter(pk__in=pictures_of(story))
    files = [file for picture in pictures for file in picture.ready_files]
    return [f"{settings.MEDIA_URL}{file['file']}" for file in files]


def _documents(story) -> list[str]:
    documents = get_document_model()
    linked = documents.objects.filter(pk__in=in_body_of(story, documents))
    return [document.url for document in linked]


def aliases_of(story) -> list[ArticlePage]:
    """All pages that show what ``story`` does: an alias may have aliases, too."""
    aliases = list(ArticlePage.objects.filter(alias_of=story.pk))
    return aliases + [deeper for alias in aliases for deeper in aliases_of(alias)]


def _story(story) -> list[str]:
    paths = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
    forms = [[at, at.rstrip("/"), at.upper(), f"{at}?page=2"] for at in paths]
    return [address for form in forms for address in form]


def _ninjs(story) -> list[str]:
    return [
        f"{page.get_url_parts()[2].rstrip('/')}.ninjs.json"
        for page in [story, *aliases_of(story)]
    ]


def _history(below: str = "") -> Addresses:
    """An address in the history of the story, and of its aliases, which have none."""

    def addresses(story) -> list[str]:
        paths = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
        return [f"{path}history/{below}" for path in paths]

    return addresses


def _sitemaps(story) -> list[str]:
    """The file of its primary key, the index that names it, and all others."""
    named = ("pages", "news", "hashtags-1", "authors-1", "outlets-1")
    named = (*named, f"stories-{part_of(story.pk)}")
    return ["/sitemap.xml", *(f"/sitemaps/{name}.xml" for name in named)]


def _share_cards(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    return [card_of(page, brand_of(page.get_site())).address for page in shown]


def _embeds(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    return [f"{page.get_url_parts()[2]}embed/" for page in shown]


def _oembeds(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    asked = [f"/oembed?url={quote(page.full_url, safe='')}" for page in shown]
    return [f"{at}&format={form}" for at in asked for form in ("json", "xml")]


def _twins(story) -> list[str]:
    """Also of its aliases, which have one each, and of its former addresses."""
    pages = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
    return [twin_of(at) for at in [*pages, *_former_addresses(story)]]


def _former_addresses(story) -> list[str]:
    former = Redirect.objects.filter(redirect_page=story)
    return [at for old in former for at in (old.old_path, f"{old.old_path}/")]


# By the page type's label.
PAGES = {
    "home.HomePage": Surface("front page", PURGED, lambda story: ["/", "/?page=2"]),
    "news.CategoryIndexPage": Surface(
        "category", PURGED, lambda story: _pages(story.get_parent().url)
    ),
    "news.ArticlePage": Surface("story", PURGED, _story),
    "home.StandardPage": Surface("standard page", PURGED),
}

_ARCHIVE = Surface("archive", PURGED, _months)

_SITEMAP = Surface("sitemaps", PURGED, _sitemaps)
_LONG_SITEMAP = Surface("long sitemaps", PURGED, _sitemaps, is_streamed=True)

# Routes, what they are, and where a story could be seen there.
_API = (
    ("stories", "stories", _api_stories),
    ("story", "a story", lambda story: [f"/api/v1/stories/{story.pk}"]),
    ("hashtags", "hashtags", lambda story: ["/api/v1/hashtags"]),
    ("hashtag", "a hashtag", _api_hashtags),
    ("outlets", "outlets", lambda story: ["/api/v1/outlets"]),
    ("outlet", "an outlet", _api_outlets),
    ("sources", "sources", lambda story: ["/api/v1/sources"]),
    ("source", "a source", _api_sources),
    # Names of those that have a public story, how many it is, and no story.
    ("categories", "categories", None),
    ("category", "a category", None),
    ("authors", "authors", None),
    ("author", "an author", None),
)

PAGE_TREE = "wagtail_serve"

# By URL name (with its namespace, if it has one); a route without a name by itself.
ROUTES = {
    "hashtag": Surface("hashtag", PURGED, _hashtags),
    "author": Surface("author", PURGED, _authors),
    "outlet": Surface("outlet", PURGED, _outlets),
    "hashtags": Surface("hashtags", PURGED, lambda story: _pages("/hashtags/")),
    "archive": _ARCHIVE,
    "archive-month": _ARCHIVE,
    "corrections": Surface(
        "corrections", PURGED, lambda story: _pages("/corrections/")
    ),
    "history": Surface(
        "history", PURGED, _history(), parameters=frozenset({"page", "from", "to"})
    ),
    "history-version": Surface("version", PURGED, _history("1/")),
    "history-difference": Surface("difference", PURGED, _history("1..2/")),
    "search": Surface("search", NEVER, _searches),
    "suggestions": Surface("suggestions", TYPED, _suggestions),
    **_feeds("site", lambda story: ["/"]),
    **_feeds("category", lambda story: [story.get_parent().url]),
    **_feeds("hashtag", _hashtags),
    **_feeds("outlet", _outlets),
    **_feeds("corrections", lambda story: ["/corrections/"]),
    **_feeds("author", _authors),
    "feeds": Surface("which feeds there are", PURGED),
    "following": Surface("what a browser follows", PURGED),
    "saved": Surface("what a browser saved", PURGED),
    "offline": Surface("no connection", PURGED),
    "rendition": Surface("pictures", OWN, _pictures),
    "wagtaildocs_serve": Surface("documents", OWN, _documents),
    "oembed": Surface(
        "oembed",
        PURGED,
        _oembeds,
        parameters=frozenset({"url", "format", "maxwidth", "maxheight"}),
    ),
    "embedded": Surface("embedded card", PURGED, _embeds),
    "story-card": Surface("share card", NAMED_BY_CONTENT, _share_cards),
    "site-card": Surface("share card of no story", NAMED_BY_CONTENT),
    # Copies of what other sites show everybody, at addresses of 128 random bits.
    "still": Surface("stills of films elsewhere", OWN),
    "avatar": Surface("pictures of staff, for staff", OWN),
    "accents": Surface("the categories' colours", MINUTE),
    # A draft, for who was sent one of 2^128 addresses: no reader finds a story here.
    "draft": Surface("a draft shared by a link", OWN),
    "draft-picture": Surface("pictures of such a draft", OWN),
    "ninjs": Surface("ninjs", PURGED, _ninjs),
    **{
        f"api-1:{route}": Surface(f"API: {name}", PURGED, where, parameters=None)
        for route, name, where in _API
    },
    "api-1:openapi-json": Surface("API: its description", MINUTE),
    "api-1:api-root": Surface("API: nothing at its root", NEVER),
    "api-nothing": Surface("API: nothing", NEVER),
    "robots": Surface("robots.txt", MINUTE),
    "indexnow-key": Surface("whose key search engines are told of stories by", MINUTE),
    "llms": Surface("llms.txt", PURGED, lambda story: ["/llms.txt"]),
    "markdown": Surface("Markdown", PURGED, _twins),
    "sitemap": _SITEMAP,
    "sitemap-pages": _SITEMAP,
    "sitemap-news": _SITEMAP,
    "sitemap-more-news": _SITEMAP,
    "sitemap-stories": _LONG_SITEMAP,
    **{f"sitemap-{kind}": _LONG_SITEMAP for kind in KINDS},
    "alive": Surface("whether the process lives", NEVER),
    "ready": Surface("whether the database answers, when the clock ran", NEVER),
    "wagtailcore_authenticate_with_password": Surface("password of a page", NEVER),
    "wagtailcore_login": Surface("sign-in to a private page", NEVER),
    # Hands each address to the page type that lies there (see PAGES); one where none
    # lies may be a story's former address.
    PAGE_TREE: Surface("the page tree", OWN, _former_addresses),
}


def surface_of(request, response) -> Surface | None:
    """The surface that ``response`` came from; None for the admin and for no route."""
    match = request.resolver_match
    if match is None or match.route.startswith("admin/"):
        return None
    if match.url_name == PAGE_TREE:
        page = (getattr(response, "context_data", None) or {}).get("page")
        return PAGES.get(page._meta.label) if page else None
    return ROUTES.get(match.view_name if match.url_name else match.route)
