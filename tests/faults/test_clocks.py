"""Clocks that are killed, that run at the same time, and that meet a bad page.

Small with `make test`; in full with `make faults`.
"""

import random

import pytest
from processes import FULL
from verdicts import wrong

from newsroom.demo.builders import stream

SEED = 20_260_607
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


BAD = {
    "its address was taken": lambda newsroom, pk, other: {
        "slug": newsroom.ask("slug", pk=other)
    },
    "its date is no date": lambda newsroom, pk, other: {"published_at": "tomorrow-ish"},
    "its headline is gone": lambda newsroom, pk, other: {"title": ""},
}


@pytest.mark.parametrize("how", BAD if FULL else list(BAD)[:1])
def test_a_bad_page_keeps_its_schedule_and_stops_no_other(newsroom, how):
    pks = newsroom.ask("schedule", count=size(100, 5), patience=120)
    bad = random.Random(SEED).choice(pks[1:-1])
    before = newsroom.ask("amend", pk=bad, **BAD[how](newsroom, bad, pks[-1]))

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

    newsroom.ask("amend", pk=bad, **before)
    third = newsroom.manage("publish_scheduled")
    assert third.returncode == 0, third.stderr
    newsroom.ask("free_what_is_claimed")
    newsroom.finish()
    assert wrong(newsroom.ask("report")) == []
