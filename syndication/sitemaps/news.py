"""The news of two days, as Google News reads it.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from django.db.models import Count, Max, QuerySet

from home.furniture import Furniture
from images.models import NewsImage
from news.listings import newest_rows
from news.models import ArticlePage, Listing, ListingKind
from news.querysets import modified
from syndication.entries import in_xml
from syndication.pictures import largest
from syndication.sitemaps import xml

SPAN = timedelta(hours=48)
A_FILE = 1_000
# What Google calls those languages that it tells apart by more than ISO 639.
CHINESE = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}


def files(now: datetime) -> list[tuple[int, datetime | None]]:
    """Each file, and when the newest change of any of its stories was.

    One query. There is a first one even where nothing is news.
    """
    found = _news(now).order_by()
    found = found.aggregate(number=Count("pk"), newest=Max(modified()))
    last = max(1, -(-found["number"] // A_FILE))
    return [(number, found["newest"]) for number in range(1, last + 1)]


def stories(number: int, now: datetime) -> list[ArticlePage]:
    """The stories of that file, newest first: one query."""
    found = (
        _news(now)
        .select_related("hero_image")
        .only(
            *("title", "url_path", "path", "depth", "language", "first_published_at"),
            *("published_at", "updated_at", "expire_at", "hero_image__picture_set"),
        )
    )
    return list(found[(number - 1) * A_FILE : number * A_FILE])


def entries(found: list[ArticlePage], furniture: Furniture, request) -> Iterator[str]:
    """Their XML."""
    name, root = escape(in_xml(furniture.brand.name)), furniture.site.root_url
    for story in found:
        told = (
            "<news:news><news:publication>"
            f"<news:name>{name}</news:name>"
            f"<news:language>{language(story.language)}</news:language>"
            "</news:publication>"
            f"<news:publication_date>{xml.moment(first_told(story))}"
            "</news:publication_date>"
            f"<news:title>{escape(in_xml(story.title))}</news:title></news:news>"
        )
        address = story.get_full_url(request)
        yield xml.url(
            address, story.modified_at, _pictures(story.hero_image, root), told
        )


def first_told(story: ArticlePage) -> datetime:
    """When it was published first: whatever date an editor chose to show since.

    Of one that came from an archive, the date that it had there.
    """
    return min(story.published_at, story.first_published_at or story.published_at)


def language(code: str) -> str:
    """The language as Google wants it: ISO 639, but for Chinese."""
    return CHINESE.get(code, code.partition("-")[0])


def _news(now: datetime) -> QuerySet[ArticlePage]:
    """What was first published in the last two days, newest first.

    Nothing that was paid for, which Google News does not take for news, nor retracted.
    """
    since = now - SPAN
    rows = newest_rows(Listing.objects.of(ListingKind.FRONT), now)
    rows = rows.filter(published_at__gte=since).order_by()
    found = ArticlePage.objects.published(now).filter(
        pk__in=rows.values("story"), first_published_at__gte=since
    )
    found = found.filter(is_retracted=False)
    return found.exclude(story_type=ArticlePage.Type.SPONSORED).newest_first()


def _pictures(hero: NewsImage | None, root: str) -> list[str]:
    file = largest(hero, "body")
    return [f"{root}{file.path}"] if file else []
