"""IndexNow: the key's file, and the addresses that search engines are told of."""

import json

import pytest
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from newsroom.demo import builders
from syndication.models import Service
from tests.delivery.listeners import answer
from tests.syndication.receivers import headers_of, receiver, run_all

pytestmark = pytest.mark.django_db
KEY = "a1B2-c3d4e5f6"


@pytest.fixture
def engine(home, settings, monkeypatch):
    with receiver(monkeypatch, answer(b"", "202 Accepted")) as listener:
        settings.INDEXNOW_KEY = KEY
        settings.INDEXNOW_ENDPOINT = f"{listener.url}/indexnow"
        yield listener


def told(listener) -> list[list[str]]:
    run_all()
    run_all()
    return [json.loads(body)["urlList"] for body in listener.bodies]


def test_the_keys_file_holds_the_key(home, client, settings):
    settings.INDEXNOW_KEY = KEY
    found = client.get(f"/{KEY}.txt")
    assert (found.status_code, found.content.decode()) == (200, KEY)
    assert found["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("asked", ["another-key1", KEY.lower(), f"{KEY}0", "robots-x"])
def test_any_other_name_is_no_file(home, client, settings, asked):
    settings.INDEXNOW_KEY = KEY
    assert client.get(f"/{asked}.txt").status_code == 404


def test_there_is_no_file_without_a_key_and_robots_stays_what_it_is(client, home):
    assert client.get(f"/{KEY}.txt").status_code == 404
    assert client.get("/robots.txt").status_code == 200


def test_a_story_is_named_when_it_comes_changes_moves_and_goes(engine):
    story = builders.make_article("Harbour vote")
    first = story.full_url
    assert told(engine) == [[first]]
    story.title = "Harbour vote again"
    story.save_revision().publish()
    assert told(engine)[1:] == [[first]]
    ArticlePage.objects.get(pk=story.pk).move(
        builders.make_category("World"), "last-child"
    )
    second = ArticlePage.objects.get(pk=story.pk).full_url
    assert second != first
    assert told(engine)[2:] == [[second, first]]
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert told(engine)[3:] == [[second]]


def test_what_is_sent_is_what_the_protocol_asks_for(engine):
    story = builders.make_article()
    told(engine)
    (body,) = engine.bodies
    site = story.get_site().root_url
    assert json.loads(body) == {
        "host": site.partition("//")[2],
        "key": KEY,
        "keyLocation": f"{site}/{KEY}.txt",
        "urlList": [story.full_url],
    }
    headers = headers_of(engine.requests[0])
    assert headers["content-type"] == "application/json; charset=utf-8"


def test_no_address_is_told_that_readers_never_had(engine):
    secret = builders.make_category("Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    story = builders.make_article()
    public = story.full_url
    builders.make_article("Private", category=secret)
    builders.make_article("Draft", publish=False)
    told(engine)
    ArticlePage.objects.get(pk=story.pk).move(secret, "last-child")
    assert told(engine) == [[public], [public]]


def test_a_refusal_is_kept_with_its_reason(engine):
    engine.answers = answer(b"", "403 Forbidden")
    builders.make_article()
    told(engine)
    assert Service.objects.get().failure == "It answered 403."
