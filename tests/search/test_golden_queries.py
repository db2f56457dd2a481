"""The graded queries are whole, and the measure that reads them is right."""

from collections import Counter
from datetime import date
from math import isclose

import pytest

from newsroom.demo.stories import STORIES
from tests.search.golden import FILE, Graded, ndcg, read

QUERIES, NEVER = read(FILE.read_text())
AT_LEAST = {
    "known-item": 50,
    "topical": 35,
    "typo": 18,
    "foreign-script": 14,
    "outlet": 12,
    "operator": 10,
    "prefix": 10,
    "hashtag": 8,
    "phrase": 8,
    "author": 6,
    "date": 6,
}


def test_every_kind_of_query_is_asked_often_enough():
    kinds = Counter(graded.kind for graded in QUERIES)

    assert kinds.keys() == AT_LEAST.keys()
    assert all(kinds[kind] >= least for kind, least in AT_LEAST.items()), kinds
    assert len({graded.query for graded in QUERIES}) == len(QUERIES)


def test_only_published_stories_have_a_grade_and_each_has_one():
    published = {story.key for story in STORIES if story.state == "published"}

    assert {slug for graded in QUERIES for slug in graded.grades} == published
    assert set(NEVER) == {story.key for story in STORIES} - published


def test_grades_are_of_three_and_a_story_that_is_meant_has_the_best():
    for graded in QUERIES:
        assert set(graded.grades.values()) <= {1, 2, 3}, graded
        if graded.known or graded.kind == "known-item":
            assert graded.grades[graded.known] == 3, graded


def test_dates_are_counted_from_the_day_of_the_newest_story():
    graded = Graded("ice after:{day:-9} before:{month:-3} x{y}", "date", {})

    assert graded.on(date(2026, 1, 7)) == "ice after:2025-12-29 before:2025-10 x{y}"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # Gains 7, 3 and 1 in the places 1, 2 and 3: 7/1 + 3/1.58496 + 1/2 = 9.39279.
        (["a", "b", "c"], 1.0),
        (["a", "b", "c", "other"], 1.0),
        # 1/1 + 3/1.58496 + 7/2 = 6.39279.
        (["c", "b", "a"], 0.680606),
        # 0 + 7/1.58496 + 3/2 + 1/2.32193 = 6.34718.
        (["other", "a", "b", "c"], 0.675750),
        (["a"], 0.745252),
        (["other"], 0.0),
        ([], 0.0),
    ],
)
def test_the_measure_by_hand(found, expected):
    grades = {"b": 2, "a": 3, "c": 1}

    assert isclose(ndcg(found, grades), expected, abs_tol=1e-5)


def test_the_measure_looks_at_ten():
    grades = dict.fromkeys("abcdefghijkl", 3)

    assert ndcg("abcdefghij", grades) == 1.0
    assert ndcg(["other"] * 10 + ["a"], grades) == 0.0
