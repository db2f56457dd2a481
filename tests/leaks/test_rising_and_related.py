"""A hidden story is neither related nor rising, nor named as the reason for either."""

import pytest
from django.utils import timezone

from news import rising
from news.models import ArticlePage, Listing, RelatedPick
from newsroom.demo import builders
from tests.leaks.planted import HIDDEN, SEEN, WORDS, embargoed_while_live, fresh, plant
from tests.leaks.walk import ask


def name_of(state) -> str:
    return state.__name__


@pytest.fixture(scope="module")
def crowd(once) -> None:
    """A public story of a day that gives the newsroom a past."""
    builders.front_page()
    builders.make_category("World")
    builders.make_article(
        "Old", published_at=timezone.now() - 5 * rising.SPAN, hashtags=["Old"]
    )


@pytest.fixture
def eager(monkeypatch, crowd, db) -> None:
    """A single story makes its hashtag rise, and a single hashtag makes a list."""
    for name in ("LEAST_STORIES", "AT_LEAST", "TIMES"):
        monkeypatch.setattr(rising, name, 1)
    monkeypatch.setattr("news.shown.AT_LEAST", 1)


def beside(story) -> tuple[ArticlePage, ArticlePage]:
    """Two public stories: one shares an address and a hashtag, one picks ``story``."""
    cited = [each.url for each in story.source_references.all()]
    sharing = builders.make_article("Sharing", hashtags=["NATO"], sources=cited)
    picking = builders.make_article("Picking", publish=False)
    picking.related_picks = [RelatedPick(story=story)]
    picking.save_revision().publish()
    Listing.objects.filter(kind="front").update(count=1_000)
    return sharing, picking


def told(client, *stories) -> set[str]:
    """The planted words on the stories' pages and where hashtags rise."""
    rising.refresh_rising(timezone.now())
    places = ["/", "/hashtags/", *(story.url for story in stories)]
    return {word for at in places for word in ask(client, at).words()}


@pytest.mark.parametrize("state", HIDDEN, ids=name_of)
def test_a_hidden_story_is_nowhere_beside_others(client, eager, state):
    story = plant()
    sharing, picking = beside(story)
    # What it shares with a public story, readers know from that one.
    known = {WORDS["outlet"], WORDS["sourceaddress"]}
    state(story)
    assert told(client, sharing, picking) <= known
    for each in (sharing, picking):
        assert "Related stories" not in ask(client, each.url).body


@pytest.mark.parametrize("state", SEEN, ids=name_of)
def test_a_public_story_is_related_and_makes_its_hashtag_rise(client, eager, state):
    """The positive control."""
    story = plant()
    sharing, picking = beside(story)
    state(story)
    words = told(client, sharing, picking)
    assert {WORDS["card"], WORDS["hashtag"]} <= words
    assert "Also about #NATO" in ask(client, sharing.url).body
    assert "Picked by the editors" in ask(client, picking.url).body


def test_what_was_rising_is_hidden_at_once(client, eager):
    """No clock has been round since."""
    story = plant()
    sharing, picking = beside(story)
    fresh(story).get_latest_revision().publish()
    assert WORDS["hashtag"] in told(client, sharing, picking)
    embargoed_while_live(story)
    places = ["/", "/hashtags/", sharing.url, picking.url]
    words = {word for at in places for word in ask(client, at).words()}
    assert words <= {WORDS["outlet"], WORDS["sourceaddress"]}
