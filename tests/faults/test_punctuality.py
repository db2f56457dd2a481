"""How long after its moment a story is out. Small; in full with `make faults`."""

import math
import time

from processes import FULL

# How soon the moments begin: moving a thousand of them takes some seconds.
SOON = 20 if FULL else 1.5


def percentile(values: list[float], part: float) -> float:
    """The smallest of ``values`` that ``part`` of them do not exceed."""
    return sorted(values)[math.ceil(part * len(values)) - 1]


def lateness(newsroom, due: dict, patience: float) -> list[float]:
    """Seconds from each story's moment until another connection saw it live."""
    pks = [int(pk) for pk in due]
    seen = newsroom.ask("watch", pks=pks, timeout=patience, patience=patience + 10)
    written = newsroom.ask("written")
    print(f"\n{len(seen)} of {len(due)} stories are out, seconds late: ", end="")
    found = [seen[pk] - due[pk] for pk in seen]
    for part in (0.5, 0.99, 1):
        print(f"p{100 * part:.0f} {percentile(found, part):.2f}", end=" ")
    assert len(seen) == len(due), newsroom.said_by_processes()
    assert min(written[pk] - due[pk] for pk in due) >= 0, "published early"
    return found


def test_stories_are_out_within_five_seconds_of_their_moment(newsroom):
    count, over = (1000, 60) if FULL else (30, 5)
    pks = newsroom.ask("schedule", count=count, bring=False, patience=600)
    with newsroom.clock():
        due = newsroom.ask("bring_near", pks=pks, within=SOON, over=over)
        assert time.time() < min(due.values()), "the moments came too soon to measure"
        late = lateness(newsroom, due, patience=over + SOON + 120)
    assert percentile(late, 0.99) <= 5


def test_a_late_clock_is_seen(newsroom):
    """The control: the measurement sees a clock that started three seconds late."""
    pks = newsroom.ask("schedule", count=4, bring=False)
    due = newsroom.ask("bring_near", pks=pks, within=0.2, over=0.2)
    time.sleep(max(0, min(due.values()) + 2.3 - time.time()))
    with newsroom.clock():
        late = lateness(newsroom, due, patience=60)
    assert percentile(late, 0.99) > 2
