"""A search server finds what the database finds, and is not missed where it is away.

No OpenSearch runs here: a server of this test's own keeps documents and answers the
requests that are made of it by the meaning that both makes document.
"""

import json
import time
from base64 import b64decode
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from news.models import ArticlePage, StoryListing
from newsroom.demo import builders
from search import remote
from search.expression import All, Any, Filed, Not, Phrase, Term
from search.facets import Filters
from search.indexes.lookup import Lookup
from search.query import parse
from search.results import find
from search.visible import Visible
from tests.delivery.listeners import listening, raw

pytestmark = pytest.mark.django_db

EVERYTHING = {"match_all": {}}
QUERIES = [
    "harbour",
    '"harbour board"',
    '"board harbour"',
    "harbour -board",
    "gas OR ferry",
    "#NATO",
    "-harbour gas",
    "東京",
    "prices category:World",
    "after:2020-01-01 harbor",
]


class OpenSearch(BaseHTTPRequestHandler):
    """Keeps one index in ``server.kept``; None: there is none."""

    def do_HEAD(self):
        self._answer({}, 404 if self.server.kept is None else 200)

    def do_PUT(self):
        assert self._body() == remote.MAPPING
        self.server.kept = {}
        self._answer({"acknowledged": True})

    def do_POST(self):
        verb = self.path.rpartition("/")[2]
        self.server.asked.append((self.path, self.headers.get("Authorization")))
        if self.server.ill:
            self._answer({"error": self.server.ill}, 503)
        elif verb == "_bulk":
            self._bulk()
        elif verb == "_search":
            self._search(self._body())
        elif verb.startswith("_delete_by_query"):
            gone = self._matching(self._body()["query"])
            self.server.kept = {
                k: d for k, d in self.server.kept.items() if k not in gone
            }
            self._answer({"deleted": len(gone)})
        else:
            self._answer({})

    def _bulk(self):
        lines = iter(self._read().splitlines())
        for line in lines:
            ((action, of),) = json.loads(line).items()
            if action == "index":
                self.server.kept[of["_id"]] = json.loads(next(lines))
            else:
                self.server.kept.pop(of["_id"], None)
        self._answer({"errors": False, "items": []})

    def _search(self, body):
        kept = self.server.kept
        found = self._matching(body["query"])
        found.sort(key=lambda key: -kept[key]["place"])
        hits = [{"_id": key} for key in found[: body["size"]]]
        self._answer({"timed_out": False, "hits": {"hits": hits}})

    def _matching(self, query) -> list[str]:
        return [key for key, kept in self.server.kept.items() if matches(query, kept)]

    def _read(self) -> str:
        return self.rfile.read(int(self.headers["Content-Length"])).decode()

    def _body(self):
        return json.loads(self._read())

    def _answer(self, body, status=200):
        written = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(written)

    def log_message(self, *args):
        pass


def matches(query: dict, kept: dict) -> bool:
    """What the query language of both makes says of a document."""
    ((kind, of),) = query.items()
    if kind in {"match_all", "match_none"}:
        return kind == "match_all"
    if kind == "bool":
        return (
            all(matches(each, kept) for each in of.get("filter", []))
            and not any(matches(each, kept) for each in of.get("must_not", []))
            and any(matches(each, kept) for each in of.get("should", [EVERYTHING]))
        )
    ((name, wanted),) = of.items()
    if kind == "range":
        return wanted.get("gte", 0) <= kept[name] <= wanted.get("lte", 2**63) and kept[
            name
        ] < wanted.get("lt", 2**63)
    if name == "terms":
        return any(f" {wanted} " in f" {text} " for text in kept["terms"])
    return wanted in kept[name]


@pytest.fixture
def server(settings):
    """The address of a search server, its index not made yet."""
    there = ThreadingHTTPServer(("127.0.0.1", 0), OpenSearch)
    there.kept, there.asked, there.ill = None, [], ""
    Thread(target=there.serve_forever, daemon=True).start()
    settings.SEARCH_URL = f"http://ada:s3cret%21@127.0.0.1:{there.server_port}/news"
    yield there
    there.shutdown()
    there.server_close()


@pytest.fixture
def stories(home):
    world = builders.make_category("World")
    return [
        builders.make_article("Harbour board votes", hashtags=["NATO"]),
        builders.make_article("Harbours close", category=world),
        builders.make_article("Gas prices rise", category=world, authors=[]),
        builders.make_article("Ferry: the board of the harbour", hashtags=["NATO"]),
        builders.make_article("東京都の港"),
        builders.make_article("A harbour draft", publish=False),
    ]


def found(text: str) -> list[str]:
    query = parse(text, timezone.localdate())
    return [each.story.title for each in find(query, Filters()).stories]


def test_the_server_finds_what_the_database_finds(stories, server, settings):
    call_command("update_index", verbosity=0)
    assert len(server.kept) == 5
    by_server = {text: found(text) for text in QUERIES}
    assert any("_search" in path for path, _ in server.asked)
    settings.SEARCH_URL = ""
    assert by_server == {text: found(text) for text in QUERIES}
    assert by_server["harbour"]
    assert by_server['"board harbour"'] != by_server['"harbour board"']


