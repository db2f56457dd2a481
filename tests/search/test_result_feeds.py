"""Every result set has its feeds, at its own address."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from newsroom.demo import builders
from search.query import parse
from search.results import Results

ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(home):
    """Two stories about gas, of which the older has it in its headline; and another."""
    now = timezone.now()
    world = builders.make_category("World")
    builders.make_article("Gas is cheaper", published_at=now - timedelta(days=2))
    builders.make_article(
        "Pipes", standfirst="Of gas.", category=world, published_at=now
    )
    builders.make_article("Ferries", published_at=now)


def read(client, address: str) -> tuple[dict, list[str]]:
    """A feed's own fields and its headlines, whatever its format."""
    answer = client.get(address)
    assert answer.status_code == 200
    if "format=json" in address:
        assert answer["Content-Type"] == "application/feed+json"
        feed = json.loads(answer.content)
        return feed, [item["title"] for item in feed["items"]]
    if "format=atom" in address:
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
        fields = {each.tag.removeprefix(ATOM): each.text for each in feed}
        entries = feed.iter(f"{ATOM}entry")
        headlines = [entry.findtext(f"{ATOM}title") for entry in entries]
        return fields | {"description": fields["subtitle"]}, headlines
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content).find("channel")
    fields = {each.tag: each.text for each in channel}
    return fields, [item.findtext("title") for item in channel.iter("item")]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_has_what_the_page_has_newest_first(client, stories, form):
    feed, headlines = read(client, f"/search/?q=gas&format={form}")
    assert headlines == ["Pipes", "Gas is cheaper"]
    assert feed["title"] == "“gas” — Newsclip"
    assert feed["description"] == "The newest stories for “gas”."


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_keeps_the_filters(client, stories, form):
    feed, headlines = read(client, f"/search/?q=gas&category=world&format={form}")
    assert headlines == ["Pipes"]
    assert feed["title"] == "“gas”, World — Newsclip"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_says_what_it_ignored(client, stories, form):
    feed, headlines = read(client, f"/search/?q=gas&category=nosuch&format={form}")
    assert headlines == ["Pipes", "Gas is cheaper"]
    assert "We ignored a filter: we know no category “nosuch”." in feed["description"]


def test_a_feed_says_where_it_and_its_page_lie(client, stories):
    """As it was asked, whatever else was; the page, without what it does not know."""
    asked = "/search/?q=gas&category=world&page=7&format=json"
    feed, _ = read(client, asked)
    root = Site.objects.get().root_url
    assert feed["home_page_url"] == f"{root}/search/?q=gas&category=world"
    assert feed["feed_url"] == f"http://testserver{asked}"


def test_what_was_typed_is_text_in_a_feed(client, stories):
    feed, _ = read(client, "/search/?q=<b>gas%26</b>%08%0c&format=rss")
    assert feed["title"] == "“<b>gas&</b>” — Newsclip"


@pytest.mark.parametrize("query", ["", "xyzzy", "before:yesterday"])
@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_search_that_finds_nothing_has_an_empty_feed(client, stories, query, form):
    _, headlines = read(client, f"/search/?q={query}&format={form}")
    assert headlines == []


@pytest.mark.parametrize("form", ["xml", "RSS", "../rss", "\x00", "x" * 5_000])
def test_a_form_that_there_is_not_is_a_problem_for_programs(client, stories, form):
    answer = client.get("/search/", {"q": "gas", "format": form})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert "rss, atom or json" in problem["detail"]


def test_a_feed_that_took_too_long_is_to_be_asked_for_again(client, home, monkeypatch):
    late = Results(parse("gas", timezone.localdate()), late=True)
    monkeypatch.setattr("search.views.find", lambda *_, **__: late)
    answer = client.get("/search/?q=gas&format=rss")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
