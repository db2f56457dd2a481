"""Atom 1.0, as RFC 4287 has it and a strict reader takes it."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given

from newsroom.demo import builders
from syndication.atom import as_atom
from tests.syndication.addresses import BASES, HERE
from tests.syndication.any_feed import anything, as_parsed, feed_with

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def links(element) -> dict[str, str]:
    """Addresses by relation; each relation is there once."""
    found = element.findall(f"{ATOM}link")
    by_relation = {link.attrib["rel"]: link.attrib["href"] for link in found}
    assert len(by_relation) == len(found)
    return by_relation


@pytest.mark.parametrize("base", BASES)
def test_a_feed_says_what_it_is_and_where(client, make_story, read_atom, base):
    """Sections 4.1.1 and 4.2: one id, one title, one updated, a link to itself."""
    story = make_story()
    root = story.get_site().root_url
    feed = read_atom(f"{base}feed.atom")

    kind = client.get(f"{base}feed.atom")["Content-Type"]
    assert kind == "application/atom+xml; charset=utf-8"
    page = f"{root}{base}"
    assert links(feed) == {"self": f"{HERE}{base}feed.atom", "alternate": page}
    assert feed.findtext(f"{ATOM}id") == page
    assert feed.findtext(f"{ATOM}title").endswith("Newsclip")
    assert feed.findtext(f"{ATOM}subtitle")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Newsclip"
    assert feed.findtext(f"{ATOM}icon") == f"{root}/apple-touch-icon.png"
    assert feed.attrib[LANG] == "en"
    entry = feed.find(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")


def test_a_story_says_what_it_is_who_wrote_it_and_what_of(make_story, read_atom):
    when = timezone.now().replace(microsecond=0) - timedelta(days=3)
    authors = [builders.make_author("Ada Marsh"), builders.make_author("Bo Lind")]
    story = make_story(
        standfirst="Members want a <survey> & more.",
        authors=authors,
        published_at=when,
        hero_image=builders.make_picture(credit="Photo: Ada Okafor"),
        hero_alt="A quay",
        language="ar",
    )
    root = story.get_site().root_url
    entry = read_atom("/feed.atom").find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{story.translation_key}"
    assert entry.findtext(f"{ATOM}title") == "Harbour vote"
    assert entry.findtext(f"{ATOM}summary") == "Members want a <survey> & more."
    assert entry.attrib == {LANG: "ar"}
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == when
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) >= when
    assert links(entry) == {
        "alternate": story.full_url,
        "via": "https://paper.example/a",
    }
    named = [
        (author.findtext(f"{ATOM}name"), author.findtext(f"{ATOM}uri"))
        for author in entry.iter(f"{ATOM}author")
    ]
    assert named == [(a.name, root + a.get_absolute_url()) for a in authors]
    terms = [each.attrib["term"] for each in entry.iter(f"{ATOM}category")]
    assert terms == ["NATO", "Energy"]
    shown = entry.find(f"{MEDIA}content")
    assert shown.findtext(f"{MEDIA}credit") == "Photo: Ada Okafor"
    assert shown.attrib["url"].endswith(".jpg")


def test_a_feed_without_stories_has_a_date_that_stays(home, read_atom):
    updated = read_atom("/feed.atom").findtext(f"{ATOM}updated")
    assert updated == "1970-01-01T00:00:00+00:00"


@given(anything, anything, anything)
def test_any_text_makes_a_document_that_a_strict_parser_takes(title, summary, name):
    feed = feed_with(title, summary, name)
    entry = ElementTree.fromstring(as_atom(feed, feed.page)).find(f"{ATOM}entry")

    for place, text in (
        ("title", title),
        ("summary", summary),
        ("content", summary),
        (f"author/{ATOM}name", name),
    ):
        assert (entry.findtext(f"{ATOM}{place}") or "") == as_parsed(text), place
    assert entry.find(f"{ATOM}category").attrib["term"].split() == name_words(name)


def name_words(name: str) -> list[str]:
    """White space in an attribute is a space for a parser (XML 1.0, 3.3.3)."""
    return as_parsed(name).split()
