"""The verbs by which every room asks for stories."""

from django.db import models
from django.db.models import Exists, F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from news.models.history_settings import HistorySettings
from news.privacy import LiesInPrivate

# What cards and feeds read of a story, and of what is shown with it.
OF_A_CARD = [
    *("title", "slug", "url_path", "path", "depth", "live", "locale", "content_type"),
    *("alias_of", "translation_key"),
    *("card_headline", "standfirst", "excerpt", "kicker", "story_type", "paid_for_by"),
    *("language", "published_at", "updated_at", "embargo_until", "expire_at"),
    *("word_count", "reading_minutes", "share_text", "is_retracted"),
    *("category", "category__title", "category__slug", "category__live"),
    *("category__url_path", "category__path", "category__depth"),
    *("outlet", "outlet__name", "outlet__slug"),
    *("hero_image", "hero_image__picture_set"),
]

Page._meta.get_field("path").register_lookup(LiesInPrivate)

# The few rows that a time may hide: a partial index holds them.
MAY_HIDE = Q(embargo_until__isnull=False) | Q(expire_at__isnull=False)

# Stories in parts of so many primary keys, which stay what they are: the number of a
# story's part, from 0, which an index has with the time of its last change.
PART_LENGTH = 20_000
PART = F("page_ptr") / PART_LENGTH


def modified(story: str = "") -> Greatest:
    """``StoryReading.modified_at`` for the database; ``story`` leads to the story."""
    date, updated = f"{story}published_at", f"{story}updated_at"
    return Greatest(date, Coalesce(updated, date))


def visible_at(now) -> Q:
    """The condition that neither embargo nor expiry hides a row at the time ``now``.

    Stories and their listing rows name the two columns alike, so that this is the one
    place for the rule.
    """
    return Q(Q(embargo_until=None) | Q(embargo_until__lte=now)) & Q(
        Q(expire_at=None) | Q(expire_at__gt=now)
    )


def in_its_time(row, now) -> bool:
    """The same rule for one story or row that is loaded already."""
    return (row.embargo_until is None or row.embargo_until <= now) and (
        row.expire_at is None or row.expire_at > now
    )


class PublicQuerySet(PageQuerySet):
    """Pages of which ``public()`` leaves out aliases of what is private, too."""

    def private_q(self):
        """Pages in a private section, and in aliases of such, and aliases of those."""
        return Q(path__private=True)


class SectionQuerySet(PublicQuerySet):
    """Pages that have no embargo: categories, and pages of any type by primary key."""

    def published(self):
        """Pages that any reader may open now: live and unrestricted."""
        return self.live().public()


class ArticleQuerySet(PublicQuerySet):
    """Stories. Public surfaces start with ``published()``."""

    def published(self, now=None):
        """Stories that any reader may see now: live, unrestricted, in their time.

        The only door from the database to a public surface. It is evaluated at read
        time, so that it may hide a story whose embargo or expiry nothing has swept yet.
        """
        return self.live().public().filter(visible_at(now or timezone.now()))

    def behind_a_wall(self):
        """Stories whose own address asks anybody who comes for a password or sign-in.

        That there is one, and no more, is told to all.
        """
        return self.live().private().filter(visible_at(timezone.now()))

    def open_to(self, request) -> bool:
        """Whether one of these stories is private, and who asks was let in to it.

        For files that a private story shows: the story's own address asks for itself.
        """
        stories = self.live().filter(visible_at(timezone.now()))
        for story in stories.only("path", "depth", "alias_of"):
            walls = story.get_view_restrictions()
            if walls and all(wall.accept_request(request) for wall in walls):
                return True
        return False

    def listable(self):
        """Stories that listings may propose: live, unrestricted, no alias of another.

        Time is left to ``published()``, so that a passed embargo needs no write.
        """
        return self.live().public().filter(alias_of=None)

    def with_history(self, now=None):
        """Stories that readers may see now, whose former versions they may open.

        An alias has none of its own: its original's is the same.
        """
        closed = Exists(HistorySettings.objects.filter(public=False))
        return self.published(now).filter(~closed, alias_of=None)

    def in_category(self, category):
        """Stories of one category."""
        return self.filter(category=category)

    def newest_first(self):
        """By the date shown, newest first; ties by the later created."""
        return self.order_by("-published_at", "-pk")

    def for_cards(self, *more: str):
        """Load all ``components/card.html`` reads, in a constant number of queries.

        Reads: headline, standfirst, excerpt, kicker, story type, dates, reading time,
        category, outlet, the picture's ready set. Nothing else is loaded: a body can be
        100 kB, and no card shows it. ``more`` are columns for what is no card.
        """
        beside = self.select_related("category", "outlet", "hero_image")
        return beside.only(*OF_A_CARD, *more)


SectionManager = PageManager.from_queryset(SectionQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)


class ListingQuerySet(models.QuerySet):
    """Listings by what they list."""

    def of(self, kind: str, key: object = ""):
        """The listing of one kind and key, for ``get_or_create`` and counting."""
        return self.filter(kind=kind, key=str(key))
