"""Where a story could be seen: the addresses that each public surface has of it.

Asked of a story in any state, a draft too: nothing here looks whether readers may see
it. ``newsroom/surfaces.py`` enters them, and ``tests/leaks`` asks each.
"""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from home.furniture import brand_of
from images.models import NewsImage
from news.models import ArticlePage
from news.picture_uses import pictures_of
from news.references import in_body_of
from sources.models import Outlet
from syndication.forms import FORMS
from syndication.markdown.twin import twin_of
from syndication.share_cards.card import card_of
from syndication.sitemaps.stories import part_of

Addresses = Callable[[object], list[str]]


def pages_of_list(address: str) -> list[str]:
    return [address, f"{address}?page=1", f"{address}?page=2"]


def hashtags(story) -> list[str]:
    return [
        at
        for tag in story.hashtags.all()
        for at in pages_of_list(tag.get_absolute_url())
    ]


def authors(story) -> list[str]:
    lines = story.bylines.all()
    return [
        at for line in lines for at in pages_of_list(line.author.get_absolute_url())
    ]


def outlets_of(story) -> list[Outlet]:
    return [cited.outlet for cited in story.source_references.all() if cited.outlet]


def outlets(story) -> list[str]:
    outlets = outlets_of(story)
    return [at for outlet in outlets for at in pages_of_list(outlet.get_absolute_url())]


def months(story) -> list[str]:
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    return ["/archive/", *pages_of_list(f"/archive/{month}/")]


_FORMATS = [f"format={form}" for form in FORMS]


def searches(story) -> list[str]:
    """Each word asked for; the longest in each order and format, and filtered, too."""
    longest_first = sorted(story.title.split(), key=len, reverse=True)
    pages = [f"/search/?q={word}" for word in longest_first]
    return [
        *pages,
        *(f"{pages[0]}&{more}" for more in ("order=date", *_FORMATS)),
        f"{pages[0]}&category={story.get_parent().slug}",
    ]


def suggestions(story) -> list[str]:
    """Its longest word, whole and half typed."""
    word = max(story.title.split(), key=len)
    typed = [word, word[: len(word) // 2 + 1]]
    return [f"/search/suggestions/?q={quote(text)}" for text in typed]


def api_stories(story) -> list[str]:
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
        *(f"outlet={outlet.slug}" for outlet in outlets_of(story)),
    ]
    return ["/api/v1/stories", *(f"/api/v1/stories?{each}" for each in filters)]


def _month(story) -> str:
    return timezone.localtime(story.published_at).strftime("month=%Y-%m")


def api_hashtags(story) -> list[str]:
    return [f"/api/v1/hashtags/{tag.slug}" for tag in story.hashtags.all()]


def api_outlets(story) -> list[str]:
    return [f"/api/v1/outlets/{outlet.slug}" for outlet in outlets_of(story)]


def api_sources(story) -> list[str]:
    cited = story.source_references.all()
    return [f"/api/v1/sources/{each.source_id}" for each in cited if each.source_id]


def pictures(story) -> list[str]:
    pictures = NewsImage.objects.filter(pk__in=pictures_of(story))
    files = [file for picture in pictures for file in picture.ready_files]
    return [f"{settings.MEDIA_URL}{file['file']}" for file in files]


def documents(story) -> list[str]:
    documents = get_document_model()
    linked = documents.objects.filter(pk__in=in_body_of(story, documents))
    return [document.url for document in linked]


def aliases_of(story) -> list[ArticlePage]:
    """All pages that show what ``story`` does: an alias may have aliases, too."""
    aliases = list(ArticlePage.objects.filter(alias_of=story.pk))
    return aliases + [deeper for alias in aliases for deeper in aliases_of(alias)]


def story_itself(story) -> list[str]:
    paths = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
    forms = [[at, at.rstrip("/"), at.upper(), f"{at}?page=2"] for at in paths]
    return [address for form in forms for address in form]


def ninjs(story) -> list[str]:
    return [
        f"{page.get_url_parts()[2].rstrip('/')}.ninjs.json"
        for page in [story, *aliases_of(story)]
    ]


def history(below: str = "") -> Addresses:
    """An address in the history of the story, and of its aliases, which have none."""

    def addresses(story) -> list[str]:
        paths = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
        return [f"{path}history/{below}" for path in paths]

    return addresses


def sitemaps(story) -> list[str]:
    """The file of its primary key, the index that names it, and all others."""
    named = ("pages", "news", "hashtags-1", "authors-1", "outlets-1")
    named = (*named, f"stories-{part_of(story.pk)}")
    return ["/sitemap.xml", *(f"/sitemaps/{name}.xml" for name in named)]


def share_cards(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    return [card_of(page, brand_of(page.get_site())).address for page in shown]


def embeds(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    return [f"{page.get_url_parts()[2]}embed/" for page in shown]


def oembeds(story) -> list[str]:
    shown = [story, *aliases_of(story)]
    asked = [f"/oembed?url={quote(page.full_url, safe='')}" for page in shown]
    return [f"{at}&format={form}" for at in asked for form in ("json", "xml")]


def twins(story) -> list[str]:
    """Also of its aliases, which have one each, and of its former addresses."""
    pages = [page.get_url_parts()[2] for page in [story, *aliases_of(story)]]
    return [twin_of(at) for at in [*pages, *former_addresses(story)]]


def former_addresses(story) -> list[str]:
    former = Redirect.objects.filter(redirect_page=story)
    return [at for old in former for at in (old.old_path, f"{old.old_path}/")]
