"""How other sites embed a story: what they are told, and the card in their frame."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from home.models import BrandSettings
from news.models import ArticlePage
from newsroom.demo import builders

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
    assert embedded.status_code == 302
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


def draft(story):
    ArticlePage.objects.get(pk=story.pk).unpublish()


def embargoed(story):
    later = timezone.now() + timedelta(hours=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=later)


def expired(story):
    before = timezone.now() - timedelta(hours=1)
    ArticlePage.objects.filter(pk=story.pk).update(expire_at=before)


@pytest.mark.parametrize("hide", [draft, embargoed, expired], ids=lambda f: f.__name__)
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


@pytest.mark.parametrize("hide", [draft, embargoed, expired], ids=lambda f: f.__name__)
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
        ((None, None), 600, 232),
        ((400, None), 400, 460),
        ((10000, 10000), 600, 232),
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


# The card in the frame -------------------------------------------------------------


@pytest.fixture
def card(client, story):
    answer = client.get(f"{story.url}embed/")
    assert answer.status_code == 200
    return answer


def test_any_site_may_frame_the_card_and_nothing_on_it_runs(card, client, story):
    policy = card["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in card.headers
    assert b"<script" not in card.content
    page = client.get(story.url)
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_search_engines_are_sent_to_the_story(card, story):
    assert "noindex" in card["X-Robots-Tag"].split(", ")
    shown = BeautifulSoup(card.content, "html.parser")
    links = shown.find_all("link", rel="canonical")
    assert [link["href"] for link in links] == [f"{ROOT}{story.url}"]


def test_the_card_says_what_a_card_says(make_story, client):
    story = make_story(
        "Harbour vote",
        standfirst="They put it off.",
        hero_image=builders.make_picture(),
        story_type="opinion",
    )
    shown = BeautifulSoup(client.get(f"{story.url}embed/").content, "html.parser")
    text = " ".join(shown.body.get_text(" ").split())
    for said in ("World", "Opinion", "Harbour vote", "They put it off.", "via Paper"):
        assert said in text
    assert "Newsclip" in text
    assert shown.body.time
    assert shown.body.img["src"].startswith("/media/images/")


def test_every_link_of_the_card_opens_outside_the_frame(card):
    links = BeautifulSoup(card.content, "html.parser").body.find_all("a")
    assert len(links) == 2
    for link in links:
        assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
        assert link["href"].startswith(ROOT)


def test_a_right_to_left_story_has_its_direction(make_story, client):
    story = make_story("ميناء", slug="mina", language="ar")
    shown = BeautifulSoup(client.get(f"{story.url}embed/").content, "html.parser")
    assert (shown.article["lang"], shown.article["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize("hide", [draft, embargoed, expired], ids=lambda f: f.__name__)
def test_the_card_of_a_hidden_story_is_as_that_of_none(client, story, hide):
    hide(story)
    hidden = client.get(f"{story.url}embed/")
    never = client.get("/world/never-was/embed/")
    assert hidden.status_code == never.status_code == 404
    assert "frame-ancestors 'none'" in hidden["Content-Security-Policy"]
    assert hidden.content.replace(b"harbour-vote", b"never-was") == never.content


def test_the_card_costs_as_few_queries_as_can_be(
    client, story, card, django_assert_num_queries
):
    """The site with its brand; the story; its authors, two."""
    BrandSettings.objects.create(site=story.get_site(), name="Harbour News")
    with django_assert_num_queries(4):
        client.get(f"{story.url}embed/")
