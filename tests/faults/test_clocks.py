"""Clocks that are killed, that run at the same time, and that meet a bad page.

Small with `make experiments`; in full with `make faults`.
"""

import random
from functools import partial

import pytest
from django.db import connection
from processes import FULL
from verdicts import wrong

from newsroom.demo.builders import stream

SEED = 20_260_607
SAID_OF_A_LOSS = "The database does not answer; trying again"
DEATHS = ["after the schedule is cleared", "before the log entry"]


def size(full: int, small: int) -> int:
    """How much of a thing this run is to make."""
    return full if FULL else small


def lines(found: list[str], what: str) -> list[str]:
    return [line for line in found if what in line]


def test_clocks_killed_at_random_lose_nothing_and_repeat_nothing(newsroom, recorder):
    stories, kills = size(300, 14), size(200, 8)
    newsroom.ask("schedule", count=stories, patience=300)
    done = newsroom.ask("kill_clocks", kills=kills, seed=SEED, patience=600)
    claimed = newsroom.ask("free_what_is_claimed")
    newsroom.finish()
    print(
        f"\n{stories} stories, seed {SEED}: {done}; {claimed} effects claimed by dead"
    )
    assert wrong(newsroom.ask("report"), recorder) == []
    assert done["killed"] >= kills * 0.9
    assert done["at_work"] >= kills * 0.8


def test_clocks_killed_where_it_hurts_lose_nothing(newsroom, recorder):
    pks = newsroom.ask("schedule", count=6)
    *linking, linked = pks
    for pk in linking:
        newsroom.ask("amend", pk=pk, body=stream([("related_story", linked)]))
    deaths = [*DEATHS, "after the commit", "before an effect is done"]
    done = newsroom.ask("kill_clocks", kills=4, seed=SEED, deaths=deaths)
    assert done["killed"] == done["at_work"] == 4
    assert newsroom.ask("free_what_is_claimed") == 1
    newsroom.finish()
    report = newsroom.ask("report")
    assert wrong(report, recorder) == []
    found = [report["stories"][str(pk)]["refers_to"] for pk in linking]
    assert found == [[str(linked)]] * len(linking), "references of a dead clock's story"


def test_wagtails_own_command_loses_stories_where_ours_does_not(newsroom):
    """The control: the harness sees a lost story and a missing log entry."""
    newsroom.ask("schedule", count=5)
    newsroom.ask("kill_clocks", kills=2, seed=SEED, stock=True, deaths=DEATHS)
    newsroom.ask("free_what_is_claimed")
    newsroom.finish()
    found = wrong(newsroom.ask("report"))
    assert len(lines(found, "is lost")) == 1, found
    assert len(lines(found, "has 0 logs")) == 1, found


@pytest.mark.skipif(not FULL, reason="only with NEWSCLIP_FAULTS=full")
def test_wagtails_own_command_loses_stories_at_random_moments_too(newsroom):
    newsroom.ask("schedule", count=100, patience=200)
    done = newsroom.ask("kill_clocks", kills=60, seed=SEED, stock=True, patience=300)
    newsroom.ask("free_what_is_claimed")
    newsroom.finish()
    found = wrong(newsroom.ask("report"))
    lost, unlogged = lines(found, "is lost"), lines(found, "has 0 logs")
    print(f"\nWagtail's own, 100 stories: {done}; {len(lost)} lost, {len(unlogged)}")
    print(f"without log entry, {len(found)} faults in all")
    assert lost
    assert len(found) > len(lost)


def test_four_clocks_publish_each_story_once(newsroom, recorder):
    stories = size(200, 12)
    newsroom.ask("schedule", count=stories, patience=300)
    done = newsroom.ask("race", clocks=4, patience=180)
    print(f"\n{stories} stories: {done}")
    assert wrong(newsroom.ask("report"), recorder) == []


def test_four_clocks_without_the_lock_publish_stories_again(newsroom):
    """The control: the harness sees a story that was published twice."""
    newsroom.ask("schedule", count=size(40, 4), patience=60)
    newsroom.ask("race", clocks=4, locked=False)
    found = wrong(newsroom.ask("report"))
    print(f"\nwithout the lock: {len(found)} faults")
    assert lines(found, "versions"), found
    assert lines(found, "logs"), found


