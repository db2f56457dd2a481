"""All public pages but stories. A list changed when its newest story did."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from django.db.models import (
    CharField,
    Expression,
    F,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hashtags.models import Hashtag
from home.models import StandardPage
from news.corrections import public_corrections
from news.listings import newest_rows
from news.models import Author, CategoryIndexPage, Listing, ListingKind
from news.querysets import PART_LENGTH, SectionQuerySet, modified
from sources.models import Outlet
from syndication.sitemaps import xml
from syndication.sitemaps.ranges import batches

# What files are made of, by the word in their addresses, and how many stories a page of
# it needs: one of a hashtag with a single story asks not to be indexed.
KINDS = {
    "hashtags": (Hashtag.objects.active, ListingKind.HASHTAG, 2),
    "authors": (Author.objects.all, ListingKind.AUTHOR, 1),
    "outlets": (Outlet.objects.all, ListingKind.OUTLET, 1),
}


def files(kind: str, now: datetime) -> list[tuple[int, datetime]]:
    """Each file of that kind, and when the newest story of its lists was modified."""
    part = Cast(F("pk") / PART_LENGTH + 1, IntegerField())
    found = _listed(kind, now).values(part=part).annotate(newest=Max("modified"))
    return list(found.order_by("part").values_list("part", "newest"))


def entries(kind: str, number: int, root: str) -> Iterator[str]:
    """The XML of that file, 2,000 at a time: a query each."""
    found = _listed(kind, timezone.now())
    for things in batches(found, number, key=attrgetter("pk")):
        yield "".join(xml.url(root + t.get_absolute_url(), t.modified) for t in things)


def pages(site: Site) -> list[tuple[str, datetime | None]]:
    """The address and time of each other page, in six queries.

    The front page; categories and standard pages, which may be empty; the lists of
    lists; the months.
    """
    now, root, home = timezone.now(), site.root_url, site.root_page
    front = Listing.objects.of(ListingKind.FRONT)
    front = front.values_list(_newest(OuterRef("pk"), now), flat=True).first()
    categories = CategoryIndexPage.objects.published().child_of(home)
    categories = categories.annotate(modified=_newest_of(ListingKind.CATEGORY, now))
    standard = SectionQuerySet(StandardPage).published().child_of(home).defer("body")
    told = public_corrections().values_list("made_at", flat=True).first()
    months = Listing.objects.filter(kind=ListingKind.MONTH)
    months = months.annotate(modified=_newest(OuterRef("pk"), now))
    months = months.exclude(modified=None).order_by("-key")
    return [
        (home.full_url, front),
        *((page.full_url, page.modified) for page in categories.order_by("path")),
        *((page.full_url, page.last_published_at) for page in standard),
        (root + reverse("hashtags"), front),
        (root + reverse("archive"), front),
        (root + reverse("corrections"), told),
        *(
            (root + reverse("archive-month", args=[month.key]), month.modified)
            for month in months
        ),
    ]


def _listed(kind: str, now: datetime) -> QuerySet:
    """What has a page with stories, each with ``modified``."""
    things, listing, least = KINDS[kind]
    found = things().annotate(modified=_newest_of(listing, now)).exclude(modified=None)
    if least > 1:
        found = found.alias(another=_newest_of(listing, now, least - 1))
        found = found.exclude(another=None)
    return found


def _newest_of(kind: ListingKind, now: datetime, place: int = 0) -> Subquery:
    """When the newest story in the list of each row was modified; None without one."""
    key = Cast(OuterRef(OuterRef("pk")), CharField(max_length=20))
    rows = newest_rows(Listing.objects.filter(kind=kind, key=key), now)
    return Subquery(_times(rows)[place : place + 1])


def _newest(listing: Expression, now: datetime) -> Subquery:
    rows = newest_rows(Listing.objects.filter(pk=OuterRef(listing)), now)
    return Subquery(_times(rows)[:1])


def _times(rows: QuerySet) -> QuerySet:
    return rows.values_list(modified("story__"))
