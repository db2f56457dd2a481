"""What a feed says, whatever its format: whose it is, and its newest stories."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urljoin

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from delivery.tags import picture_tag, tag
from hashtags.models import Hashtag
from home.furniture import Furniture
from news.corrections import public_corrections, with_stories
from news.listings import PAGE_LENGTH, StoryList
from news.models import (
    ArticlePage,
    Author,
    Byline,
    CategoryIndexPage,
    Correction,
    ListingKind,
)
from syndication.pictures import largest

# What a feed can be of; None is the whole site.
Thing = CategoryIndexPage | Hashtag | Author | None

ENDINGS = {"rss": "feed/", "json": "feed.json"}
ICON = "/apple-touch-icon.png"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Picture:
    """A story's picture, as JPEG."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Entry:
    """A story in a feed. Texts are plain; addresses are absolute."""

    address: str
    title: str
    summary: str
    published: datetime
    modified: datetime
    language: str
    hashtags: list[str]
    authors: list[tuple[str, str]]  # name, address
    picture: Picture | None
    category: str
    outlet: str
    reading_minutes: int


@dataclass(frozen=True)
class Feed:
    """A feed: ``page`` is where people read the same, ``address`` where it lies.

    ``hubs`` hear when it changes (WebSub): readers may subscribe there.
    """

    title: str
    description: str
    page: str
    address: str
    icon: str
    entries: list[Entry]
    hubs: Sequence[str] = ()


def page_path(thing: Thing) -> str:
    """The path of the page that lists the same stories as the thing's feeds."""
    front = reverse("wagtail_serve", args=[""])
    if isinstance(thing, CategoryIndexPage):
        return f"{front}{quote(thing.slug)}/"
    return thing.get_absolute_url() if thing else front


def feed_path(thing: Thing, form: str) -> str:
    """The path of the thing's feed in that form, ``rss`` or ``json``."""
    return page_path(thing) + ENDINGS[form]


def feed(thing: Thing, form: str, furniture: Furniture) -> Feed:
    """The thing's feed with its 20 newest stories, in four queries; never a body."""
    return feed_of_stories(
        StoryList(*_listing(thing)).newest(),
        furniture,
        title=_name(thing) if thing else "",
        description=_description(thing),
        page=page_path(thing),
        address=feed_path(thing, form),
        hubs=settings.WEBSUB_HUBS,
    )


def feed_of_stories(
    stories: list[ArticlePage],
    furniture: Furniture,
    *,
    title: str,
    description: str,
    page: str,
    address: str,
    hubs: Sequence[str] = (),
) -> Feed:
    """A feed of these stories, which are ready for cards: three queries at most.

    Their hashtags, those these were merged into, their authors. ``title`` is '' of the
    whole site; ``page`` and ``address`` are paths.
    """
    root = furniture.site.root_url
    prefetch_related_objects(
        stories,
        "hashtags__merged_into",
        Prefetch("bylines", Byline.objects.select_related("author")),
    )
    name = furniture.brand.name
    return Feed(
        title=in_xml(f"{title} — {name}" if title else name),
        description=in_xml(description or furniture.brand.tagline or name),
        page=root + page,
        address=root + address,
        icon=root + ICON,
        entries=[_entry(story, root) for story in stories],
        hubs=hubs,
    )


def corrections_feed(form: str, furniture: Furniture) -> Feed:
    """The 20 newest corrections of any kind, each leading to where it stands."""
    path, root = reverse("corrections"), furniture.site.root_url
    name = furniture.brand.name
    return Feed(
        title=in_xml(f"Corrections — {name}"),
        description=in_xml(f"What {name} corrected, clarified, updated or retracted."),
        page=root + path,
        address=root + path + ENDINGS[form],
        icon=root + ICON,
        entries=[
            _correction(correction, story)
            for correction, story in with_stories(public_corrections()[:PAGE_LENGTH])
        ],
        hubs=settings.WEBSUB_HUBS,
    )


def _correction(correction: Correction, story: ArticlePage) -> Entry:
    category = story.shown_category
    return Entry(
        address=f"{story.full_url}#correction-{correction.pk}",
        title=in_xml(f"{correction.get_kind_display()}: {story.title}"),
        summary=in_xml(correction.text),
        published=correction.made_at,
        modified=correction.made_at,
        language=story.language,
        hashtags=[],
        authors=[],
        picture=None,
        category=in_xml(category.title) if category else "",
        outlet=in_xml(story.outlet.name) if story.outlet else "",
        reading_minutes=story.reading_minutes,
    )


def in_xml(text: str) -> str:
    """``text`` without the characters that no XML document may hold (XML 1.0, 2.2)."""
    return _NOT_IN_XML.sub("", text)


def _listing(thing: Thing) -> tuple:
    if thing is None:
        return (ListingKind.FRONT,)
    kinds = {
        CategoryIndexPage: ListingKind.CATEGORY,
        Hashtag: ListingKind.HASHTAG,
        Author: ListingKind.AUTHOR,
    }
    return kinds[type(thing)], thing.pk


def _name(thing: CategoryIndexPage | Hashtag | Author) -> str:
    return thing.title if isinstance(thing, CategoryIndexPage) else str(thing)


def _description(thing: Thing) -> str:
    """What the newsroom wrote of it, or else what the feed holds; '' of the site."""
    if thing is None:
        return ""
    if isinstance(thing, CategoryIndexPage):
        return thing.introduction or f"The newest stories of {thing.title}."
    if isinstance(thing, Hashtag):
        return thing.description or f"The newest stories about {thing}."
    return thing.bio or f"The newest stories by {thing}."


def _entry(story: ArticlePage, root: str) -> Entry:
    category = story.shown_category
    authors = [line.author for line in story.bylines.all()]
    return Entry(
        address=story.full_url,
        title=in_xml(_labelled(story)),
        summary=in_xml(story.summary),
        published=story.published_at,
        modified=story.modified_at,
        language=story.language,
        hashtags=[in_xml(hashtag.name) for hashtag in story.public_hashtags],
        authors=[(in_xml(a.name), root + a.get_absolute_url()) for a in authors],
        picture=_picture(story, root),
        category=in_xml(category.title) if category else "",
        outlet=in_xml(story.outlet.name) if story.outlet else "",
        reading_minutes=story.reading_minutes,
    )


def _labelled(story: ArticlePage) -> str:
    """The headline; before it what readers must know of its kind, as on a card."""
    paid = story.is_sponsored and story.paid_for_by
    label = f"Paid for by {story.paid_for_by}" if paid else story.label
    if story.is_retracted:
        label = f"Retracted, {label}" if label else "Retracted"
    return f"{label}: {story.title}" if label else story.title


def _picture(story: ArticlePage, root: str) -> Picture | None:
    """The largest JPEG that cards show; None while the picture's set is not ready."""
    if story.hero_image is None:
        return None
    tag(picture_tag(story.hero_image.pk))
    file = largest(story.hero_image, "card")
    if file is None:
        return None
    return Picture(urljoin(root, file.path), file.width, file.height)