def test_it_is_told_of_each_change(stories, server):
    story = builders.make_article("Kittiwakes nest")
    assert list(server.kept) == [str(story.pk)]
    assert found("kittiwakes") == ["Kittiwakes nest"]
    story = ArticlePage.objects.get(pk=story.pk)
    story.title = "Gulls nest"
    story.save_revision().publish()
    assert found("gulls") == ["Gulls nest"]
    assert server.kept[str(story.pk)]["headline"] == ["gull", "nest"]
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert server.kept == {}


def test_what_readers_may_not_see_it_cannot_show_them(stories, server):
    """It proposes; the database decides."""
    call_command("update_index", verbosity=0)
    story = stories[2]
    passed = timezone.now() - timedelta(minutes=1)
    StoryListing.objects.filter(story=story).update(expire_at=passed)
    assert str(story.pk) in server.kept
    assert found("gas") == []


def test_a_rebuild_takes_out_what_is_gone(stories, server):
    call_command("update_index", verbosity=0)
    server.kept["987654"] = server.kept[str(stories[0].pk)] | {"written": 0}
    call_command("update_index", verbosity=0)
    assert set(server.kept) == {str(story.pk) for story in stories[:5]}


def test_the_database_answers_where_the_server_does_not(stories, server, caplog):
    call_command("update_index", verbosity=0)
    server.ill = "overloaded"
    server.asked.clear()
    assert "Harbours close" in found("harbour")
    assert "The database answers" in caplog.text
    assert "s3cret" not in caplog.text
    assert len(server.asked) == 1
    found("harbour")
    assert len(server.asked) == 1, "it rests"
    remote.server().rests_until = 0
    server.ill = ""
    assert "Harbours close" in found("harbour")
    assert len(server.asked) > 1


def test_a_server_that_is_not_there_costs_readers_little(stories, settings, caplog):
    settings.SEARCH_URL = "http://ada:s3cret@127.0.0.1:9/news"
    assert "Harbours close" in found("harbour")
    assert "s3cret" not in caplog.text


def test_a_slow_server_is_not_waited_for(stories, settings, monkeypatch):
    """One that accepts and says nothing."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), OpenSearch)
    settings.SEARCH_URL = f"http://127.0.0.1:{listener.server_port}/news"
    monkeypatch.setattr(remote, "READING", (0.1, 0.1))
    assert "Harbours close" in found("harbour")
    listener.server_close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"


def drip(caller, request):
    """An answer that comes a letter at a time, and never to its end."""
    caller.sendall(HEAD % 10_000)
    for _ in range(100):
        caller.sendall(b" ")
        time.sleep(0.1)


WRONG = {
    "drips": drip,
    "never speaks": lambda caller, request: time.sleep(5),
    "ends in the middle": raw(HEAD % 500 + b'{"hits": {'),
    "says what is no JSON": raw(HEAD % 8 + b"\x00\xff<html>"),
    "says what is no answer": raw(HEAD % 13 + b'{"hits": [1]}'),
    "speaks no HTTP": raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_server_that_does_anything_else_costs_a_reader_a_second(
    client, stories, settings, how
):
    with listening(WRONG[how]) as server:
        settings.SEARCH_URL = f"http://{server.place}/news"
        began = time.monotonic()
        page = client.get("/search/?q=harbour")
        took = time.monotonic() - began
        assert server.connections
    assert page.status_code == 200
    assert "Harbours close" in page.content.decode()
    assert took < 4


def test_where_the_index_itself_fails_the_newest_stories_are_shown(
    client, stories, monkeypatch
):
    def fail(*args):
        raise DatabaseError("the index is broken")

    monkeypatch.setattr(Visible, "newest", fail)
    page = client.get("/search/?q=harbour")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Search is out of order" in text
    assert "Gas prices rise" in text  # which has no harbour
    assert "no-store" in page["Cache-Control"]
    feed = client.get("/search/?q=harbour&format=rss")
    assert (feed.status_code, feed["Retry-After"]) == (503, "60")


def test_the_password_goes_with_each_request(stories, server):
    call_command("update_index", verbosity=0)
    _, authorization = server.asked[0]
    assert b64decode(authorization.removeprefix("Basic ")) == b"ada:s3cret!"
    assert all(path.startswith("/news-stories/") for path, _ in server.asked)


def test_an_address_without_a_prefix_is_refused():
    for address in ("https://search.example", "search.example/news", "ftp://a/b"):
        with pytest.raises(ImproperlyConfigured):
            remote.Server(address)


def test_queries_are_what_both_makes_of_server_take():
    asked = Lookup(
        All(
            (
                Any((Term("gas"), Term("price", headline=True))),
                Phrase(("harbour", "board")),
                Not(Filed("c", "3")),
                All(()),
                Any(()),
            )
        ),
        first=5,
        last=9,
    )
    either = [{"term": {"terms": "gas"}}, {"term": {"headline": "price"}}]
    assert remote.search(asked, 1_200) == {
        "size": 1_200,
        "_source": False,
        "track_total_hits": False,
        "timeout": "600ms",
        "sort": [{"place": "desc"}],
        "query": {
            "bool": {
                "filter": [
                    {
                        "bool": {
                            "filter": [
                                {"bool": {"should": either, "minimum_should_match": 1}},
                                {"match_phrase": {"terms": "harbour board"}},
                                {"bool": {"must_not": [{"term": {"filed": "c:3"}}]}},
                                {"match_all": {}},
                                {"match_none": {}},
                            ]
                        }
                    },
                    {"range": {"place": {"gte": 5, "lte": 9}}},
                ]
            }
        },
    }
