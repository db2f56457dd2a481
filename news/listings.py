"""Listings: written with a story, read page by page, rebuildable from the stories."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from delivery.remembered import is_off
from delivery.tags import listing_tag, tag
from hashtags.models import Hashtag
from news.cards import cards_of
from news.hashtag_listings import wait_for_merges
from news.models.listing import Listing, ListingKind, StoryListing
from news.prepared import Prepared
from news.querysets import MAY_HIDE, visible_at

PAGE_LENGTH = 20
# As links say it: ?page=01 would be another address of the same page.
PAGE_NUMBER = re.compile("[1-9][0-9]{0,8}", re.ASCII)


def memberships(story) -> set[tuple[str, str]]:
    """``(kind, key)`` of each listing that a listable story belongs in."""
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    found = {(ListingKind.FRONT, ""), (ListingKind.MONTH, month)}
    if story.category_id:
        found.add((ListingKind.CATEGORY, story.category_id))
    carried = Hashtag.objects.filter(tagged_stories__content_object=story.pk)
    carried = carried.select_related("merged_into")
    found |= {(ListingKind.HASHTAG, each.resolved.pk) for each in carried}
    found |= {(ListingKind.AUTHOR, line.author_id) for line in story.bylines.all()}
    found |= {
        (ListingKind.OUTLET, reference.source.outlet_id)
        for reference in story.source_references.all()
        if reference.source_id
    }
    return {(str(kind), str(key)) for kind, key in found}


@transaction.atomic
def relist(story) -> None:
    """Bring the listing rows and counters of one story up to what it is now.

    ``story.relisted`` then names the listings that it was or is in.
    """
    wait_for_merges()
    listable = type(story).objects.listable().filter(pk=story.pk).exists()
    wanted = memberships(story) if listable else set()
    listed = {
        (row.listing.kind, row.listing.key): row
        for row in StoryListing.objects.filter(story_id=story.pk).select_related(
            "listing"
        )
    }
    story.relisted = wanted | listed.keys()
    gone = [row for name, row in listed.items() if name not in wanted]
    columns = _columns(story)
    added = _listings(wanted - listed.keys())
    _hold([row.listing_id for row in gone] + [listing.pk for listing in added])
    StoryListing.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _count([row.listing_id for row in gone], -1)
    StoryListing.objects.filter(story_id=story.pk).update(**columns)
    StoryListing.objects.bulk_create(
        StoryListing(listing=listing, story_id=story.pk, **columns) for listing in added
    )
    _count([listing.pk for listing in added], 1)


def listed_in(story) -> set[tuple[str, str]]:
    """``(kind, key)`` of each listing that has a row for the story now."""
    rows = StoryListing.objects.filter(story_id=story.pk)
    return set(rows.values_list("listing__kind", "listing__key"))


def unlist(story) -> None:
    """Take a story that is being taken down or deleted out of every listing."""
    wait_for_merges()
    story.relisted = story.relisted | listed_in(story)
    rows = StoryListing.objects.filter(story_id=story.pk)
    listings = list(rows.values_list("listing_id", flat=True))
    _hold(listings)
    _count(listings, -1)
    rows.delete()


@transaction.atomic
def rebuild_listings(stories) -> None:
    """Write every listing anew from ``stories``, a queryset of all stories."""
    Listing.objects.all().delete()
    for story in stories.defer("body").iterator(chunk_size=500):
        relist(story)


def _columns(story) -> dict:
    return {
        "published_at": story.published_at,
        "embargo_until": story.embargo_until,
        "expire_at": story.expire_at,
    }


def _listings(names: set[tuple[str, str]]) -> list[Listing]:
    """The listings of these names, in a fixed order; missing ones are made."""
    Listing.objects.bulk_create(
        [Listing(kind=kind, key=key) for kind, key in sorted(names)],
        ignore_conflicts=True,
    )
    wanted = models.Q(pk__in=[])
    for kind, key in names:
        wanted |= models.Q(kind=kind, key=key)
    return list(Listing.objects.filter(wanted).order_by("pk"))


def _hold(listing_pks: list[int]) -> None:
    """Lock counters in one order, so that two publishes never wait for each other."""
    rows = Listing.objects.filter(pk__in=listing_pks).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _count(listing_pks: list[int], change: int) -> None:
    Listing.objects.filter(pk__in=listing_pks).update(count=F("count") + change)


def _stories():
    return StoryListing.story.field.related_model.objects


def cards(published) -> list:
    """Stories that went through the door, newest first, ready for cards.

    The page being made must be gone when the first of them expires.
    """
    if is_off():
        return shown(published.for_cards())
    pks = published.newest_first().values_list("pk", flat=True)
    return _noted(cards_of(pks, timezone.now()))


def shown(published) -> list:
    """The same, ready for whatever they were loaded for."""
    return _noted(list(published.newest_first()))


def _noted(stories: list) -> list:
    """These, of which the first that expires ends the page being made."""
    for story in stories:
        tag(until=story.expire_at)
    return stories


def newest_of_each(
    lists: Sequence["StoryList"], number: int, without: Iterable[int] = ()
) -> list:
    """The newest ``number`` of each list, ready for cards, all in one query.

    None of ``without``. One scan of the index a list, however long the lists are.
    """
    if not lists:
        return []
    tag(*(listing_tag(each.kind, each.key) for each in lists))
    kinds = tuple(each.kind for each in lists)
    keys = {f"key_{place}": str(each.key) for place, each in enumerate(lists)}
    now, without = lists[0].now, sorted(without)
    asked = {"now": now, "without": without, **keys}
    return _ready(_newest_of_each, number, kinds, **asked)


def _ready(ask: Prepared, *fixed, now: datetime, **values) -> list:
    """What is asked for, ready for cards: what is remembered of it, or all at once."""
    whole = is_off()
    found = ask(whole, *fixed, now=now, **values)
    return _noted(found if whole else cards_of(found, now))


@Prepared
def _newest_of_each(whole, number, kinds, now, without, **keys):
    first, *others = (
        story_pks(newest_rows(listing_of(kind, key), now, without)[:number])
        for kind, key in zip(kinds, keys.values(), strict=True)
    )
    return _seen(first.union(*others, all=True) if others else first, now, whole)


@Prepared
def _newest(whole, start, stop, now, kind, key):
    rows = newest_rows(listing_of(kind, key), now)[start:stop]
    return _seen(rows.values("story"), now, whole)


@Prepared
def _newest_and(whole, number, now, kind, key, without, named):
    pks = story_pks(newest_rows(listing_of(kind, key), now, without)[:number])
    if named:
        pks = pks.union(_stories().filter(pk__in=named).values("pk"), all=True)
    return _seen(pks, now, whole)


def _seen(pks, now, whole: bool):
    """Stories that went through the door, ready for cards, or their primary keys."""
    found = through_the_door(pks, now).newest_first()
    return found.for_cards() if whole else found.values_list("pk", flat=True)


def through_the_door(pks, now):
    """Those stories of a query for primary keys that readers may see at that time."""
    return _stories().published(now).filter(pk__in=pks)


def listing_of(kind, key) -> models.QuerySet:
    """The listing of that kind and key, which may be stand-ins (``Prepared``)."""
    return Listing.objects.filter(kind=kind, key=key)


def newest_rows(listing, now, without: Iterable[int] = ()):
    """Rows of one listing, newest first: to be sliced, read by one index scan.

    ``listing`` is a queryset that finds it. Not those that are hidden at the time
    ``now``, nor those of the stories ``without``.
    """
    # Not a join, behind which PostgreSQL would read and sort the whole listing.
    rows = rows_of(models.Subquery(listing.values("pk")[:1]), now)
    return rows.exclude(story__in=without) if without else rows


def rows_of(listing, now):
    """Rows of the listing of that primary key, likewise.

    Where it is known, PostgreSQL knows how long the listing is: many rows of a long one
    are read from the index, too.
    """
    rows = StoryListing.objects.filter(visible_at(now), listing=listing)
    return rows.order_by("-published_at", "-story")


def story_pks(rows):
    """Primary keys of the stories of those rows, as a part that a UNION takes.

    SQLite takes no part that has an order and a limit of its own.
    """
    return StoryListing.objects.filter(pk__in=rows.values("pk")).values("story")


def with_stories(
    names: Mapping[ListingKind, Iterable[str]],
) -> set[tuple[ListingKind, str]]:
    """``(kind, key)`` of those listings that have a story which readers can see now.

    ``names`` has one kind at least.
    """
    keys = {str(kind): list(of_kind) for kind, of_kind in names.items()}
    found = _with_stories(now=timezone.now(), **keys)
    return {(ListingKind(kind), key) for kind, key in found}


@Prepared
def _with_stories(now, **keys):
    rows = StoryListing.objects.filter(visible_at(now), listing=models.OuterRef("pk"))
    named = models.Q(pk__in=[])
    for kind, of_kind in keys.items():
        named |= models.Q(kind=kind, key__in=of_kind)
    listings = Listing.objects.filter(named, models.Exists(rows))
    return listings.values_list("kind", "key")


def page_or_404(paginator: Paginator, number: str | None) -> Page:
    """The page of that number in a request; raises Http404 for anything else."""
    if number and not PAGE_NUMBER.fullmatch(number):
        raise Http404("That is no number of a page.")
    try:
        return paginator.page(number or 1)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404("There is no such page of this list.") from error


class StoryList:
    """One listing as its page shows it: how many stories there are, and a page of them.

    ``key`` is the primary key of the category, hashtag, author or outlet, '2026-01' of
    a month, and '' of the front. ``now``, the time at which it is shown, is the present
    unless told otherwise.
    """

    def __init__(
        self, kind: ListingKind, key: object = "", now: datetime | None = None
    ):
        self.kind = kind
        self.key = key
        self.now = now or timezone.now()

    @property
    def values(self) -> dict:
        """By which a ``Prepared`` question of the list is asked."""
        return {"kind": str(self.kind), "key": str(self.key), "now": self.now}

    @cached_property
    def count(self) -> int:
        """Stories a reader can see now: the counter less those hidden now."""
        counted = _counted(**self.values)
        return counted[0] if counted else 0

    def proposed(self, start: int, stop: int, without: Iterable[int] = ()):
        """Rows ``start`` to ``stop`` of the listing, newest first, by one index scan.

        Not counted: rows that are hidden now, and those of the stories ``without``.
        """
        listing = Listing.objects.of(self.kind, self.key)
        return newest_rows(listing, self.now, without)[start:stop]

    def newest(self, start: int = 0, stop: int = PAGE_LENGTH) -> list:
        """Stories ``start`` to ``stop``, newest first, ready for cards: one query."""
        tag(listing_tag(self.kind, self.key))
        return _ready(_newest, start, stop, **self.values)

    def newest_and(
        self, named: Iterable[int], number: int, without: Iterable[int] = ()
    ) -> list:
        """The newest ``number``, none of ``without``, and the ``named``, likewise."""
        tag(listing_tag(self.kind, self.key))
        asked = self.values | {"without": sorted(without), "named": sorted(named)}
        return _ready(_newest_and, number, **asked)

    def published(self, start: int, stop: int):
        """Those of the stories that these rows propose which went through the door."""
        pks = self.proposed(start, stop).values("story")
        return through_the_door(pks, self.now)

    def page(self, number: str | None) -> Page:
        """The page of that number in a request; raises Http404 for anything else."""
        return page_or_404(_StoryPaginator(self, PAGE_LENGTH), number)


@Prepared
def _counted(now, kind, key):
    hidden = StoryListing.objects.filter(MAY_HIDE, listing=models.OuterRef("pk"))
    hidden = hidden.exclude(visible_at(now)).order_by().values("listing")
    hidden = hidden.annotate(number=models.Count("pk")).values("number")
    return listing_of(kind, key).values_list(
        F("count") - Coalesce(models.Subquery(hidden), 0), flat=True
    )


class _StoryPaginator(Paginator):
    """Django's paginator over a ``StoryList``, which it counts and slices itself."""

    def __init__(self, stories: StoryList, per_page: int):
        super().__init__(stories, per_page)

    @property
    def count(self) -> int:
        return self.object_list.count

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        found = self.object_list.newest(start, start + self.per_page)
        return self._get_page(found, number, self)
