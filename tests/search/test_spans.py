"""Where very many stories match, the newest months are looked through first."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from news.models import Listing, ListingKind
from search.documents import place_of
from search.expression import All, Any, Filed, Term
from search.indexes.lookup import Lookup
from search.indexes.months import EXPECTED, LONGER, months_for
from search.memory import forget

pytestmark = pytest.mark.django_db

MONTHS = [
    f"{year}-{month:02}"
    for year in range(2019, 2027)
    for month in range(1, 13)
    if "2019-04" <= f"{year}-{month:02}" <= "2026-11" and (year, month) != (2024, 1)
]
MONTHS_OF_2025 = [month for month in MONTHS if month.startswith("2025")]
STORIES = 1_000 * len(MONTHS)


@pytest.fixture(autouse=True)
def months(db):
    Listing.objects.bulk_create(
        Listing(kind=ListingKind.MONTH, key=key, count=1_000) for key in MONTHS
    )


def spans(part, limit=200, **places) -> list[list[str]]:
    """The terms of each span, in which nothing is found."""
    asked = Lookup(Term("gas"), **places)
    months, found = months_for(asked), []
    while months.left or not months.bounded:
        dates, _ = months.take(part, limit)
        found.append([str(date) for date in dates])
        part /= LONGER
    return found


def months_of(term: str) -> list[str]:
    kind, key = term.split(":")
    return [key] if kind == "m" else [month for month in MONTHS if month[:4] == key]


@pytest.mark.parametrize("limit", [1, 200, 1000])
@pytest.mark.parametrize("part", [0.007, 0.02, 0.1, 0.4])
def test_every_month_is_in_one_span_the_newest_in_the_first(part, limit):
    found = spans(part, limit)
    if found == [[]]:
        assert 2 * EXPECTED * limit / part > STORIES
        return
    months = [{m for term in span for m in months_of(term)} for span in found]
    assert sum(map(len, months)) == len(MONTHS)
    assert set.union(*months) == set(MONTHS)
    for newer, older in pairwise(months):
        assert min(newer) > max(older)


def test_whole_years_are_one_term_each():
    assert spans(0.1)[0] == ["m:2026-11", "m:2026-10", "m:2026-09"]
    assert spans(0.009) == [
        ["y:2024", "y:2025", "y:2026"],
        ["y:2019", "y:2020", "y:2021", "y:2022", "y:2023"],
    ]


def test_what_few_stories_have_is_looked_up_at_once():
    assert spans(499 / STORIES, limit=1) == [[]]
    assert spans(501 / STORIES, limit=1) != [[]]


def test_months_outside_the_days_asked_for_are_not_looked_through():
    first = place_of(datetime(2025, 3, 20, tzinfo=UTC), 0)
    last = place_of(datetime(2025, 5, 2, tzinfo=UTC), 0)
    within = ["m:2025-05", "m:2025-04", "m:2025-03"]
    assert spans(0.4, limit=1000, first=first, last=last) == [within]
    assert spans(0.4, limit=1, last=last)[0] == within[:2]


def test_of_a_year_asked_for_its_months_alone_are_looked_through():
    in_2025 = All((Term("gas"), All((Filed("y", "2025"),))))
    assert months_for(Lookup(in_2025)).left == dict.fromkeys(
        reversed(MONTHS_OF_2025), 1000
    )


def test_a_year_that_some_of_them_have_bounds_nothing():
    either = Any((Term("gas"), Filed("y", "2025")))
    assert list(months_for(Lookup(either)).left) == MONTHS[::-1]


def test_in_a_small_newsroom_all_is_looked_up_at_once():
    Listing.objects.all().delete()
    forget()
    assert spans(0.4) == [[]]
