"""Cards: what a list shows of a story is loaded and drawn once, until it is another."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from delivery.purge import purge
from delivery.tags import collected_tags
from home.models import Slot
from news import cards as loaded
from news.cards import cards_of
from news.models import ArticlePage
from news.templatetags import cards
from news.templatetags.cards import card
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

OPTIONS = [
    {},
    {"shape": "lead", "level": 2},
    {"shape": "line", "timed": True, "unlabelled": True},
    {"shape": "text", "level": 2},
]


@pytest.fixture
def story(home):
    story = builders.make_article(
        "Harbour vote",
        category=builders.make_category("World"),
        hero_image=builders.make_picture("Pier"),
        sources=["https://paper.example/report"],
        standfirst="The board met.",
        kicker="Ports",
    )
    return ArticlePage.objects.published().for_cards().get(pk=story.pk)


@pytest.fixture
def remembered(story, remembering) -> ArticlePage:
    """The story as lists are given it."""
    return listed(story)


def listed(*stories) -> ArticlePage:
    (found,) = cards_of([story.pk for story in stories], timezone.now())
    return found


def from_the_template(story, **options) -> str:
    named = " ".join(f"{name}={name}" for name in options)
    source = '{% include "components/card.html" with story=story ' + named + " %}"
    return Template(source).render(Context({"story": story, "level": 3, **options}))


# Drawing ---------------------------------------------------------------------------


@pytest.mark.parametrize("options", OPTIONS)
def test_it_is_what_the_template_draws(remembered, options):
    drawn = from_the_template(remembered, **options)
    assert drawn.strip()
    for _ in range(2):
        assert card(remembered, **options) == drawn


def test_it_is_drawn_once_and_tags_each_page(remembered, monkeypatch):
    with collected_tags() as first:
        drawn = card(remembered)
    monkeypatch.setattr(cards, "get_template", None)
    with collected_tags() as second:
        assert card(remembered) == drawn
    assert first.names == second.names == {f"picture-{remembered.hero_image.pk}"}
    assert first.until == second.until is not None


def test_the_day_draws_it_anew(remembered, monkeypatch):
    before = card(remembered)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert card(remembered) != before
    assert len(remembered.drawn) == 1


def test_a_story_that_is_not_remembered_is_drawn_each_time(story):
    assert "Harbour vote" in card(story)
    story.card_headline = "Board votes"
    assert "Board votes" in card(story)


# Loading ---------------------------------------------------------------------------


def test_it_is_loaded_once(remembered, django_assert_num_queries):
    Site.get_site_root_paths()
    with django_assert_num_queries(0):
        assert listed(remembered) is remembered
        assert remembered.category.title == "World"
        assert remembered.url == "/world/harbour-vote/"


@pytest.mark.parametrize("changed", ["story-{story}", "picture-{picture}", "site"])
def test_it_is_loaded_again_after_a_purge_of_what_it_shows(remembered, changed):
    ArticlePage.objects.filter(pk=remembered.pk).update(title="Harbour vote put off")
    purge(["story-0", "picture-0", "front"])
    assert listed(remembered) is remembered
    names = {"story": remembered.pk, "picture": remembered.hero_image_id}
    purge([changed.format(**names)])
    assert "Harbour vote put off" in card(listed(remembered))


def test_only_what_is_not_remembered_is_loaded_and_in_the_order_asked_for(
    remembered, django_assert_num_queries
):
    later = builders.make_article("Ferry returns", category=remembered.category)
    with django_assert_num_queries(1) as captured:
        found = cards_of([later.pk, remembered.pk], timezone.now())
    assert [story.title for story in found] == ["Ferry returns", "Harbour vote"]
    (asked,) = captured.captured_queries
    assert str(later.pk) in asked["sql"]
    assert f"IN ({remembered.pk}" not in asked["sql"]


def test_what_did_not_go_through_the_door_is_left_out(story, remembering):
    draft = builders.make_article("A draft", publish=False)
    assert cards_of([draft.pk, story.pk, 0], timezone.now()) == [story]


def test_nothing_is_remembered_of_what_may_yet_be_undone(story):
    assert listed(story) is not listed(story)


def test_the_latest_are_remembered(remembered, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(loaded._remembered._memory, "_most", 2)
    others = [
        builders.make_article(f"Story {n}", category=remembered.category)
        for n in range(2)
    ]
    cards_of([story.pk for story in others], timezone.now())
    with django_assert_num_queries(0):
        cards_of([story.pk for story in others], timezone.now())
    assert listed(remembered) is not remembered


def test_a_slot_shows_a_story_differently_on_the_front_alone(remembered):
    home = remembered.get_parent().get_parent().specific
    picture = builders.make_picture("Mole")
    for _ in range(2):
        Slot.objects.all().delete()
        words = {"headline": "The board votes", "image": picture, "pinned": True}
        Slot.objects.create(page=home, story_id=remembered.pk, **words)
        front, section = (Client().get(at).text for at in ("/", "/world/"))
        assert "The board votes" in front
        assert "Harbour vote" not in front
        assert "The board votes" not in section
        assert "Harbour vote" in section
