"""The registry of public surfaces: every way in which anybody can see a story.

Each route and page type is entered once, with how long it may be kept. `manage.py
check` fails for a public route that is not here, and ``tests/leaks`` asks each for
stories in every state.
"""

from dataclasses import dataclass

from delivery.caching import (
    MINUTE,
    NAMED_BY_CONTENT,
    NEVER,
    OWN,
    PURGED,
    TYPED,
    CachePolicy,
)
from newsroom import story_addresses as seen
from newsroom.story_addresses import Addresses
from syndication.forms import FORMS
from syndication.sitemaps.lists import KINDS


@dataclass(frozen=True)
class Surface:
    """One way in which responses reach the public, a key of ``PAGES`` or ``ROUTES``.

    ``where`` gives the addresses at which a story could be seen there, each of which is
    asked in the leak tests' matrix; without it, ``no_story`` says why none ever is.
    ``policy`` is ``OWN`` where the view says it itself. Of an address's query the view
    may read the ``parameters``, None: any; the page cache drops others.
    ``for_browsers``: those are answered in another way. What ``is_streamed`` is sent
    while it is read, and kept by none of us.
    """

    name: str
    policy: CachePolicy
    where: Addresses | None = None
    parameters: frozenset[str] | None = frozenset({"page"})
    for_browsers: bool = False
    is_streamed: bool = False
    no_story: str = ""


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


# By the page type's label.
PAGES = {
    "home.HomePage": Surface("front page", PURGED, lambda story: ["/", "/?page=2"]),
    "news.CategoryIndexPage": Surface(
        "category", PURGED, lambda story: seen.pages_of_list(story.get_parent().url)
    ),
    "news.ArticlePage": Surface("story", PURGED, seen.story_itself),
    "home.StandardPage": Surface(
        "standard page",
        PURGED,
        no_story="Names one by a link in its text only, as a story does.",
    ),
}

_ARCHIVE = Surface("archive", PURGED, seen.months)

_SITEMAP = Surface("sitemaps", PURGED, seen.sitemaps)
_LONG_SITEMAP = Surface("long sitemaps", PURGED, seen.sitemaps, is_streamed=True)

# Routes, what they are, and where a story could be seen there.
_API = (
    ("stories", "stories", seen.api_stories),
    ("story", "a story", lambda story: [f"/api/v1/stories/{story.pk}"]),
    ("hashtags", "hashtags", lambda story: ["/api/v1/hashtags"]),
    ("hashtag", "a hashtag", seen.api_hashtags),
    ("outlets", "outlets", lambda story: ["/api/v1/outlets"]),
    ("outlet", "an outlet", seen.api_outlets),
    ("sources", "sources", lambda story: ["/api/v1/sources"]),
    ("source", "a source", seen.api_sources),
    ("categories", "categories", None),
    ("category", "a category", None),
    ("authors", "authors", None),
    ("author", "an author", None),
)

PAGE_TREE = "wagtail_serve"

