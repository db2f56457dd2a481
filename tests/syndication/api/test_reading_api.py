"""How the API answers: to reading alone, to any site's pages, and with problems."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v3.api import api as wagtails_v3
from wagtail.images.api.v2.views import ImagesAPIViewSet

from delivery.caching import PURGED
from newsroom.demo import builders

ROOT = "/api/v1"
LISTS = ["stories", "hashtags", "categories", "authors", "outlets", "sources"]
OPEN = {"Access-Control-Allow-Origin": "*"}


@pytest.mark.parametrize("place", [f"{ROOT}/stories", f"{ROOT}/openapi.json", "/api/x"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(client, home, place, method):
    answer = getattr(client, method)(place)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert is_a_problem(answer)


def is_a_problem(answer) -> bool:
    """RFC 9457, and readable from any site's page."""
    said = answer.json()
    return (
        answer["Content-Type"] == "application/problem+json"
        and said["status"] == answer.status_code
        and {"title", "detail"} <= said.keys()
        and answer["Access-Control-Allow-Origin"] == "*"
    )


@pytest.mark.parametrize("place", LISTS)
def test_an_answer_that_is_kept_already_is_a_304(client, make_story, place):
    make_story()
    first = client.get(f"{ROOT}/{place}")
    again = {"If-None-Match": first["ETag"]}
    for ask in (client.get, client.head):
        answer = ask(f"{ROOT}/{place}", headers=again)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
    make_story("Another", sources=["https://other.example/"], hashtags=["Ports"])
    assert client.get(f"{ROOT}/{place}", headers=again).status_code == 200


def test_head_says_what_get_does_without_the_body(client, make_story):
    make_story()
    asked, told = client.get(f"{ROOT}/stories"), client.head(f"{ROOT}/stories")
    assert told.content == b""
    assert told.headers == asked.headers


def test_scripts_of_any_site_may_read(client, make_story):
    asking = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    allowed = client.options(f"{ROOT}/stories", headers=asking)
    assert allowed.status_code == 204
    assert allowed["Access-Control-Allow-Origin"] == "*"
    assert allowed["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert allowed["Access-Control-Allow-Headers"] == "*"
    answer = client.get(f"{ROOT}/stories", headers=asking)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Link" in answer["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("place", LISTS)
def test_an_answer_is_everybodys_and_sets_no_cookie(client, make_story, place):
    make_story()
    answer = client.get(f"{ROOT}/{place}")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == PURGED.header()
    assert "front" in answer["Cache-Tag"]


def test_a_search_is_kept_by_nobody(client, make_story):
    make_story()
    answer = client.get(f"{ROOT}/stories?q=harbour")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_story_is_kept_until_it_changes(client, make_story):
    story = make_story()
    tags = client.get(f"{ROOT}/stories/{story.pk}")["Cache-Tag"].split(",")
    (cited,) = story.source_references.all()
    assert {f"story-{story.pk}", cited.source.tag} <= set(tags)


@pytest.mark.parametrize(
    "place",
    [
        "/api/",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/stories/",
        "/api/v1/stories/none",
        "/api/v1/stories/0",
        f"/api/v1/stories/{10**30}",
        "/api/v1/hashtags/none",
        "/api/v1/categories/none",
        "/api/v1/authors/none",
        "/api/v1/outlets/none",
        "/api/v1/sources/1",
        "/api/v2/pages/",
        "/api/v1/hashtags/a%00b",
    ],
)
def test_what_is_not_there_is_a_problem_in_json(client, home, place):
    answer = client.get(place)
    assert answer.status_code == 404
    assert is_a_problem(answer)


def test_a_fault_of_ours_is_a_problem_in_json(client, home, monkeypatch):
    def fail(self, cursor, limit):
        raise ZeroDivisionError

    monkeypatch.setattr("syndication.api.scan.Wanted.page", fail)
    client.raise_request_exception = False
    answer = client.get(f"{ROOT}/stories")
    assert answer.status_code == 503
    assert is_a_problem(answer)


def test_who_searches_too_often_is_told_to_wait(client, make_story, settings):
    make_story()
    settings.SEARCHES_A_MINUTE = 2
    answers = [client.get(f"{ROOT}/stories?q=harbour") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert is_a_problem(answers[-1])
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert client.get(f"{ROOT}/stories").status_code == 200


def test_a_search_that_takes_too_long_says_so(client, make_story, monkeypatch):
    make_story()
    monkeypatch.setattr("search.results.PATIENCE", -1)
    answer = client.get(f"{ROOT}/stories?q=harbour")
    assert answer.status_code == 503
    assert is_a_problem(answer)
    assert answer["Retry-After"] == "60"


BUDGETS = {
    # The site; the front's listing; its rows; the stories, their hashtags, authors.
    "stories": 6,
    # And each filter's name, its listing with a public story, what they have in common.
    "stories?category=world&hashtag=nato": 10,
    "stories?updated_since=2020-01-01T00:00:00Z": 7,
    # The site; what is hidden; when the first is to go; the hashtags.
    "hashtags": 4,
    "categories": 4,
    "authors": 4,
    "outlets": 4,
    # The site; the sources; who cites them; those stories.
    "sources": 4,
}


@pytest.mark.parametrize("place", BUDGETS)
def test_a_list_takes_as_many_queries_for_many_as_for_one(client, make_story, place):
    """Of `BUDGETS`, which says what each is for."""
    picture = builders.make_picture()
    make_story("First", hero_image=picture)
    counts = [counted(client, place)]
    for number in range(3):
        make_story(
            f"Story {number}",
            hero_image=picture,
            hashtags=["NATO", f"Tag {number}"],
            authors=[builders.make_author(f"Author {number}")],
            sources=[f"https://paper{number}.example/"],
        )
    counts.append(counted(client, place))
    assert counts == [BUDGETS[place]] * 2


def counted(client, place: str) -> int:
    client.get(f"{ROOT}/{place}")  # prepared querysets, the sites' roots
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{ROOT}/{place}").status_code == 200
    return len(asked)


def others_apis(resolver, below="", within=()) -> list[str]:
    """Routes that lead to an API which is not ours, outside the admin."""
    found = []
    for pattern in resolver.url_patterns:
        route = f"{below}{pattern.pattern}"
        if route.startswith("admin/"):
            continue
        if hasattr(pattern, "url_patterns"):
            apps = (*within, pattern.app_name, pattern.namespace)
            found += others_apis(pattern, route, apps)
        elif _is_of_wagtail(pattern.callback) or (
            "ninja" in within and "api-1" not in within
        ):
            found.append(route)
    return found


def _is_of_wagtail(view) -> bool:
    seen = [view, getattr(view, "cls", view), getattr(view, "view_class", view)]
    return any(".api.v" in each.__module__ for each in seen)


def test_wagtails_own_api_is_not_mounted(client, home):
    """Its lists of pictures and documents tell of those that only drafts use."""
    assert others_apis(get_resolver()) == []
    for version in ("v2", "v3"):
        for place in ("", "pages/", "images/", "documents/", "openapi.json"):
            assert client.get(f"/api/{version}/{place}").status_code == 404


class Mounted:
    """Addresses with Wagtail's own API among them."""

    v2 = WagtailAPIRouter("anything")
    v2.register_endpoint("images", ImagesAPIViewSet)
    urlpatterns = [path("api/v2/", v2.urls), path("pictures/", wagtails_v3.urls)]


def test_it_would_be_seen_if_it_were():
    """The control."""
    routes = others_apis(URLResolver(RegexPattern("^/"), Mounted))
    assert {route.partition("/")[0] for route in routes} == {"api", "pictures"}
