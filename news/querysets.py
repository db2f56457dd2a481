"""The verbs by which every room asks for stories."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from images.models import NewsImage

# What `components/card.html` reads of a picture; a card has no use for the rest.
OF_A_CARDS_PICTURE = {"id", "picture_set"}


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
        walls = PageViewRestriction.objects.values_list("page__path", "page__numchild")
        private = new = dict(walls)
        while new:
            aliases = Page.objects.exclude(alias_of=None).exclude(path__in=private)
            aliases = aliases.filter(_below(new, "alias_of__path"))
            new = dict(aliases.values_list("path", "numchild"))
            private = private | new
        return _below(private, "path")


def _below(pages: dict[str, int], field: str) -> Q:
    """The condition that the path in ``field`` is that of one of ``pages``, or below.

    ``pages`` are paths, each with how many children lie there.
    """
    leaves = Q(**{f"{field}__in": [path for path, below in pages.items() if not below]})
    sections = (path for path, below in pages.items() if below)
    return reduce(or_, (Q(**{f"{field}__startswith": at}) for at in sections), leaves)


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

    def in_category(self, category):
        """Stories of one category."""
        return self.filter(category=category)

    def newest_first(self):
        """By the date shown, newest first; ties by the later created."""
        return self.order_by("-published_at", "-pk")

    def for_cards(self):
        """Load all ``components/card.html`` reads, in a constant number of queries.

        Reads: headline, standfirst, excerpt, kicker, story type, dates, reading time,
        category, outlet, the picture's ready set. The body is deferred: it can be
        100 kB and no card shows it.
        """
        unread = {field.name for field in NewsImage._meta.concrete_fields}
        unread = [f"hero_image__{name}" for name in unread - OF_A_CARDS_PICTURE]
        return self.select_related("category", "outlet", "hero_image").defer(
            "body", "search_description", "category__introduction", *unread
        )


SectionManager = PageManager.from_queryset(SectionQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)


class ListingQuerySet(models.QuerySet):
    """Listings by what they list."""

    def of(self, kind: str, key: object = ""):
        """The listing of one kind and key, for ``get_or_create`` and counting."""
        return self.filter(kind=kind, key=str(key))
