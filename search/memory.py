"""What a process remembers for some seconds, rather than ask the database each time."""

import time
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from delivery import fleet
from delivery.generations import generations, place_of
from delivery.tags import EVERYTHING, Shown, collected_tags, tag


class _Answer(NamedTuple):
    value: object
    shown: Shown
    begun: int
    until: float

    def holds(self) -> bool:
        """Nothing that it shows was purged since, or has had its time."""
        places = [place_of(name) for name in {EVERYTHING, *self.shown.names}]
        ends = self.shown.until
        return (
            time.monotonic() <= self.until
            and generations().newest(places) <= self.begun
            and fleet.hears()
            and (ends is None or time.time() < ends.timestamp())
        )


# By function and arguments.
_remembered: dict[tuple, _Answer] = {}


def remembered_for(seconds: float) -> Callable:
    """Decorator: the answer is that of a call some seconds ago, if there was one.

    It ends earlier with a purge of what the function tagged, and with its time: a story
    is hidden from it at once. For functions of few different arguments: nothing is ever
    taken out.
    """

    def decorate(function):
        @wraps(function)
        def remembering(*arguments):
            key = function, *arguments
            answer = _remembered.get(key)
            if answer is None or not answer.holds():
                begun = generations().last
                with collected_tags() as shown:
                    value = function(*arguments)
                until = time.monotonic() + seconds
                answer = _remembered[key] = _Answer(value, shown, begun, until)
            tag(*answer.shown.names, until=answer.shown.until)
            return answer.value

        return remembering

    return decorate


def forget() -> None:
    """Remember nothing any more."""
    _remembered.clear()
