"""A change in any column of any row of a story's history is found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage, StoryVersion
from news.verification import Head, faults_of_all, head_now
from news.withholding import withhold
from newsroom.demo import builders
from tests.news.test_history_seals import rows
from tests.news.test_versions import edit

COLUMNS = {
    "story_id": 10**6,
    "number": 99,
    "at": timezone.now() - timedelta(days=9),
    "who": "somebody else",
    "change": "update",
    "note": "nothing to see",
    "content": {"version": 3, "title": "Never said"},
    "correction_pks": [7],
    "readable_from": timezone.now() + timedelta(days=9),
    "content_hash": "0" * 64,
    "chain_hash": "0" * 64,
    "withheld_at": timezone.now(),
    "withheld_for": "other",
}


def test_the_columns_below_are_all_there_are():
    fields = {field.attname for field in StoryVersion._meta.concrete_fields}
    assert fields - {"id"} == COLUMNS.keys()


@pytest.fixture(scope="module")
def chained(once) -> tuple[int, Head]:
    """A story in whose chain a row was destroyed and a later one says so; its head."""
    builders.front_page()
    story = builders.make_article("First headline")
    for headline in ("Second headline", "Third headline"):
        story = edit(story, title=headline)
    edit(builders.make_article("Other", slug="other"), title="Other again")
    withhold(rows(story, 2).get(), "court", "", None)
    edit(ArticlePage.objects.get(pk=story.pk), title="Fourth headline")
    kept = head_now()
    assert list(faults_of_all([kept])) == []
    return story.pk, kept


@pytest.fixture
def story(db, chained) -> ArticlePage:
    return ArticlePage.objects.get(pk=chained[0])


@pytest.fixture
def head(chained) -> Head:
    return chained[1]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(
    "number", [1, 2, 4, 5], ids=["first", "destroyed", "withholding", "last"]
)
def test_a_change_in_any_column_of_any_row_is_found(story, head, column, number):
    rows(story, number).update(**{column: COLUMNS[column]})
    assert list(faults_of_all([head]))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_row_that_is_gone_is_found(story, head, number):
    rows(story, number).delete()
    assert list(faults_of_all([head]))


@pytest.mark.parametrize(("one", "two"), [(1, 2), (1, 3), (3, 4), (4, 5), (1, 5)])
def test_two_rows_that_changed_places_are_found(story, head, one, two):
    for now, then in ((one, 9), (two, one), (9, two)):
        rows(story, now).update(number=then)
    assert list(faults_of_all([head]))
