"""WebSub: feeds name their hubs, and the hubs hear of every feed that changed."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from delivery.models import Effect
from hashtags.models import Hashtag
from news.models import ArticlePage
from newsroom.demo import builders
from syndication.models import Service
from tests.delivery.listeners import answer
from tests.syndication.addresses import ENDINGS
from tests.syndication.receivers import forms, push_rows, receiver, run_all

pytestmark = pytest.mark.django_db
HUBS = ["https://hub.example/", "https://second.example/?a=b"]


@pytest.fixture
def hub(home, settings, monkeypatch):
    with receiver(monkeypatch) as listener:
        settings.WEBSUB_HUBS = [f"{listener.url}/hub"]
        yield listener


def told(listener) -> set[str]:
    """The topics of the last ping, once what waits was sent."""
    run_all()
    run_all()
    return {value for name, value in forms(listener)[-1] if name == "hub.url"}


def of(*paths: str) -> set[str]:
    """The addresses of these pages' feeds, in every form."""
    site = ArticlePage.objects.first().get_site().root_url
    return {f"{site}{path}{ending}" for path in paths for ending in ENDINGS}


def path_of(name: str) -> str:
    return Hashtag.objects.get(name=name).get_absolute_url()


# Feeds -------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/", "/general/", "/hashtags/nato/", "/corrections/"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_feed_names_its_hubs_and_itself(home, client, settings, page, ending):
    settings.WEBSUB_HUBS = HUBS
    site = builders.make_article(hashtags=["NATO"]).get_site().root_url
    found = client.get(f"{page}{ending}")
    assert found["Link"] == (
        f'<{HUBS[0]}>; rel="hub", <{HUBS[1]}>; rel="hub", '
        f'<{site}{page}{ending}>; rel="self"'
    )


def test_an_rss_feed_names_its_hubs_inside_too(home, settings, read_rss):
    settings.WEBSUB_HUBS = HUBS
    links = read_rss("/feed/").findall("{http://www.w3.org/2005/Atom}link")
    assert [link.get("href") for link in links if link.get("rel") == "hub"] == HUBS


def test_an_atom_feed_names_its_hubs_inside_too(home, settings, read_atom):
    settings.WEBSUB_HUBS = HUBS
    links = read_atom("/feed.atom").findall("{http://www.w3.org/2005/Atom}link")
    assert [link.get("href") for link in links if link.get("rel") == "hub"] == HUBS


def test_a_json_feed_names_its_hubs_inside_too(home, settings, read_json):
    settings.WEBSUB_HUBS = HUBS
    hubs = [{"type": "WebSub", "url": hub} for hub in HUBS]
    assert read_json("/feed.json")["hubs"] == hubs


def test_without_a_hub_no_feed_names_one(home, client):
    for ending in ENDINGS:
        found = client.get(f"/{ending}")
        assert "Link" not in found
        assert b"hub" not in found.content


def test_a_searchs_feed_names_none_for_no_hub_hears_of_it(home, client, settings):
    settings.WEBSUB_HUBS = HUBS
    builders.make_article("Harbour vote")
    found = client.get("/search/?q=harbour&format=json")
    assert found.status_code == 200
    assert "Link" not in found
    assert b"hub.example" not in found.content


# Pings -------------------------------------------------------------------------------


def test_a_hub_hears_of_every_feed_that_the_story_is_in(hub):
    author = builders.make_author("Ada Marsh")
    builders.make_article(
        category=builders.make_category("World"),
        hashtags=["NATO", "Energy"],
        authors=[author],
        sources=["https://paper.example/a"],
    )
    pages = {"/", "/world/", path_of("NATO"), path_of("Energy")}
    topics = told(hub)
    assert topics == of(*pages, author.get_absolute_url(), "/outlets/paper/")
    (form,) = forms(hub)
    assert form[0] == ("hub.mode", "publish")
    assert {value for name, value in form if name == "hub.topic"} == topics
    assert {name for name, _ in form} == {"hub.mode", "hub.url", "hub.topic"}
    assert b"Content-Type: application/x-www-form-urlencoded" in hub.requests[0]


def test_every_topic_is_a_feed_that_answers(hub, client):
    builders.make_article(
        hashtags=["NATO"],
        authors=[builders.make_author("Ada Marsh")],
        corrections=[{"kind": "correction", "made_at": timezone.now(), "text": "No."}],
    )
    topics = told(hub)
    assert f"{builders.front_page().get_site().root_url}/corrections/feed/" in topics
    for topic in topics:
        assert client.get(topic).status_code == 200, topic


def test_it_hears_of_the_feeds_that_the_story_left(hub):
    story = builders.make_article(hashtags=["NATO"])
    told(hub)
    story = ArticlePage.objects.get(pk=story.pk)
    story.hashtags.set(["Energy"])
    story.save_revision().publish()
    assert told(hub) >= of(path_of("NATO"), path_of("Energy"))
    ArticlePage.objects.get(pk=story.pk).move(
        builders.make_category("World"), "last-child"
    )
    assert told(hub) >= of("/general/", "/world/")
    ArticlePage.objects.get(pk=story.pk).unpublish()
    assert told(hub) == of("/", "/world/", path_of("Energy"))
    assert len(hub.requests) == 4


def test_nothing_is_said_of_what_readers_never_saw(hub):
    secret = builders.make_category("Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    private = builders.make_article(category=secret)
    builders.make_article("Draft", publish=False)
    ArticlePage.objects.get(pk=private.pk).unpublish()
    run_all()
    run_all()
    assert hub.connections == []


def test_two_hubs_hear_of_it_each_once(home, settings, monkeypatch):
    with receiver(monkeypatch) as listener:
        settings.WEBSUB_HUBS = [f"{listener.url}/{name}" for name in "ab"]
        builders.make_article()
        told(listener)
        paths = sorted(request.split(b" ")[1] for request in listener.requests)
    assert paths == [b"/a", b"/b"]


def test_a_hub_that_is_away_is_asked_again_and_rests(hub):
    hub.answers = answer(b"", "503 Away")
    for number in range(3):
        builders.make_article(f"Story {number}")
    told(hub)
    assert len(hub.requests) == 1
    assert Service.objects.get().failure == "It answered 503."
    hub.answers = answer(b"", "202 Accepted")
    Service.objects.update(rests_until=None)
    told(hub)
    assert len(hub.requests) == 4
    assert not Effect.objects.filter(step="websub", done_at=None).exists()


def test_a_hub_taken_out_of_the_settings_hears_no_more(hub, settings):
    builders.make_article()
    settings.WEBSUB_HUBS = []
    run_all()
    assert push_rows() == ["announce", "websub"]
    assert hub.connections == []
