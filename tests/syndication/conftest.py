"""What tests of feeds ask, and how a strict reader takes what they get."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from delivery.models import Effect
from delivery.outbox import run_due
from newsroom.demo import builders
from tests.syndication.receivers import make_webhook, receiver

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def make_story(home):
    """A story that is in every feed of ``addresses``."""

    def make(headline="Harbour vote", **fields):
        given = {
            "category": builders.make_category("World"),
            "hashtags": ["NATO", "Energy"],
            "authors": [builders.make_author("Ada Marsh")],
            "sources": [{"url": "https://paper.example/a"}],
        }
        return builders.make_article(headline, **given | fields)

    return make


@pytest.fixture
def read_rss(client):
    """The ``channel`` of the RSS feed at an address, parsed by a strict XML parser."""

    def read(address) -> ElementTree.Element:
        answer = client.get(address)
        assert answer.status_code == 200
        root = ElementTree.fromstring(answer.content)
        assert root.tag == "rss"
        assert root.attrib["version"] == "2.0"
        return root.find("channel")

    return read


@pytest.fixture
def read_json(client):
    """The JSON Feed at an address."""

    def read(address) -> dict:
        answer = client.get(address)
        assert answer.status_code == 200
        return json.loads(answer.content)

    return read


@pytest.fixture
def read_atom(client):
    """The ``feed`` of the Atom feed at an address, parsed by a strict XML parser."""

    def read(address) -> ElementTree.Element:
        answer = client.get(address)
        assert answer.status_code == 200
        root = ElementTree.fromstring(answer.content)
        assert root.tag == f"{ATOM}feed"
        return root

    return read


@pytest.fixture
def headlines(read_rss, read_atom, read_json):
    """The headlines of the feed at an address, in any form."""

    def read(address) -> list[str]:
        if address.endswith("json"):
            return [item["title"] for item in read_json(address)["items"]]
        if address.endswith("atom"):
            entries = read_atom(address).iter(f"{ATOM}entry")
            return [entry.findtext(f"{ATOM}title") for entry in entries]
        return [item.findtext("title") for item in read_rss(address).iter("item")]

    return read


@pytest.fixture
def settle():
    """Lets everything that is under way be done, some minutes ago."""

    def settle(minutes: int = 5) -> None:
        Effect.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        run_due()
        Effect.objects.update(done_at=F("done_at") - timedelta(minutes=minutes))

    return settle


@pytest.fixture
def minutes_ago():
    """The moment that many minutes ago, to the second."""
    now = timezone.now().replace(microsecond=0)
    return lambda minutes: now - timezone.timedelta(minutes=minutes)


@pytest.fixture
def archive(home, monkeypatch):
    """A receiver with a webhook for everything."""
    with receiver(monkeypatch) as listener:
        listener.hook = make_webhook(listener.url)
        yield listener
