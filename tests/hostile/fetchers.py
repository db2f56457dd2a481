"""Everything of the newsroom that fetches an address which somebody supplied.

Each takes an address by the door that people use, and then again as if it had come in
beside that door, and returns what an editor is told. It yields after each step, so that
steps can be timed: a check of a link is several, minutes apart.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from html import escape
from itertools import count

from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from delivery.outbound import OutboundError
from news import embeds
from news.models import Embed
from news.players import Player
from newsroom.demo import builders
from sources import links
from sources.fields import AddressFormField
from sources.models import Outlet, Source
from syndication.importing.pictures import Found, NoPicture, Pictures
from syndication.importing.posts import Picture
from syndication.management.commands.import_stories import Command
from syndication.models import Service, Webhook
from syndication.push import indexnow, webhooks, websub
from tests.delivery.listeners import answer

Steps = Iterator[str]
_numbers = count(1)
TUBE = Player(
    name="Tube",
    origin="http://good.example",
    addresses=(r"good\.example/w/(?P<film>\w+)",),
    path="/embed/{film}",
    oembed="http://good.example/oembed",
)


def _door(clean, *args) -> str:
    """What the form says against it; '' where it lets the address in."""
    try:
        clean(*args)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def embedded_page(url: str, web) -> Steps:
    yield _door(AddressFormField().clean, url)
    embed = Embed.objects.create(key=_key(), url=url)
    with suppress(OutboundError):  # it is kept, and tried again
        embeds.resolve({"embed": embed.pk})
    embed.refresh_from_db()
    yield embed.error or embed.title


def embedded_pages_oembed(url: str, web) -> Steps:
    """A page that is asked for says where the rest about it is."""
    link = '<link rel="alternate" type="application/json+oembed" href="{}">'
    head = f"<title>A page</title>{link.format(escape(url))}"
    web.good[b"/"] = answer(head.encode("utf-8", "replace"))
    yield from embedded_page("http://good.example/", web)


def films_still(url: str, web) -> Steps:
    """Whose film it is says where its picture is."""
    said = json.dumps({"title": "A film", "thumbnail_url": url}).encode()
    web.good[b"/oembed"] = answer(said, Content_Type="application/json")
    with override_settings(PLAYERS=(TUBE,)):
        yield from embedded_page(f"http://good.example/w/{next(_numbers)}", web)


def checked_link(url: str, web) -> Steps:
    yield _door(Source._meta.get_field("url").clean, url, None)
    outlet, _ = Outlet.objects.get_or_create(name="Evil")
    Source.objects.bulk_create(
        [Source(url=url, canonical=url, key=_key(), outlet=outlet)]
    )
    source = Source.objects.latest("pk")
    clock, now = timezone.now(), links.newsroom_now
    try:
        for _ in range(20):
            clock += timedelta(seconds=15)
            links.newsroom_now = lambda at=clock: at
            links._step(source)
            source.refresh_from_db()
            yield source.link_note or source.get_link_state_display()
            if source.checked_at:
                return
    finally:
        links.newsroom_now = now
    raise AssertionError(f"{url}: its check never ends")


def robots_of_a_link(url: str, web) -> Steps:
    """The same of a site whose robots.txt is in the same hands."""
    return checked_link(url.replace(".evil.example", ".robots.example"), web)


def webhook(url: str, web) -> Steps:
    yield _door(Webhook(name="Archive", address=url).full_clean)
    hook = Webhook.objects.create(name="Archive", address=url)
    at = timezone.now().isoformat()
    webhooks.test({"webhook": hook.pk, "id": "msg_1", "at": at})
    hook.refresh_from_db()
    yield hook.failure or "It was told."


def websub_hub(url: str, web) -> Steps:
    payload = {"hub": url, "story": 0, "listings": [["front", ""]]}
    with override_settings(WEBSUB_HUBS=[url]):
        yield _told(websub.ping, payload, url)


def indexnow_endpoint(url: str, web) -> Steps:
    payload = {"addresses": ["https://newsroom.example/a/"]}
    with override_settings(INDEXNOW_KEY="a" * 32, INDEXNOW_ENDPOINT=url):
        yield _told(indexnow.submit, payload, url)


def _told(tell, payload: dict, url: str) -> str:
    with suppress(OutboundError):  # the outbox notes it, and tries again
        tell(payload | {"at": timezone.now().isoformat()})
    service = Service.objects.get(address=url)
    service.delete()  # or it would rest, where it is told again
    return service.failure or "It was told."


def imported_picture(url: str, web) -> Steps:
    """By `import_stories --fetch`, of a post that shows it."""
    client = Command().client()
    client.seconds = embeds.client.seconds
    pictures, picture = Pictures(None, client), Picture(address=url)
    yield "" if pictures.find(picture) else "picture that was not given"
    try:
        yield f"made: {pictures.make(Found(None, url), picture)}"
    except NoPicture as why:
        yield str(why)


FETCHERS = (
    *(embedded_page, embedded_pages_oembed, films_still, checked_link),
    *(robots_of_a_link, webhook, websub_hub, indexnow_endpoint, imported_picture),
)


def prepare() -> None:
    """What they need of a newsroom."""
    builders.front_page()
    assert settings.PLAYERS is not None


def _key() -> str:
    return sha256(str(next(_numbers)).encode()).hexdigest()
