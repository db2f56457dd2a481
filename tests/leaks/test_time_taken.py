"""How long an answer takes says no more than what it says.

The story's own addresses and those of what never was are asked in turn, so that a busy
machine slows both; what is compared are the medians, and how often the database is
asked.
"""

from statistics import median
from time import perf_counter, sleep

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.leaks.planted import draft, embargoed_while_live
from tests.leaks.rows import BY_NAME
from tests.leaks.tally import FULL
from tests.leaks.walk import ask, never_was

TIMES = 200 if FULL else 20
# Of the medians; and what a difference has to be in ms to be told over a network.
AT_MOST, LEAST = 1.5, 1.5
# Queries of the database, more or less.
MORE = 2
STATES = {"draft": draft, "embargoed while live": embargoed_while_live}


def seconds(client, address: str) -> float:
    began = perf_counter()
    client.get(address)
    return perf_counter() - began


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def compared(client, address: str, other: str, times: int) -> tuple[float, float]:
    """The medians in ms of both, asked in turn, each first as often as second."""
    pairs = {address: [], other: []}
    for number in range(times):
        for at in (address, other) if number % 2 else (other, address):
            pairs[at].append(1000 * seconds(client, at))
    return median(pairs[address]), median(pairs[other])


def are_apart(here: float, there: float) -> bool:
    return abs(here - there) > LEAST and not 1 / AT_MOST < here / there < AT_MOST


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_story_takes_as_long_as_what_never_was(newsroom, cells, say, state):
    story = BY_NAME["draft"].plant()
    at = story.get_url_parts()[2]
    STATES[state](story)
    client = Client()
    asked = [at, f"{at}embed/", f"{at}history/", f"/oembed?url=http://localhost{at}"]
    for address in asked:
        other = never_was("story", address)
        ask(client, address), ask(client, other)
        here, there = compared(client, address, other, TIMES)
        more = queries(client, address) - queries(client, other)
        say(
            f"{state}: {address.split('?')[0]}: {here:.2f} ms, what never was "
            f"{there:.2f} ms, {more:+d} queries, medians of {TIMES}"
        )
        found = [
            *([f"{address}: {here:.2f}, not {there:.2f} ms"] * are_apart(here, there)),
            *([f"{address}: {more:+d} queries"] * (abs(more) > MORE)),
        ]
        cells.cell("time taken", state, 2 * TIMES, found)
    assert cells.leaks == []


def test_a_guard_that_takes_its_time_is_found(newsroom, cells, monkeypatch):
    """The control: one that works twice as long again before it refuses."""
    story = BY_NAME["draft"].plant()
    at = story.get_url_parts()[2]
    embargoed_while_live(story)
    other = never_was("story", at)
    client = Client()
    ask(client, at), ask(client, other)
    _, there = compared(client, at, other, 4)

    def refuse(page, now) -> bool:
        sleep(2 * there / 1000)
        return False

    monkeypatch.setattr("news.models.timing.in_its_time", refuse)
    assert are_apart(*compared(client, at, other, 20))
    cells.control("time taken", "red")
