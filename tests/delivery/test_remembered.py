"""What is asked once, until something that it shows changes."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from delivery import fleet
from delivery.generations import generations
from delivery.purge import purge
from delivery.remembered import Remembered, RememberedEach, RememberedParts
from delivery.tags import collected_tags, tag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked() -> list:
    return []


@pytest.fixture
def rising(asked):
    @Remembered
    def rising(*names):
        asked.append(names)
        tag("rising", *names)
        return len(asked)

    return rising


def test_it_is_asked_once_and_tags_whoever_gets_it(rising):
    assert rising() == rising() == 1
    with collected_tags() as shown:
        rising()
    assert shown.names == {"rising"}


def test_it_is_asked_again_after_a_purge_of_what_it_shows(rising):
    rising()
    purge(["front"])
    assert rising() == 1
    purge(["rising"])
    assert rising() == 2
    purge(["site"])
    assert rising() == 3


def test_each_argument_has_a_value_of_its_own(rising):
    assert (rising("a"), rising("b"), rising("a")) == (1, 2, 1)
    purge(["b"])
    assert (rising("a"), rising("b")) == (1, 3)


def test_it_ends_with_its_time():
    asked = []

    @Remembered
    def banner():
        asked.append(1)
        tag(until=timezone.now() + timedelta(seconds=0.2 if len(asked) == 1 else 60))

    banner()
    banner()
    assert len(asked) == 1
    with collected_tags() as shown:
        banner()
    assert shown.until > timezone.now()
    while timezone.now() < shown.until:
        pass
    banner()
    banner()
    assert len(asked) == 2


def test_nothing_is_kept_of_what_may_yet_be_undone(rising):
    with transaction.atomic():
        assert (rising(), rising()) == (1, 2)
    assert rising() == 3


def test_a_purge_meanwhile_counts(asked):
    @Remembered
    def late():
        asked.append(1)
        tag("front")
        if len(asked) == 1:
            purge(["front"])
        return len(asked)

    assert (late(), late(), late()) == (1, 2, 2)


def test_what_a_page_asks_is_as_old_as_the_page(asked):
    """A replica may not have what was purged since it was begun."""

    @Remembered
    def front():
        asked.append("front")
        tag("front")

    each = RememberedEach(
        lambda keys: (asked.append("card"), [(key, key, ["front"]) for key in keys])[1],
        most=10,
    )
    with page():
        purge(["front"])
        front()
        each(["a"])
    front()
    each(["a"])
    assert asked == ["front", "card"] * 2


def test_nothing_is_believed_while_other_machines_are_silent(rising, monkeypatch):
    rising()
    monkeypatch.setattr(fleet, "hears", lambda: False)
    assert rising() == 2


# Several at a time -----------------------------------------------------------------


@pytest.fixture
def names(asked) -> RememberedEach:
    def load(keys, *arguments):
        asked.append((*sorted(keys), *arguments))
        for key in keys:
            if key != "nobody":
                yield key, f"{key} {len(asked)}", [f"name-{key}"]

    return RememberedEach(load, most=3)


def test_only_those_are_loaded_that_are_not_remembered(names, asked):
    assert names(["a", "b"]) == {"a": "a 1", "b": "b 1"}
    assert names(["c", "a"]) == {"c": "c 2", "a": "a 1"}
    assert names(["a", "b", "c"], "argument") == {"a": "a 1", "b": "b 1", "c": "c 2"}
    assert names(["nobody"]) == {}
    assert asked == [("a", "b"), ("c",), ("nobody",)]


@pytest.mark.parametrize(("purged", "again"), [("name-a", "a 2"), ("site", "a 2")])
def test_each_is_loaded_again_after_a_purge_of_its_own(names, purged, again):
    names(["a"])
    purge(["name-b"])
    assert names(["a"]) == {"a": "a 1"}
    purge([purged])
    assert names(["a"]) == {"a": again}


def test_what_was_purged_while_it_was_loaded_is_not_kept():
    def load(keys):
        purge([f"name-{key}" for key in keys])
        return ((key, object(), [f"name-{key}"]) for key in keys)

    names = RememberedEach(load, most=3)
    assert names(["a"]) != names(["a"])


def test_so_many_are_kept_and_no_more(names):
    names(["a", "b", "c"])
    names(["d"])
    assert names(["b", "c", "d"]) == {"b": "b 1", "c": "c 1", "d": "d 2"}
    assert names(["a"]) == {"a": "a 3"}


def test_threads_do_not_trip_over_each_other(names):
    """What is dropped is looked for while another thread adds to it."""
    was = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    names = RememberedEach(lambda keys: [(key, key, []) for key in keys], most=3)
    try:
        with ThreadPoolExecutor(4) as threads:
            asked = [[number, number + 1] for number in range(4_000)]
            for keys, found in zip(asked, threads.map(names, asked), strict=True):
                assert found.keys() == {*keys}
    finally:
        sys.setswitchinterval(was)


def test_none_is_kept_inside_a_transaction(names):
    with transaction.atomic():
        names(["a"])
    assert names(["a"]) == {"a": "a 2"}


def test_none_is_trusted_while_other_machines_are_not_heard(names, monkeypatch):
    names(["a"])
    monkeypatch.setattr(fleet, "hears", lambda: False)
    assert names(["a"]) == {"a": "a 2"}


# Parts of pages --------------------------------------------------------------------


@pytest.fixture
def part(asked):
    parts = RememberedParts(most=2)

    def make() -> str:
        asked.append(1)
        tag("story-1", until=LATER)
        return f"part {len(asked)}"

    return lambda key="story": parts((key, 1), make)


LATER = timezone.now() + timedelta(days=1)


@contextmanager
def page():
    with collected_tags(begun=generations().last) as shown:
        yield shown


def test_a_part_is_made_once_and_tags_each_page(part):
    with page() as first:
        assert part() == "part 1"
    with page() as second:
        assert part() == "part 1"
    assert first.names == second.names == {"story-1"}
    assert first.until == second.until == LATER


def test_a_part_is_made_again_after_a_purge_of_what_it_shows(part):
    with page():
        part()
    purge(["front"])
    with page():
        assert part() == "part 1"
    purge(["story-1"])
    with page():
        assert part() == "part 2"


def test_a_part_of_a_page_that_was_begun_before_a_purge_is_not_kept(part):
    with page():
        purge(["story-1"])
        part()
    with page():
        assert part() == "part 2"


def test_a_part_inside_a_part_was_begun_with_the_page(part):
    with page(), collected_tags():
        purge(["story-1"])
        part()
    with page():
        assert part() == "part 2"


def test_a_part_is_always_made_where_no_page_is(part):
    assert (part(), part()) == ("part 1", "part 2")
    with collected_tags():
        assert (part(), part()) == ("part 3", "part 4")


def test_the_latest_parts_are_kept(part):
    with page():
        assert [part("a"), part("b"), part("c"), part("a")] == [
            "part 1",
            "part 2",
            "part 3",
            "part 4",
        ]


def test_all_end_after_a_minute(rising, names, part, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with page():
        before = (rising(), names(["a"]), part())
        now += 59
        assert (rising(), names(["a"]), part()) == before
        now += 2
        again = (rising(), names(["a"]), part())
    assert not {*map(str, before)} & {*map(str, again)}
