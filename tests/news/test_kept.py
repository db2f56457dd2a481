"""What a story's page says itself is drawn again when the story changes, no sooner."""

import re

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from delivery.purge import purge
from delivery.tags import listing_tag, story_tag
from news.models import ArticlePage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(home, remembering) -> ArticlePage:
    world = builders.make_category("World")
    return builders.make_article(
        "Harbour vote",
        category=world,
        body=[
            ("paragraph", "<p>The board met.</p>"),
            (
                "related_story",
                builders.make_article("Ferry returns", category=world).pk,
            ),
        ],
        hashtags=["Ports"],
        sources=["https://paper.example/report"],
    )


def ask(story):
    return Client().get(story.url)


def drawn(response) -> set[str]:
    """The templates of which something was drawn for it."""
    return {template.name for template in response.templates}


BODY, DATA = "blocks/body.html", "components/previews.html"


def test_it_is_drawn_once_and_the_page_is_the_same(story):
    first, second = ask(story), ask(story)
    assert {BODY, DATA} <= drawn(first)
    assert not {BODY, DATA} & drawn(second)
    assert first.content == second.content
    assert first["Cache-Tag"] == second["Cache-Tag"]
    assert first["Cache-Control"] == second["Cache-Control"]


def test_another_story_of_the_category_changes_what_stands_beside_it(story):
    ask(story)
    builders.make_article("Pilots strike", category=story.category)
    purge([listing_tag("category", story.category_id)])
    page = ask(story)
    assert "Pilots strike" in page.text
    assert BODY not in drawn(page)


def change(story, **values) -> None:
    ArticlePage.objects.filter(pk=story.pk).update(**values)


def test_a_change_of_the_story_draws_it_again(story):
    ask(story)
    change(story, title="Harbour vote put off")
    purge([story_tag(story.pk)])
    page = ask(story).text
    assert "Harbour vote put off" in page
    assert not re.search("Harbour vote(?! put off)", page)


def test_a_change_of_its_source_draws_it_again(story):
    before = ask(story)
    source = story.source_references.get().source
    type(source).objects.update(link_state="dead")
    purge([source.tag])
    after = ask(story)
    assert BODY in drawn(after)
    assert after.content != before.content


def test_a_story_that_it_names_draws_it_again_when_it_is_hidden_and_comes_back(story):
    named = ArticlePage.objects.get(title="Ferry returns")
    for live in (True, False, True):
        change(named, live=live)
        purge([story_tag(named.pk)])
        assert ("Ferry returns" in ask(story).text) is live


def test_nothing_is_kept_of_a_story_behind_a_wall(story):
    wall = {"restriction_type": "password", "password": "open"}
    PageViewRestriction.objects.create(page=story, **wall)
    reader = Client()
    asked = reader.get(story.url)
    form = {"password": "open", "return_url": story.url}
    reader.post(asked.context_data["action_url"], form)
    for _ in range(2):
        page = reader.get(story.url)
        assert "The board met." in page.text
        assert BODY in drawn(page)
    assert "The board met." not in ask(story).text


def test_a_preview_shows_what_is_being_written(story, admin_client):
    ask(story)
    story.title = "Harbour vote, unpublished"
    story.save_revision()
    preview = story.make_preview_request()
    assert "Harbour vote, unpublished" in preview.rendered_content
    assert "Harbour vote, unpublished" not in ask(story).text
