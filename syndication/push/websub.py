"""WebSub (W3C Recommendation): hubs hear which feeds changed, and fetch them.

How a hub is told is its own affair by the Recommendation (section 6). Hubs take what
PubSubHubbub says (0.3, section 7.1; 0.4 leaves it open, too): a form with
``hub.mode=publish`` and a ``hub.url`` for each feed, in one request for all; some know
it by the name ``hub.topic``, so that each feed is named by both.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from delivery import outbox
from hashtags.models import Hashtag
from news.models import Author, CategoryIndexPage, ListingKind, StoryVersion
from sources.models import Outlet
from syndication import feeds
from syndication.forms import FORMS
from syndication.models import Service
from syndication.push.sending import send

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def link_header(feed: feeds.Feed, form: str) -> str:
    """``Link`` (RFC 8288) of a feed: its hubs, and the address they know it by."""
    address = feed.page + FORMS[form].ending
    hubs = [f'<{hub}>; rel="hub"' for hub in feed.hubs]
    return ", ".join([*hubs, f'<{address}>; rel="self"'])


@outbox.effect("websub", slow=True, quiet=True)
def ping(payload: dict) -> None:
    """Tell one hub of every feed that the story is or was in."""
    hub = payload["hub"]
    topics = list(_topics(payload["story"], payload["listings"]))
    if hub not in settings.WEBSUB_HUBS or not topics:
        return  # nobody asks for it any more
    named = [(name, at) for at in topics for name in ("hub.url", "hub.topic")]
    form = urlencode([("hub.mode", "publish"), *named])
    service, _ = Service.objects.get_or_create(address=hub)
    send(service, form.encode(), FORM, payload["at"])


def _topics(story_pk: int, listings: list) -> Iterator[str]:
    """The addresses of those feeds, in every form that readers may ask for."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    pages = [feeds.page_path(thing) for thing in _things(listings)]
    told = StoryVersion.objects.of(story_pk).exclude(correction_pks=[])
    if told.exists():
        pages.append(reverse("corrections"))
    for page in pages:
        for form in FORMS.values():
            yield f"{site.root_url}{page}{form.ending}"


def _things(listings: list) -> Iterator[feeds.Thing]:
    """What of the listings has a feed, and an address that readers know."""
    keys = {kind: [key for of, key in listings if of == kind] for kind, _ in listings}
    if ListingKind.FRONT in keys:
        yield None
    for kind, things in (
        (ListingKind.CATEGORY, CategoryIndexPage.objects.published()),
        (ListingKind.HASHTAG, Hashtag.objects.filter(status=Hashtag.Status.ACTIVE)),
        (ListingKind.AUTHOR, Author.objects.all()),
        (ListingKind.OUTLET, Outlet.objects.all()),
    ):
        yield from things.filter(pk__in=keys.get(kind, [])).order_by("pk")
