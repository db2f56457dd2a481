"""What a facet shows of some rows."""

from search.facets import counted
from search.indexes.lookup import Row
from search.names import CATEGORY, HASHTAG, YEAR


def rows(*facets: str) -> list[Row]:
    return [Row(number, -number, "", each) for number, each in enumerate(facets)]


def test_the_most_frequent_come_first_then_those_of_the_first_row():
    found = counted(rows("c1 h5 y2026", "c2 h4 h5 y2026", "c2 h3"))
    assert found[CATEGORY] == [("2", 2), ("1", 1)]
    assert found[HASHTAG] == [("5", 2), ("4", 1), ("3", 1)]


def test_as_many_as_are_shown_are_kept():
    found = counted(rows(*(f"h{number}" for number in range(30))))
    assert len(found[HASHTAG]) == 10


def test_the_newest_years_are_shown_however_few_stories_they_have():
    years = [f"y{year}" for year in range(2014, 2027) for _ in range(2)]
    found = counted(rows(*years, "y2027"))
    assert [year for year, _ in found[YEAR]] == [
        str(year) for year in range(2027, 2015, -1)
    ]
