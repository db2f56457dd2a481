"""All public pages but stories. A list changed when a story of its first page did."""

from collections.abc import Callable, Iterator
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
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hashtags.models import Hashtag
from home.models import StandardPage
from news.corrections import public_corrections
from news.listings import PAGE_LENGTH, newest_rows
from news.models import (
    Author,
    CategoryIndexPage,
    Listing,
    ListingKind,
    StoryListing,
)
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
    """Each file of that kind, and when the last of its lists changed."""
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
    front = front.values_list(_changed(_row, now), flat=True).first()
    categories = CategoryIndexPage.objects.published().child_of(home)
    categories = categories.annotate(modified=_changed(_of(ListingKind.CATEGORY), now))
    standard = SectionQuerySet(StandardPage).published().child_of(home).defer("body")
    told = [each.modified_at for each in public_corrections()[:PAGE_LENGTH]]
    months = Listing.objects.filter(kind=ListingKind.MONTH)
    months = months.annotate(modified=_changed(_row, now))
    months = months.exclude(modified=None).order_by("-key")
    return [
        (home.full_url, front),
        *((page.full_url, page.modified) for page in categories.order_by("path")),
        *((page.full_url, page.last_published_at) for page in standard),
        (root + reverse("hashtags"), front),
        (root + reverse("archive"), front),
        (root + reverse("corrections"), max(told, default=None)),
        *(
            (root + reverse("archive-month", args=[month.key]), month.modified)
            for month in months
        ),
    ]


def _listed(kind: str, now: datetime) -> QuerySet:
    """What has a page with stories, each with ``modified``."""
    things, listing, least = KINDS[kind]
    found = things().annotate(modified=_changed(_of(listing), now))
    found = found.exclude(modified=None)
    if least > 1:
        rows = newest_rows(_of(listing)(OuterRef(OuterRef("pk"))), now)
        found = found.alias(another=Subquery(rows.values("pk")[least - 1 : least]))
        found = found.exclude(another=None)
    return found


def _row(pk: Expression) -> QuerySet[Listing]:
    """The listing of that primary key."""
    return Listing.objects.filter(pk=pk)


def _of(kind: ListingKind) -> Callable[[Expression], QuerySet[Listing]]:
    """What finds the listing of the thing of a primary key."""
    return lambda pk: Listing.objects.filter(
        kind=kind, key=Cast(pk, CharField(max_length=20))
    )


def _changed(
    listing: Callable[[Expression], QuerySet[Listing]], now: datetime
) -> Subquery:
    """When the last story of the first page of each row's listing was modified.

    None of one without a story.
    """
    # Three queries out from where the listing is looked for.
    rows = newest_rows(listing(OuterRef(OuterRef(OuterRef("pk")))), now)
    first_page = StoryListing.objects.filter(pk__in=rows.values("pk")[:PAGE_LENGTH])
    every = first_page.order_by().values(all=Value(1))
    return Subquery(every.values(newest=Max(modified("story__"))))
