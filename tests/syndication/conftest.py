"""What tests of feeds ask, and how a strict reader takes what they get."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from django.utils import timezone

from newsroom.demo import builders


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
def headlines(read_rss, read_json):
    """The headlines of the feed at an address, in either format."""

    def read(address) -> list[str]:
        if address.endswith(".json"):
            return [item["title"] for item in read_json(address)["items"]]
        return [item.findtext("title") for item in read_rss(address).iter("item")]

    return read


@pytest.fixture
def minutes_ago():
    """The moment that many minutes ago, to the second."""
    now = timezone.now().replace(microsecond=0)
    return lambda minutes: now - timezone.timedelta(minutes=minutes)
