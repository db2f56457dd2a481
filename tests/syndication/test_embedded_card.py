"""The card of a story in another site's frame."""

import pytest
from bs4 import BeautifulSoup

from home.models import BrandSettings
from newsroom.demo import builders
from tests.syndication.hidden import HIDDEN, deleted, name_of, walled, withdrawn

pytestmark = pytest.mark.django_db

ROOT = "http://localhost:8000"


@pytest.fixture
def story(make_story):
    return make_story("Harbour vote", slug="harbour-vote")


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


@pytest.mark.parametrize("hide", [*HIDDEN, walled, deleted], ids=name_of)
def test_the_card_of_a_hidden_story_is_as_that_of_none(client, story, hide):
    hide(story)
    hidden = client.get(f"{story.url}embed/")
    never = client.get("/world/never-was/embed/")
    assert hidden.status_code == never.status_code == 404
    assert "frame-ancestors 'none'" in hidden["Content-Security-Policy"]
    assert hidden.content.replace(b"harbour-vote", b"never-was") == never.content


def test_the_card_of_a_withdrawn_story_says_so_and_nothing_else(client, make_story):
    story = make_story("Secret merger", slug="vote", hero_image=builders.make_picture())
    withdrawn(story)
    answer = client.get("/world/vote/embed/")
    assert answer.status_code == 410
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert answer["Cache-Tag"] == f"site,story-{story.pk}"
    shown = BeautifulSoup(answer.content, "html.parser").body
    text = " ".join(shown.get_text(" ").split())
    assert text.startswith("This story was withdrawn on ")
    assert text.endswith("We were wrong. Newsclip")
    assert "Secret" not in answer.content.decode()
    assert shown.a["href"] == f"{ROOT}{story.url}"


def test_a_former_address_of_a_withdrawn_story_leads_to_where_it_says_so(
    client, make_story
):
    story = make_story("Merger", slug="vote")
    story.slug = "ballot"
    story.save_revision().publish()
    withdrawn(story)
    for ending in ("/embed/", ".ninjs.json", ".md"):
        answer = client.get(f"/world/vote{ending}")
        assert answer.status_code == 301, ending
        assert client.get(answer["Location"]).status_code == 410, ending


def test_the_card_costs_as_few_queries_as_can_be(
    client, story, card, django_assert_num_queries
):
    """The site with its brand; the story; its authors, two."""
    BrandSettings.objects.create(site=story.get_site(), name="Harbour News")
    with django_assert_num_queries(4):
        client.get(f"{story.url}embed/")
