"""The filters of a request as what the database can look up."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from hashtags.models import Hashtag
from home.furniture import Furniture
from news.listings import with_stories
from news.models import Author, CategoryIndexPage, ListingKind
from sources.models import Outlet
from syndication.api.asked import StoriesAsked
from syndication.api.problems import Refused

KINDS = {
    "category": ListingKind.CATEGORY,
    "hashtag": ListingKind.HASHTAG,
    "author": ListingKind.AUTHOR,
    "outlet": ListingKind.OUTLET,
}
DAY = timedelta(days=1)


Thing = CategoryIndexPage | Hashtag | Author | Outlet
Listed = tuple[ListingKind, str]


def things_asked(asked: StoriesAsked, furniture: Furniture) -> dict[Listed, Thing]:
    """The things whose stories are wanted, by kind and key of their listings.

    Raises Refused for a name under which readers can see no story: it may be a draft's.
    """
    found = {name: _thing(name, slug, furniture) for name, slug in asked.names.items()}
    things = {
        (KINDS[name], str(thing.pk)): thing for name, thing in found.items() if thing
    }
    known = with_stories({kind: [key] for kind, key in things}) if things else set()
    for name, slug in asked.names.items():
        thing = found[name]
        if thing is None or (KINDS[name], str(thing.pk)) not in known:
            unknown = f"No public story has the {name} “{slug}”."
            raise Refused(400, unknown, name)
    return things


def _thing(name: str, slug: str, furniture: Furniture) -> Thing | None:
    match name:
        case "category":
            found = CategoryIndexPage.objects.published().filter(slug=slug)
            return found.child_of(furniture.site.root_page).first()
        case "hashtag":
            found = Hashtag.objects.select_related("merged_into").filter(slug=slug)
            shown = found[0].resolved if found else None
            is_open = shown and shown.status == Hashtag.Status.ACTIVE
            return shown if is_open else None
        case "author":
            return Author.objects.filter(slug=slug).first()
    return Outlet.objects.filter(slug=slug).first()


def span_asked(asked: StoriesAsked) -> tuple[date | None, date | None]:
    """The first and the last day that are wanted; None where that side is open.

    Raises Refused where a month is asked for beside days, or is in no calendar.
    """
    if not asked.month:
        return asked.first, asked.last
    if asked.first or asked.last:
        raise Refused(400, "Give a month, or `from` and `to`: not both.", "month")
    try:
        first = date.fromisoformat(f"{asked.month}-01")
        return first, (first + 31 * DAY).replace(day=1) - DAY
    except (OverflowError, ValueError) as error:
        raise Refused(400, "No calendar has that month.", "month") from error


def days_asked(asked: StoriesAsked) -> Q:
    """The condition that these days set on ``published_at``. Raises Refused."""
    first, last = span_asked(asked)
    condition = Q()
    try:
        if first:
            condition &= Q(published_at__gte=_midnight(first))
        if last:
            condition &= Q(published_at__lt=_midnight(last + DAY))
    except (OverflowError, ValueError) as error:
        raise Refused(400, "No calendar of ours has that day.", "from") from error
    return condition


def _midnight(day: date) -> datetime:
    """The moment at which the day begins, where the newsroom is; in UTC."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    return begins.astimezone(UTC)
