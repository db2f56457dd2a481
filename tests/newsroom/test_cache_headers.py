"""Who may keep a response, and for how long, is what the registry says."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from delivery.caching import (
    MINUTE,
    NAMED_BY_CONTENT,
    NEVER,
    OWN,
    PURGED,
    TYPED,
    CachePolicy,
)
from delivery.models import Effect
from newsroom.cache_headers import cache_headers
from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES

PRIVATE = "private, no-store"


@pytest.fixture
def story(home):
    """A public story of two versions that is in a list of every kind."""
    story = builders.make_article(
        "Harbour vote",
        hashtags=["NATO"],
        sources=["https://paper.example/report"],
        authors=[builders.make_author("Ada Marsh")],
    )
    story.standfirst = "The harbour voted."
    story.save_revision().publish()
    return story


def test_a_policy_says_who_keeps_a_response_and_never_beyond_its_end():
    assert CachePolicy(0, 300).header() == said(0, 300, stale=15, away=900)
    assert MINUTE.header() == said(60, 60, stale=15, away=900)
    assert NEVER.header() == PRIVATE
    assert TYPED.header() == "public, max-age=60, s-maxage=0"
    for left, policy in ((30, MINUTE), (70, MINUTE), (1_000, MINUTE)):
        assert policy.header(timezone.now() + timedelta(seconds=left + 1.9)) == said(
            min(60, left),
            min(60, left),
            stale=min(15, left - min(60, left)),
            away=min(900, left - min(60, left)),
        )
    assert PURGED.header(timezone.now() - timedelta(seconds=1)) == PRIVATE


def said(browser: int, front: int, *, stale: int, away: int) -> str:
    return (
        f"public, max-age={browser}, s-maxage={front}, "
        f"stale-while-revalidate={stale}, stale-if-error={away}"
    )


def test_a_front_that_nobody_tells_to_forget_keeps_stories_for_a_second(settings):
    for policy in (PURGED, NAMED_BY_CONTENT):
        assert policy.header() == said(policy.browser, 1, stale=1, away=1)
    settings.FRONT_CACHE = "http://front.example"
    for policy in (PURGED, NAMED_BY_CONTENT):
        assert policy.header() == said(policy.browser, 300, stale=15, away=900)


def test_one_that_is_told_addresses_keeps_stories_for_a_minute(settings):
    """Also where another, in front of it or behind, is told by tags."""
    settings.WAGTAILFRONTENDCACHE = {"varnish": {}}
    for settings.FRONT_CACHE in ("", "http://front.example"):
        for policy in (PURGED, NAMED_BY_CONTENT):
            assert policy.header() == said(policy.browser, 60, stale=1, away=1)


def test_every_surface_that_shows_stories_is_kept_as_its_policy_says(client, story):
    surfaces = [*PAGES.values(), *ROUTES.values()]
    places = [(s, at) for s in surfaces if s.where for at in s.where(story)[:1]]
    assert {s.name for s, _ in places} >= {"front page", "story", "hashtag", "search"}
    for surface, address in places:
        answer = client.get(address)
        assert answer.status_code == 200, surface.name
        if surface.policy is not OWN:
            assert answer["Cache-Control"] == surface.policy.header(), surface.name


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/robots.txt", MINUTE.header()),
        ("/accents.css", MINUTE.header()),
        ("/search/", PRIVATE),
        ("/livez", PRIVATE),
        ("/_util/login/", PRIVATE),
        ("/general/none/", PRIVATE),
        ("/hashtags/none/", PRIVATE),
        ("/media/images/none.jpg", PRIVATE),
        ("/documents/1/none.pdf", PRIVATE),
        ("/a%00b/", PRIVATE),
    ],
)
def test_what_shows_no_story_is_kept_as_named(client, story, address, policy):
    said = client.get(address)["Cache-Control"]
    assert said == policy or (policy == PRIVATE and "no-store" in said)


@pytest.mark.parametrize("method", ["post", "put", "options"])
def test_only_what_was_read_is_kept(client, story, method):
    assert getattr(client, method)(story.url)["Cache-Control"] == PRIVATE


def test_nobody_keeps_what_somebody_signed_in_was_shown(desk, story):
    for address in ("/", story.url, "/hashtags/nato/"):
        assert desk.get(address)["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(
    "kind",
    [
        {"restriction_type": "login"},
        {"restriction_type": "password", "password": "x"},
    ],
    ids=lambda kind: kind["restriction_type"],
)
def test_nobody_keeps_a_private_page_or_what_asks_who_is_there(client, story, kind):
    PageViewRestriction.objects.create(page=story, **kind)
    answer = client.get(story.url)
    assert "no-store" in answer["Cache-Control"]
    assert "Cache-Tag" not in answer.headers


def kept(*, cookie: bool, **headers) -> str:
    """What the middleware says of a view's 200 with these headers."""

    def view(request):
        response = HttpResponse("words", headers=headers)
        if cookie:
            response.set_cookie("seen", "1")
        return response

    return cache_headers(view)(RequestFactory().get("/robots.txt"))["Cache-Control"]


def test_what_a_view_says_of_its_own_response_is_left_alone():
    public = {"Cache-Control": "public, max-age=300"}
    assert kept(cookie=False, **public) == "public, max-age=300"


@pytest.mark.parametrize("headers", [{}, {"Cache-Control": "public, max-age=300"}])
def test_nobody_keeps_what_sets_a_cookie_whatever_the_view_says(headers):
    assert kept(cookie=True, **headers) == PRIVATE


def test_a_response_that_nobody_entered_in_the_registry_is_kept_by_nobody():
    assert kept(cookie=False) == PRIVATE


def made_slowly(client, monkeypatch) -> str:
    """What is said of a front page that took two seconds to make."""
    clock = iter([0.0, 2.0])
    monkeypatch.setattr("newsroom.cache_headers.monotonic", lambda: next(clock))
    return client.get("/")["Cache-Control"]


def test_a_page_made_slowly_across_a_change_is_kept_by_nobody(
    client, story, monkeypatch
):
    """It may show what was so before, and come after the change's last purge."""
    assert client.get("/")["Cache-Control"] == PURGED.header()
    assert made_slowly(client, monkeypatch) == PRIVATE


def test_one_made_slowly_while_nothing_changed_is_kept(client, story, monkeypatch):
    client.get("/")  # the first reader makes the brand's row
    Effect.objects.update(created_at=timezone.now() - timedelta(seconds=30))
    assert made_slowly(client, monkeypatch) == PURGED.header()


def test_a_page_is_kept_no_longer_than_its_first_story_may_be_seen(
    client, home, settings
):
    settings.FRONT_CACHE = "http://front.example"
    story = builders.make_article(expire_at=timezone.now() + timedelta(seconds=60))
    for address in ("/", "/general/", story.url):
        policy = client.get(address)["Cache-Control"]
        seconds = [int(each) for each in re.findall(r"=(\d+)", policy)]
        assert 50 < sum(seconds[1:3]) <= 60
        assert 50 < seconds[1] + seconds[3] <= 60


def test_pages_name_what_they_show_for_the_cache_in_front(client, story):
    assert f"story-{story.pk}" in client.get(story.url)["Cache-Tag"].split(",")
    assert "front" in client.get("/")["Cache-Tag"].split(",")
    assert "front" in client.get("/")["Surrogate-Key"].split(" ")
    other = builders.make_article(
        "Other", body=[("related_story", story.pk), ("paragraph", "<p>x</p>")]
    )
    assert f"story-{story.pk}" in client.get(other.url)["Cache-Tag"].split(",")
