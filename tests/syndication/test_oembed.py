"""What other sites are told that ask how to embed a story."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from news.models import ArticlePage
from newsroom.demo import builders
from tests.syndication.hidden import HIDDEN, name_of

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"


@pytest.fixture
def ask(client):
    """The answer to a question about an address."""

    def asking(url, **more):
        return client.get("/oembed", {"url": url, **more})

    return asking


@pytest.fixture
def story(make_story):
    return make_story("Harbour “vote” & <b>", slug="harbour-vote")


def test_a_story_is_something_to_embed(ask, story):
    answer = ask(f"{ROOT}{story.url}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    frame = BeautifulSoup(told.pop("html"), "html.parser").iframe
    assert told.pop("thumbnail_url").startswith(f"{ROOT}/share-cards/")
    assert told == {
        "version": "1.0",
        "type": "rich",
        "title": "Harbour “vote” & <b>",
        "url": f"{ROOT}{story.url}",
        "author_name": "Ada Marsh",
        "author_url": f"{ROOT}/authors/ada-marsh/",
        "provider_name": "Newsclip",
        "provider_url": f"{ROOT}/",
        "cache_age": 3600,
        "width": 600,
        "height": told["height"],
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert (frame["width"], frame["height"]) == ("600", str(told["height"]))
    assert frame["src"] == f"{ROOT}{story.url}embed/"
    assert frame["title"] == "Harbour “vote” & <b>"
    allowed = {"allow-popups", "allow-popups-to-escape-sandbox"}
    assert set(frame["sandbox"]) == allowed


def test_xml_says_the_same(ask, story):
    told = ask(f"{ROOT}{story.url}", format="json").json()
    answer = ask(f"{ROOT}{story.url}", format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {
        k: str(v) for k, v in told.items()
    }


def test_several_authors_are_named_together(ask, make_story):
    authors = [builders.make_author(name) for name in ("Ada Marsh", "Joren Tak")]
    told = ask(f"{ROOT}{make_story(authors=authors).url}").json()
    assert told["author_name"] == "Ada Marsh, Joren Tak"
    assert "author_url" not in told


def test_a_story_without_authors_names_none(ask, make_story):
    told = ask(f"{ROOT}{make_story(authors=[]).url}").json()
    assert "author_name" not in told


# Which addresses -------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "http://localhost:8000{}",
        "https://localhost{}",
        "http://127.0.0.1:9000{}",
        "HTTP://LOCALHOST{}",
        "http://localhost.{}",
        " http://localhost{} ",
        "http://localhost{}?utm_source=a&page=2",
        "http://localhost{}#correction-1",
        "http://localhost/{}",
    ],
)
def test_any_address_of_it_that_a_reader_may_have_is_known(ask, story, form):
    answer = ask(form.format(story.url))
    assert answer.status_code == 200
    assert answer.json()["url"] == f"{ROOT}{story.url}"


def test_an_address_without_its_last_slash_is_known(ask, story):
    assert ask(f"{ROOT}{story.url.rstrip('/')}").status_code == 200


def test_a_slug_in_another_script_is_known(ask, make_story):
    story = make_story("ميناء أفيرن", slug="ميناء-أفيرن")
    assert ask(story.full_url).status_code == 200
    assert ask(f"{ROOT}/world/ميناء-أفيرن/").status_code == 200


def test_an_alias_is_known(ask, story):
    alias = story.create_alias(parent=builders.make_category("Sport"))
    assert ask(f"{ROOT}{alias.url}").json()["url"] == f"{ROOT}{alias.url}"


def test_a_former_address_leads_to_the_present_one(ask, client, story):
    former = story.url
    moved = ArticlePage.objects.get(pk=story.pk)
    moved.slug = "harbour-vote-put-off"
    moved.save_revision().publish()
    Redirect.add_redirect(former, moved)
    assert ask(f"{ROOT}{former}").json()["url"].endswith("/harbour-vote-put-off/")
    embedded = client.get(f"{former}embed/")
    assert embedded.status_code == 301
    assert embedded["Location"] == f"{ROOT}/world/harbour-vote-put-off/embed/"


def test_the_site_of_another_host_has_its_own_stories(ask, story):
    Site.objects.create(hostname="sport.example", root_page=story.get_parent())
    Site.clear_site_root_paths_cache()
    assert ask("https://sport.example/harbour-vote/").status_code == 200
    assert ask("https://sport.example/world/harbour-vote/").status_code == 404


@override_settings(ALLOWED_HOSTS=["*"])
def test_a_server_that_answers_any_host_is_not_every_site(ask, story):
    assert ask(f"https://elsewhere.example{story.url}").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/world/harbour-vote/",
        "http://localhost.evil.example/world/harbour-vote/",
        "http://localhost@evil.example/world/harbour-vote/",
        "ftp://localhost/world/harbour-vote/",
        "javascript:alert(1)",
        "/world/harbour-vote/",
        "http://[::1/world/harbour-vote/",
        "http://[half/",
        "http://localhost/world/harbour-vote/%00",
        "http://localhost/world/harbour-vote/history/",
        "http://localhost/world/",
        "http://localhost/",
        "http://localhost",
        "http://localhost/%FF%FE/",
        "http://localhost/../../etc/passwd",
        f"http://localhost/{'a' * 5000}/",
        "x" * 5000,
        "\ud83d",
    ],
)
def test_what_is_no_public_story_of_ours_is_not_found(client, story, url):
    answer = client.get(f"/oembed?url={quote(url, safe='', errors='replace')}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["status"] == 404


# Errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "JSON", "json,xml"])
def test_a_format_that_there_is_not_is_501(ask, story, form):
    answer = ask(f"{ROOT}{story.url}", format=form)
    assert answer.status_code == 501
    assert answer.json() == {
        "title": "Not Implemented",
        "status": 501,
        "detail": "The formats are json and xml.",
    }


@pytest.mark.parametrize(
    "query",
    [
        "",
        "url=",
        "url={}&maxwidth=0",
        "url={}&maxwidth=-3",
        "url={}&maxheight=1e3",
        "url={}&maxwidth=٣٠٠",
        "url={}&maxwidth=6.5",
    ],
)
def test_what_is_no_question_is_400(client, story, query):
    answer = client.get(f"/oembed?{query.format(quote(f'{ROOT}{story.url}'))}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_size_that_is_left_empty_is_none(ask, story):
    assert ask(f"{ROOT}{story.url}", maxwidth="", maxheight="").status_code == 200


@pytest.mark.parametrize("hide", HIDDEN, ids=name_of)
def test_a_hidden_story_is_told_from_none_by_nothing(ask, story, hide):
    hide(story)
    hidden = ask(f"{ROOT}{story.url}")
    never = ask(f"{ROOT}/world/never-was/")
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert hidden.headers == never.headers


def behind_a_wall(story) -> None:
    PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type="password", password="open"
    )


def test_a_story_whose_page_asks_anybody_for_a_password_is_401(ask, client, story):
    behind_a_wall(story)
    assert "password" in client.get(story.url).content.decode()
    answer = ask(f"{ROOT}{story.url}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "vote" not in answer.content.decode()


@pytest.mark.parametrize("hide", HIDDEN, ids=name_of)
def test_a_private_story_that_is_hidden_too_is_not_found(ask, client, story, hide):
    behind_a_wall(story)
    hide(story)
    assert client.get(story.url).status_code == 404
    assert ask(f"{ROOT}{story.url}").status_code == 404


def test_nothing_is_changed_by_asking(client, story):
    assert client.post("/oembed", {"url": f"{ROOT}{story.url}"}).status_code == 405


# Sizes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("most", "wide", "high"),
    [
        ((None, None), 600, 292),
        ((400, None), 400, 496),
        ((10000, 10000), 600, 292),
        ((300, 100), 300, 100),
        ((1, 1), 1, 1),
        ((None, 200), 600, 200),
    ],
)
def test_the_frame_is_no_larger_than_was_asked_for(ask, make_story, most, wide, high):
    story = make_story(hero_image=builders.make_picture())
    sizes = dict(zip(("maxwidth", "maxheight"), most, strict=True))
    asked = {name: size for name, size in sizes.items() if size}
    told = ask(f"{ROOT}{story.url}", **asked).json()
    assert (told["width"], told["height"]) == (wide, high)
    assert told.get("thumbnail_width", 0) <= asked.get("maxwidth", 1200)
    assert told.get("thumbnail_height", 0) <= asked.get("maxheight", 630)


def test_a_thumbnail_is_the_hero_where_the_share_card_is_too_large(ask, make_story):
    story = make_story(hero_image=builders.make_picture())
    told = ask(f"{ROOT}{story.url}", maxwidth=400).json()
    assert told["thumbnail_url"].startswith(f"{ROOT}/media/images/")
    assert "thumbnail_url" not in ask(f"{ROOT}{story.url}", maxwidth=20).json()


def test_an_answer_is_kept_no_longer_than_the_story(ask, story):
    soon = timezone.now() + timedelta(minutes=5)
    ArticlePage.objects.filter(pk=story.pk).update(expire_at=soon)
    answer = ask(f"{ROOT}{story.url}")
    assert 200 <= answer.json()["cache_age"] <= 300
    assert f"story-{story.pk}" in answer["Cache-Tag"].split(",")


def test_an_answer_costs_five_queries(ask, story, django_assert_num_queries):
    """The sites, twice; the story with category, outlet, hero; its authors, two."""
    ask(f"{ROOT}{story.url}")
    with django_assert_num_queries(5):
        ask(f"{ROOT}{story.url}")