def amended(newsroom, pk, **content):
    """Write ``content`` into a story's revision; returns what mends it."""
    before = newsroom.ask("amend", pk=pk, **content)
    return partial(newsroom.ask, "amend", pk=pk, **before)


def endless(newsroom, pk, other):
    newsroom.ask("make_endless", pk=pk)
    return partial(newsroom.ask, "make_ending")


# What is wrong with a story; each is given another one, and returns what mends it.
BAD = {
    "its address was taken": lambda newsroom, pk, other: amended(
        newsroom, pk, slug=newsroom.ask("slug", pk=other)
    ),
    "the database gives it up": endless,
    "its date is no date": lambda newsroom, pk, other: amended(
        newsroom, pk, published_at="tomorrow-ish"
    ),
    "its headline is gone": lambda newsroom, pk, other: amended(newsroom, pk, title=""),
}
bad_pages = pytest.mark.parametrize("how", BAD if FULL else list(BAD)[:2])


def due_one_after_the_other(newsroom) -> list[int]:
    """Stories that are all due, in this order."""
    pks = newsroom.ask("schedule", count=size(100, 5), bring=False, patience=120)
    newsroom.ask("bring_near", pks=pks, within=-60, over=30)
    return pks


@bad_pages
def test_a_bad_page_keeps_its_schedule_and_stops_no_other(newsroom, how):
    pks = due_one_after_the_other(newsroom)
    bad = random.Random(SEED).choice(pks[1:-1])
    mend = BAD[how](newsroom, bad, pks[-1])

    first = newsroom.manage("publish_scheduled")
    assert first.returncode == 1, first.stderr
    assert f"{len(pks) - 1} published" in first.stdout
    assert f"page {bad}" in first.stderr
    report = newsroom.ask("report")
    assert not report["stories"][str(bad)]["live"]
    assert report["stories"][str(bad)]["approved"] == 1
    assert sum(story["live"] for story in report["stories"].values()) == len(pks) - 1
    assert list(report["problems"]) == [str(bad)]
    assert report["problems"][str(bad)]["reason"]
    print(f"\n{how}: {report['problems']}")

    second = newsroom.manage("publish_scheduled")
    assert second.returncode == 1, second.stderr
    assert newsroom.ask("report")["problems"][str(bad)]["tries"] == 2

    mend()
    third = newsroom.manage("publish_scheduled")
    assert third.returncode == 0, third.stderr
    newsroom.ask("free_what_is_claimed")
    newsroom.finish()
    assert wrong(newsroom.ask("report")) == []


@bad_pages
def test_a_bad_page_stops_wagtails_own_command(newsroom, how):
    """The control: the same stories, and all that are due after the bad one wait."""
    pks = due_one_after_the_other(newsroom)
    place = random.Random(SEED).randrange(1, len(pks) - 1)
    BAD[how](newsroom, pks[place], pks[-1])
    newsroom.ask("run_wagtails_own", patience=120)
    report = newsroom.ask("report")
    assert [pk for pk in pks if report["stories"][str(pk)]["live"]] == pks[:place]
    assert report["problems"] == {}
    print(f"\n{how}: {len(pks) - place} of {len(pks)} stories wait, and nobody is told")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server")
def test_clocks_whose_connections_are_lost_go_on(newsroom, recorder):
    """Both processes of the clock, at rest and in the midst of publishing."""
    newsroom.ask("schedule", count=6)
    with newsroom.clock():
        newsroom.wait_until_finished()
        newsroom.ask("cut_connections")
        newsroom.wait_until(lambda: SAID_OF_A_LOSS in newsroom.said_by_processes())
        pks = newsroom.ask("schedule", count=8, bring=False)
        newsroom.ask("bring_near", pks=pks, within=2)
        newsroom.ask("cut_connections", at_work=2)
        newsroom.wait_until_finished()
    assert wrong(newsroom.ask("report"), recorder) == []
