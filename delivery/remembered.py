"""What a process asked the database for once, until something that it shows changes.

As a kept page does, it ends with a purge of what it was tagged with, with its time, and
by itself; and as a page, it may be read from a replica.
"""

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import update_wrapper
from threading import Lock

from django.db import connection

from delivery import fleet
from delivery.generations import Generations, generations, place_of
from delivery.tags import EVERYTHING, Shown, collected_tags, page_being_made, tag

# Seconds: by then a purge that never came is made good.
LASTS = 60


@dataclass(frozen=True)
class _Kept:
    value: object
    shown: Shown
    node: str
    begun: int
    places: list[int]
    ends: float

    @classmethod
    def since(cls, here: Generations, begun: int, value: object, shown: Shown):
        places = [place_of(name) for name in {EVERYTHING, *shown.names}]
        ends = time.monotonic() + LASTS
        return cls(value, shown, here.node, begun, places, ends)

    def holds(self, here: Generations) -> bool:
        until = self.shown.until
        return (
            self.node == here.node
            and here.newest(self.places) <= self.begun
            and time.monotonic() < self.ends
            and (until is None or time.time() < until.timestamp())
        )


def is_off() -> bool:
    """Whether nothing is remembered here: in a transaction, which may yet be undone."""
    return connection.in_atomic_block


def _begun(here: Generations) -> int:
    """The number that a purge of what is loaded now is to be higher than.

    That of the page for which it is: a replica may not have what was purged since.
    """
    page = page_being_made()
    return here.last if page is None or page.begun is None else page.begun


class Remembered:
    """A function, called again only when its value for these arguments may be another.

    There are to be few of them. What it tags is tagged by each who gets the value,
    which all share: nobody may change it. Where ``is_off`` it is always called.
    """

    def __init__(self, make: Callable):
        self._make = make
        self._kept: dict[tuple, _Kept] = {}
        update_wrapper(self, make)

    def __call__(self, *arguments):
        """Its value, as if it was called now."""
        if is_off():
            return self._make(*arguments)
        here, kept = generations(), self._kept.get(arguments)
        if kept is None or not (kept.holds(here) and fleet.hears()):
            begun = _begun(here)
            with collected_tags() as shown:
                value = self._make(*arguments)
            kept = self._kept[arguments] = _Kept.since(here, begun, value, shown)
        tag(*kept.shown.names, until=kept.shown.until)
        return kept.value


class _Memory:
    """Values by their keys, ``most`` of them, the latest."""

    def __init__(self, most: int):
        self._most = most
        self._kept: dict[object, _Kept] = {}
        self._keeping = Lock()

    def find(self, keys: Iterable, here: Generations) -> dict[object, _Kept]:
        """Those that hold."""
        if not fleet.hears():
            return {}
        found = ((key, self._kept.get(key)) for key in keys)
        return {key: kept for key, kept in found if kept and kept.holds(here)}

    def keep(self, key, kept: _Kept) -> None:
        with self._keeping:
            self._kept.pop(key, None)
            self._kept[key] = kept
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)))


class RememberedEach:
    """What ``load`` found for each of several keys: called for those that may be new.

    ``load(keys, *arguments)`` yields ``(key, value, tags)``, of those keys for which
    there is a value; the arguments are to change no value. ``most`` are kept, the
    latest. Nothing is tagged for who gets a value; else as ``Remembered``.
    """

    def __init__(self, load: Callable[..., Iterable[tuple]], most: int):
        self._load, self._memory = load, _Memory(most)

    def __call__(self, keys: Collection, *arguments) -> dict:
        """Values by their keys, of which some may be missing."""
        if is_off():
            return {key: value for key, value, _ in self._load(keys, *arguments)}
        here = generations()
        kept = self._memory.find(keys, here)
        found = {key: each.value for key, each in kept.items()}
        if missing := [key for key in keys if key not in found]:
            begun = _begun(here)
            for key, value, tags in self._load(missing, *arguments):
                found[key] = value
                kept = _Kept.since(here, begun, value, Shown({*tags}))
                self._memory.keep(key, kept)
        return found


class RememberedParts:
    """Parts of pages, each made again only when it may be another.

    ``most`` are kept, the latest. What a part tags while it is made must name all that
    changes it: what its page loaded for it before, too.
    """

    def __init__(self, most: int):
        self._memory = _Memory(most)

    def __call__(self, key: tuple, make: Callable[[], object]):
        """The part of that key, as if it was made now; it is tagged, too."""
        page = page_being_made()
        if page is None or page.begun is None or is_off():
            return make()
        here = generations()
        kept = self._memory.find([key], here).get(key)
        if kept is None:
            with collected_tags() as shown:
                value = make()
            kept = _Kept.since(here, page.begun, value, shown)
            self._memory.keep(key, kept)
        tag(*kept.shown.names, until=kept.shown.until)
        return kept.value
