"""Searches are counted; nothing waits for it, and little is kept."""

import threading
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from search import counting
from search.models import SearchCount


@pytest.fixture(autouse=True)
def nothing_waits():
    counting._waiting.clear()
    yield
    counting._waiting.clear()


def counted() -> dict[str, tuple[int, int]]:
    rows = SearchCount.objects.values_list("query", "searches", "stories_found")
    return {query: (searches, found) for query, searches, found in rows}


def test_a_search_asks_nothing_of_the_database():
    """It may: tests without a database fail where one is asked."""
    counting.count("gas prices", 12)
    assert len(counting._waiting) == 1


@pytest.mark.django_db
def test_searches_of_one_day_are_one_row(django_assert_num_queries):
    for found, query in enumerate(["gas prices", "Gas  Prices", "harbour"]):
        counting.count(query, found)
    with django_assert_num_queries(2):
        """How many there are today, and one statement for all."""
        assert counting.write()
    counting.count("“gas prices”", 0)
    assert counting.write()
    assert counted() == {"gas prices": (3, 0), "harbour": (1, 2)}
    assert {row.day for row in SearchCount.objects.all()} == {timezone.localdate()}
    with django_assert_num_queries(0):
        assert counting.write()


def test_only_a_day_the_words_and_numbers_are_kept():
    kept = {field.name for field in SearchCount._meta.get_fields()}
    assert kept == {"id", "day", "query", "searches", "stories_found"}


@pytest.mark.parametrize(
    "query",
    [
        *("", "  ?!", "\x00"),
        *("ada@marsh.example", "mail ada＠marsh.example now", "“ada@marsh.example”"),
        *("+33 6 12 34 56 78", "(020) 7946-0958 0", "4111111111111111"),
    ],
)
def test_what_may_be_somebodys_address_is_not_counted(query):
    counting.count(query, 0)
    assert not counting._waiting


@pytest.mark.parametrize("query", ["@nato", "during:2026-01-15", "2026 budget 1.5"])
def test_what_is_nobodys_address_is_counted(query):
    counting.count(query, 0)
    assert counting._waiting


@pytest.mark.django_db
@pytest.mark.parametrize("error", ["database is locked", "read-only transaction"])
def test_a_database_that_refuses_fails_no_search_and_loses_none(error):
    def refuse(*args):
        raise OperationalError(error)

    counting.count("gas", 1)
    with connection.execute_wrapper(refuse):
        assert not counting.write()
        counting.count("gas", 2)
    assert counting.write()
    assert counted() == {"gas": (2, 2)}


def test_no_more_waits_than_memory_is_meant_for(monkeypatch):
    monkeypatch.setattr(counting, "MOST_WAITING", 3)
    for word in ["one", "two", "three", "four", "one"]:
        counting.count(word, 0)
    searches = {query: known[0] for (_, query), known in counting._waiting.items()}
    assert searches == {"one": 2, "two": 1, "three": 1}


@pytest.mark.django_db
def test_random_words_fill_a_day_only_so_far(monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 3)
    for word in ["one", "two", "two", "two", "three", "four", "four"]:
        counting.count(word, 1)
    counting.write()
    assert counted() == {"two": (3, 1), "four": (2, 1), "one": (1, 1)}
    for word in ["five", "one"]:
        counting.count(word, 1)
    counting.write()
    assert counted() == {"two": (3, 1), "four": (2, 1), "one": (2, 1)}


@pytest.mark.django_db
def test_a_day_has_room_whatever_the_day_before_was(monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 1)
    SearchCount.objects.create(
        day=timezone.localdate() - timedelta(days=1),
        query="gas",
        searches=1,
        stories_found=1,
    )
    counting.count("oil", 0)
    counting.write()
    assert SearchCount.objects.count() == 2


@pytest.mark.django_db
def test_old_counts_and_rare_searches_are_forgotten(monkeypatch):
    monkeypatch.setattr(counting, "_forgotten_at", float("-inf"))
    today = timezone.localdate()
    for days, searches in [(0, 1), (7, 1), (8, 2), (8, 3), (90, 3), (91, 1000)]:
        SearchCount.objects.create(
            day=today - timedelta(days=days),
            query=f"{searches}, {days} days ago",
            searches=searches,
            stories_found=1,
        )
    counting.forget_old()
    assert sorted(counted()) == [
        "1, 0 days ago",
        "1, 7 days ago",
        "3, 8 days ago",
        "3, 90 days ago",
    ]


@pytest.mark.django_db
def test_the_clock_asks_once_an_hour(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(counting, "_forgotten_at", float("-inf"))
    with django_assert_num_queries(1):
        for _ in range(5):
            counting.forget_old()


def test_searches_at_once_are_all_counted():
    def search():
        for number in range(2_000):
            counting.count(f"word {number % 7}", number)

    readers = [threading.Thread(target=search) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sum(known[0] for known in counting._waiting.values()) == 8_000


@pytest.mark.django_db
def test_the_latest_search_says_what_is_found():
    today = timezone.localdate()
    for day, searches, found in [(date(2020, 1, 1), 9, 5), (today, 2, 3)]:
        SearchCount.objects.create(
            day=day, query="gas", searches=searches, stories_found=found
        )
    SearchCount.objects.create(
        day=today - timedelta(days=29), query="gas", searches=1, stories_found=0
    )
    SearchCount.objects.create(day=today, query="me", searches=2, stories_found=0)
    assert list(SearchCount.objects.frequent()) == [{"query": "gas", "times": 3}]
    assert SearchCount.objects.found_lately(["gas", "me"]) == {"gas": 3, "me": 0}
