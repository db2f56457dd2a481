"""What the search box is told while a reader types."""

import json

import pytest

from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(home):
    return builders.make_article(
        "Harbour board postpones its vote", hashtags=["Harbour"], slug="vote"
    )


def suggested(client, text: str) -> list[dict]:
    answer = client.get("/search/suggestions/", {"q": text})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)["suggestions"]


def test_each_suggestion_says_what_it_is_and_where_it_leads(client, story):
    assert suggested(client, "harb") == [
        {"kind": "hashtag", "label": "#Harbour", "address": "/hashtags/harbour/"},
        {"kind": "headline", "label": story.title, "address": "/general/vote/"},
    ]


def test_the_readers_browser_keeps_suggestions_for_a_minute_and_nobody_else(
    client, story
):
    answer = client.get("/search/suggestions/?q=harb")
    assert answer["Cache-Control"] == "public, max-age=60, s-maxage=0"
    assert "Cache-Tag" not in answer.headers


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "(((", '"', "#", "a" * 10_000, "'; DROP", "\ufffd", "x y"]
)
def test_nothing_is_suggested_for_what_begins_nothing(client, story, text):
    assert suggested(client, text) == []
