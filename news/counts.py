"""How many stories lie in every listing of a kind, as readers can count them now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from delivery.tags import listing_tag, tag
from hashtags.models import Hashtag
from news.models import Listing, ListingKind, StoryListing
from news.querysets import MAY_HIDE, visible_at


@dataclass(frozen=True)
class Month:
    """A month in which stories were published, and how many can be seen now."""

    key: str
    count: int

    @property
    def begins(self) -> date:
        year, month = self.key.split("-")
        return date(int(year), int(month), 1)


def months() -> list[Month]:
    """Every month with a story that readers can see, newest first: three queries."""
    now = timezone.now()
    hidden = _hidden_of(ListingKind.MONTH, now)
    listed = Listing.objects.filter(kind=ListingKind.MONTH, count__gt=0)
    counted = [
        Month(key, count - hidden.get(key, 0))
        for key, count in listed.order_by("-key").values_list("key", "count")
    ]
    tag_every_story(now)
    return [month for month in counted if month.count]


def hashtags_in_use() -> QuerySet[Hashtag]:
    """Active hashtags of stories that readers can see, A to Z, each with ``stories``.

    Two queries before its own: see ``in_use``.
    """
    found = in_use(Hashtag.objects.active(), ListingKind.HASHTAG)
    return found.annotate(stories=F("public_stories")).order_by("folded")


def in_use(things: QuerySet, kind: ListingKind) -> QuerySet:
    """Those of the things with ``public_stories``, and how many readers can see now.

    ``things`` are what the listings of ``kind`` are of. Two queries before its own:
    what is hidden is counted first. It is mostly nothing.
    """
    now = timezone.now()
    hidden = _hidden_of(kind, now)
    counter = Listing.objects.filter(
        kind=kind, key=Cast(OuterRef("pk"), Listing.key.field)
    )
    found = things.annotate(listed=Subquery(counter.values("count")[:1]))
    tag_every_story(now)
    gone = Q(pk__in=[])
    for key, number in hidden.items():
        gone |= Q(pk=key, listed__lte=number)
    found = found.filter(listed__gt=0).exclude(gone)
    return found.annotate(public_stories=_less(hidden))


def _less(hidden: dict[str, int]):
    """``listed`` less what is hidden of each."""
    whens = [When(pk=key, then=F("listed") - number) for key, number in hidden.items()]
    return Case(*whens, default=F("listed"), output_field=IntegerField())


def _hidden_of(kind: ListingKind, now: datetime) -> dict[str, int]:
    """How many stories of each listing are hidden now, by the listing's key."""
    rows = StoryListing.objects.filter(MAY_HIDE, listing__kind=kind)
    rows = rows.exclude(visible_at(now)).order_by().values("listing__key")
    return dict(rows.annotate(number=Count("pk")).values_list("listing__key", "number"))


def tag_every_story(now: datetime) -> None:
    """The page being made counts all stories: it changes with any of them."""
    tag(listing_tag(ListingKind.FRONT))
    front = Listing.objects.of(ListingKind.FRONT).values("pk")
    leaving = StoryListing.objects.filter(MAY_HIDE, listing=Subquery(front[:1]))
    leaving = leaving.filter(expire_at__gt=now)
    tag(until=leaving.aggregate(first=Min("expire_at"))["first"])
