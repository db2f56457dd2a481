"""Searches at the edges: old days, hidden names, other scripts, very many words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import ArticlePage
from newsroom.demo import builders
from search.suggestions import suggest
from tests.search.test_results import found, search, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["moon", "moon before:1970", "moon during:1969-07"])
def test_what_was_published_before_1970_is_found(typed):
    at = datetime(1969, 7, 21, tzinfo=UTC)
    builders.make_article("Moon landing", published_at=at, first_published_at=at)

    assert found(typed) == ["Moon landing"]


def test_a_name_that_only_drafts_have_hides_no_other():
    write("By Ada", authors=[builders.make_author("Ada Smith")])
    write("Draft", authors=[builders.make_author("Smith")], publish=False)

    assert found("author:smith") == ["By Ada"]


def test_names_that_only_drafts_have_leave_room_for_others():
    for number in range(8):
        builders.make_author(f"Zed {number}")
    write("By Zoe", authors=[builders.make_author("Zoe Zed")])

    assert [each.label for each in suggest("zed")] == ["Zoe Zed"]


def test_a_word_of_a_hidden_story_does_not_change_how_two_words_are_read():
    write("A sixth quart")
    said = search("sixt quars").notices
    story = write("Sixtquars gone")
    tomorrow = timezone.now() + timedelta(days=1)
    for rows in (ArticlePage.objects.filter(pk=story.pk), story.listing_rows.all()):
        rows.update(embargo_until=tomorrow)

    assert said == ["Nothing for “quars”. Showing “quart”."]
    assert search("sixt quars").notices == said


def test_a_passage_goes_on_with_a_line_of_another_script():
    builders.make_article(
        "Plan U",
        body=[("paragraph", "<p>U.S. said.</p>"), ("paragraph", "<p>Москва</p>")],
    )

    (only,) = search("u").stories

    assert only.excerpt == "<mark>U</mark>.S. said. … Москва"


def test_many_unknown_words_are_not_all_guessed():
    write("Ferries and harbours")
    typed = " ".join(["harbuor", *(f"ferri{chr(97 + n)}q" for n in range(20))])

    with CaptureQueriesContext(connection) as asked:
        search(typed)

    assert len(asked) < 80


def test_a_letter_with_very_many_marks_keeps_no_story_out():
    write("Marks", "ก" + "\u0e31" * 90 + "ข here")

    assert found("here") == ["Marks"]