# By URL name (with its namespace, if it has one); a route without a name by itself.
ROUTES = {
    "hashtag": Surface("hashtag", PURGED, seen.hashtags),
    "author": Surface("author", PURGED, seen.authors),
    "outlet": Surface("outlet", PURGED, seen.outlets),
    "hashtags": Surface(
        "hashtags", PURGED, lambda story: seen.pages_of_list("/hashtags/")
    ),
    "archive": _ARCHIVE,
    "archive-month": _ARCHIVE,
    "corrections": Surface(
        "corrections", PURGED, lambda story: seen.pages_of_list("/corrections/")
    ),
    "history": Surface(
        "history", PURGED, seen.history(), parameters=frozenset({"page", "from", "to"})
    ),
    "history-version": Surface("version", PURGED, seen.history("1/")),
    "history-difference": Surface("difference", PURGED, seen.history("1..2/")),
    "search": Surface("search", NEVER, seen.searches),
    "suggestions": Surface("suggestions", TYPED, seen.suggestions),
    **_feeds("site", lambda story: ["/"]),
    **_feeds("category", lambda story: [story.get_parent().url]),
    **_feeds("hashtag", seen.hashtags),
    **_feeds("outlet", seen.outlets),
    **_feeds("corrections", lambda story: ["/corrections/"]),
    **_feeds("author", seen.authors),
    "feeds": Surface(
        "which feeds there are", PURGED, no_story="Names categories and feeds."
    ),
    "following": Surface(
        "what a browser follows",
        PURGED,
        no_story="The same page for all: a browser fills it in.",
    ),
    "saved": Surface(
        "what a browser saved",
        PURGED,
        no_story="The same page for all: a browser fills it in.",
    ),
    "offline": Surface(
        "no connection", PURGED, no_story="The same page for all, without a banner."
    ),
    "rendition": Surface("pictures", OWN, seen.pictures),
    "wagtaildocs_serve": Surface("documents", OWN, seen.documents),
    "oembed": Surface(
        "oembed",
        PURGED,
        seen.oembeds,
        parameters=frozenset({"url", "format", "maxwidth", "maxheight"}),
    ),
    "embedded": Surface("embedded card", PURGED, seen.embeds),
    "story-card": Surface("share card", NAMED_BY_CONTENT, seen.share_cards),
    "site-card": Surface(
        "share card of no story", NAMED_BY_CONTENT, no_story="Draws the brand."
    ),
    "still": Surface(
        "stills of films elsewhere",
        OWN,
        no_story="What another site shows all, at 128 random bits.",
    ),
    "avatar": Surface(
        "pictures of staff, for staff",
        OWN,
        no_story="For who is signed in, of accounts.",
    ),
    "accents": Surface(
        "the categories' colours", MINUTE, no_story="Names categories by number."
    ),
    "draft": Surface(
        "a draft shared by a link",
        OWN,
        no_story="For who was sent one of 2^128 addresses; the matrix has it revoked.",
    ),
    "draft-picture": Surface(
        "pictures of such a draft",
        OWN,
        no_story="Below an address of 2^128; the matrix has it revoked.",
    ),
    "ninjs": Surface("ninjs", PURGED, seen.ninjs),
    **{
        f"api-1:{route}": Surface(
            f"API: {name}",
            PURGED,
            where,
            parameters=None,
            no_story="" if where else "Counts public stories by name, and shows none.",
        )
        for route, name, where in _API
    },
    "api-1:openapi-json": Surface(
        "API: its description", MINUTE, no_story="Says what can be asked."
    ),
    "api-1:api-root": Surface("API: nothing at its root", NEVER, no_story="Is a 404."),
    "api-nothing": Surface("API: nothing", NEVER, no_story="Is a 404."),
    "security-txt": Surface(
        "whom to tell of a hole", MINUTE, no_story="Names who answers for the site."
    ),
    "robots": Surface("robots.txt", MINUTE, no_story="Says what may be read."),
    "indexnow-key": Surface(
        "whose key search engines are told of stories by", MINUTE, no_story="Is a key."
    ),
    "llms": Surface("llms.txt", PURGED, lambda story: ["/llms.txt"]),
    "markdown": Surface("Markdown", PURGED, seen.twins),
    "sitemap": _SITEMAP,
    "sitemap-pages": _SITEMAP,
    "sitemap-news": _SITEMAP,
    "sitemap-more-news": _SITEMAP,
    "sitemap-stories": _LONG_SITEMAP,
    **{f"sitemap-{kind}": _LONG_SITEMAP for kind in KINDS},
    "alive": Surface("whether the process lives", NEVER, no_story="Says one word."),
    "metrics": Surface(
        "what is counted and timed",
        NEVER,
        no_story="Numbers of no story, to who has its token.",
    ),
    "ready": Surface(
        "whether the database answers, when the clock ran",
        NEVER,
        no_story="Says what works.",
    ),
    "wagtailcore_authenticate_with_password": Surface(
        "password of a page", NEVER, no_story="A form, and where it was sent from."
    ),
    "wagtailcore_login": Surface(
        "sign-in to a private page",
        NEVER,
        no_story="A form, and where it was sent from.",
    ),
    # Hands each address to the page type that lies there (see PAGES); one where none
    # lies may be a story's former address.
    PAGE_TREE: Surface("the page tree", OWN, seen.former_addresses),
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
