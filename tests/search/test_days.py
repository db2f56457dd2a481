"""The periods that readers ask for, as the first and the last day that count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import Query, parse

TODAY = date(2026, 2, 1)


def read(text: str) -> Query:
    return parse(text, TODAY)


def days(text: str) -> tuple[str | None, str | None]:
    query = read(text)
    assert query.ignored == ()
    return query.after and str(query.after), query.before and str(query.before)


PERIODS = {
    "before:2026-02-01": (None, "2026-01-31"),
    "before:2026-01": (None, "2025-12-31"),
    "before:2026": (None, "2025-12-31"),
    "after:2026-01-31": ("2026-02-01", None),
    "after:2026-01": ("2026-02-01", None),
    "after:2026": ("2027-01-01", None),
    "during:2026-01-15": ("2026-01-15", "2026-01-15"),
    "during:2024-02": ("2024-02-01", "2024-02-29"),
    "during:2026": ("2026-01-01", "2026-12-31"),
    "during:9999": ("9999-01-01", None),
    "DURING:2026": ("2026-01-01", "2026-12-31"),
    'during:"2026"': ("2026-01-01", "2026-12-31"),
    "ｄｕｒｉｎｇ：２０２６－０１": ("2026-01-01", "2026-01-31"),
    "before:2026 before:2025 before:2027": (None, "2024-12-31"),
    "after:2024 after:2025-06 before:2026": ("2025-07-01", "2025-12-31"),
    "during:2025 after:2025-11": ("2025-12-01", "2025-12-31"),
}


@pytest.mark.parametrize("text", PERIODS)
def test_period_is_read_as_first_and_last_day(text):
    assert days(text) == PERIODS[text]


def test_earlier_of_two_periods_without_a_common_day_is_ignored():
    query = read("after:2026 before:2025 before:2024")
    assert (query.after, query.before) == (None, date(2023, 12, 31))
    assert query.ignored == (
        "We ignored after:2026: no day is in both it and before:2025.",
    )
    query = read("before:2026-02 after:2026-01")
    assert (query.after, query.before) == (date(2026, 2, 1), None)
    assert query.ignored == (
        "We ignored before:2026-02: no day is in both it and after:2026-01.",
    )


@pytest.mark.parametrize(
    "text",
    ["after:2025-12-31", "before:2026-02-01", "during:2026", "during:2026-02-03"],
)
def test_period_is_written_as_it_was_typed(text):
    assert read(text).without(None) == text


@given(days=st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_any_period_can_be_written(days):
    query = Query("", (), *days, ())
    if date.min < days[0] and days[1] < date.max:
        again = read(query.without(None))
        assert [again.after, again.before] == days
