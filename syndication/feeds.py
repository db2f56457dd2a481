"""What a feed says, whatever its form: whose it is, and its newest stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from delivery.tags import listing_tag, tag
from hashtags.models import Hashtag
from home.furniture import Furniture
from news.corrections import public_corrections, with_stories
from news.listings import PAGE_LENGTH, StoryList, shown
from news.models import (
    Author,
    Byline,
    CategoryIndexPage,
    ListingKind,
    SourceReference,
)
from news.querysets import ArticleQuerySet
from sources.models import Outlet
from syndication.entries import Entry, entry_of, entry_of_correction, in_xml
from syndication.forms import FORMS
from syndication.full_text import FullText

# What a feed can be of; None is the whole site.
Thing = CategoryIndexPage | Hashtag | Author | Outlet | None

KINDS = {
    CategoryIndexPage: ListingKind.CATEGORY,
    Hashtag: ListingKind.HASHTAG,
    Author: ListingKind.AUTHOR,
    Outlet: ListingKind.OUTLET,
}
# What entries say that no card shows.
OF_A_FEED = [
    *("hero_alt", "hero_decorative", "hero_caption", "original_reporting"),
    *("hero_image__caption", "hero_image__credit"),
]
ICON = "/apple-touch-icon.png"
# A feed without stories has a date too where it must, and always the same.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """A feed: ``page`` is where people read the same, ``by`` whose it is.

    ``hubs`` hear when it changes (WebSub): readers may subscribe there.
    """

    title: str
    description: str
    page: str
    icon: str
    by: str
    by_address: str
    entries: list[Entry]
    hubs: Sequence[str] = ()

    @property
    def updated(self) -> datetime:
        """When the last of its stories was changed; the beginning of time of none."""
        return max((entry.modified for entry in self.entries), default=NEVER)


def page_path(thing: Thing) -> str:
    """The path of the page that lists the same stories as the thing's feeds."""
    front = reverse("wagtail_serve", args=[""])
    if isinstance(thing, CategoryIndexPage):
        return f"{front}{quote(thing.slug)}/"
    return thing.get_absolute_url() if thing else front


def feed_path(thing: Thing, form: str) -> str:
    """The path of the thing's feed in that form, a key of ``FORMS``."""
    return page_path(thing) + FORMS[form].ending


def name_of(thing: Thing) -> str:
    """What readers call it; '' of the site."""
    if thing is None:
        return ""
    return thing.title if isinstance(thing, CategoryIndexPage) else str(thing)


def feed_of(thing: Thing, furniture: Furniture) -> Feed:
    """The thing's feed with its 20 newest stories: eight queries at most."""
    listed = (KINDS[type(thing)], thing.pk) if thing else (ListingKind.FRONT,)
    tag(listing_tag(*listed))
    return feed_of_stories(
        StoryList(*listed).published(0, PAGE_LENGTH),
        furniture,
        title=name_of(thing),
        description=_description(thing),
        page=page_path(thing),
        hubs=settings.WEBSUB_HUBS,
    )


def feed_of_stories(
    published: ArticleQuerySet,
    furniture: Furniture,
    *,
    title: str,
    description: str,
    page: str,
    hubs: Sequence[str] = (),
) -> Feed:
    """A feed of these stories, which went through the door, newest first.

    Eight queries at most: six for the stories, with their bodies where feeds have full
    texts, and then two for what these name. ``title`` is '' of the whole site; ``page``
    is a path.
    """
    full = settings.FEED_TEXT == "full"
    stories = shown(_loaded(published, full))
    texts = FullText(stories, furniture) if full else None
    root = furniture.site.root_url
    entries = [entry_of(story, root, texts) for story in stories]
    return _feed(furniture, title, description, page, entries, hubs)


def _loaded(published: ArticleQuerySet, full: bool) -> ArticleQuerySet:
    """The stories with all that entries say of them: six queries."""
    body = ["body"] if full else []
    return published.for_cards(*OF_A_FEED, *body).prefetch_related(
        "hashtags__merged_into",
        Prefetch("bylines", Byline.objects.select_related("author")),
        Prefetch(
            "source_references",
            SourceReference.objects.select_related("source__outlet"),
        ),
        "corrections",
    )


def corrections_feed(furniture: Furniture) -> Feed:
    """The 20 newest corrections of any kind, each leading to where it stands."""
    description = f"What {furniture.brand.name} corrected, clarified, updated or "
    made = with_stories(public_corrections()[:PAGE_LENGTH])
    return _feed(
        furniture,
        "Corrections",
        f"{description}retracted.",
        reverse("corrections"),
        [entry_of_correction(correction, story) for correction, story in made],
        settings.WEBSUB_HUBS,
    )


def _feed(
    furniture: Furniture,
    title: str,
    description: str,
    page: str,
    entries: list[Entry],
    hubs: Sequence[str],
) -> Feed:
    brand, root = furniture.brand, furniture.site.root_url
    return Feed(
        title=in_xml(f"{title} — {brand.name}" if title else brand.name),
        description=in_xml(description or brand.tagline or brand.name),
        page=root + page,
        icon=root + ICON,
        by=in_xml(brand.name),
        by_address=f"{root}/",
        entries=entries,
        hubs=hubs,
    )


def _description(thing: Thing) -> str:
    """What the newsroom wrote of it, or else what the feed holds; '' of the site."""
    if thing is None:
        return ""
    if isinstance(thing, CategoryIndexPage):
        return thing.introduction or f"The newest stories of {thing.title}."
    if isinstance(thing, Hashtag):
        return thing.description or f"The newest stories about {thing}."
    if isinstance(thing, Outlet):
        return thing.description or f"The newest stories that refer to {thing}."
    return thing.bio or f"The newest stories by {thing}."
