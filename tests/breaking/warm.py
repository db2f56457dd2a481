"""Pages that readers had before something failed, and what they have to say."""

import time
from dataclasses import dataclass, field

from breakable import Breakable

from tests.faults.readable import SECTIONS

LISTS = ["/", *(f"/{name.lower()}/" for name in SECTIONS)]


@dataclass(frozen=True)
class Asked:
    """What came of asking for a page."""

    path: str
    status: int
    seconds: float
    body: bytes
    again: str | None


@dataclass
class Warm:
    """``stories`` are read; each of ``unread`` is asked for once, by one test."""

    broken: Breakable
    stories: list[dict]
    unread: list[dict]
    bodies: dict[str, bytes] = field(default_factory=dict)

    def ask(self, path: str) -> Asked:
        began = time.monotonic()
        answer = self.broken.reader.get(path)
        took = time.monotonic() - began
        again = answer.headers["Retry-After"]
        return Asked(path, answer.status, took, answer.body, again)

    def status(self, story: dict) -> int:
        return self.ask(story["path"]).status

    def statuses(self, story: dict, ever: set[int]) -> set[int]:
        """What its page says now, whichever process is asked; added to ``ever``."""
        now = {self.status(story) for _ in range(8)}
        ever |= now
        return now

    def read_all(self) -> None:
        """Have every page made and kept."""
        paths = [*LISTS, *(story["path"] for story in self.stories)]
        asked = {path: self.ask(path) for path in paths}
        assert {each.status for each in asked.values()} == {200}
        self.bodies = {path: each.body for path, each in asked.items()}
        for story in self.stories:
            assert story["headline"] in self.bodies[story["path"]].decode()

    def ask_all(self) -> list[Asked]:
        return [self.ask(path) for path in self.bodies]

    def wrong(self, asked: list[Asked], within: float = 5) -> list:
        """Those that were not answered in time with what they showed before."""
        return [
            (each.path, each.status, round(each.seconds, 2))
            for each in asked
            if (each.status, each.body) != (200, self.bodies[each.path])
            or each.seconds > within
        ]

    def ask_cold(self, count: int) -> list[Asked]:
        """So many stories that nobody has asked for yet."""
        return [self.ask(path) for path in self.unread_paths(count)]

    def unread_paths(self, count: int) -> list[str]:
        return [self.unread.pop()["path"] for _ in range(count)]
