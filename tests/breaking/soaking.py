"""Readers and editors of a newsroom in which something fails all the time."""

import http.client
import os
import random
import re
import resource
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from breakable import Breakable
from visitors import Visitor

from delivery.tags import story_tag
from tests.faults.front_cache import FrontCache
from tests.faults.readable import SECTIONS

# Seconds in which a reader's page has to be there, and in which what was taken down
# elsewhere is gone here, whatever fails.
ANSWERED, GONE_WITHIN = 5.0, 2.5
FIXED = {
    "/": "Tide",
    **{f"/{name.lower()}/": name for name in SECTIONS},
    "/hashtags/": "Tide",
    **{f"/hashtags/tide{number}/": "Tide" for number in range(7)},
    "/archive/": "",
    "/corrections/": "",
    "/feeds/": "",
    "/feed.atom": "",
    "/api/v1/stories": "",
    "/sitemap.xml": "",
    "/robots.txt": "Sitemap",
    "/livez": "ok",
}
SEARCHES = ("/search/?q=tide", "/search/?q=pier", "/search/suggestions/?q=tid")


@dataclass
class Story:
    pk: int
    path: str
    headline: str
    is_out: bool = True
    # When that last changed: before, and a while after, both are right.
    changed: float = 0.0


@dataclass
class Seen:
    """What readers met."""

    answers: Counter = field(default_factory=Counter)
    failures: list = field(default_factory=list)
    came_back: list = field(default_factory=list)
    slowest: float = 0.0


class Readers:
    """Ask for pages without end; know what each says, and what may not be seen."""

    def __init__(self, broken: Breakable, front: FrontCache, stories: list[Story]):
        self.broken, self.front, self.stories = broken, front, stories
        self.seen, self.lock = Seen(), threading.Lock()
        self.fault, self.over_at = "", 0.0
        # When a machine that hears of purges again has forgotten all that it had.
        self.forgot_at = 0.0
        # When each page was last asked for and given, and by which names it is purged.
        self.given: dict[str, tuple[float, set[str]]] = {}
        self.pictures: list[str] = []

    def ask_one(self, chance: random.Random) -> None:
        path, says, story = self._some_page(chance)
        began = time.time()
        status, headers, body = _get(self.broken.site.address, path)
        took = time.time() - began
        with self.lock:
            self._judge(path, says, story, began, took, (status, headers, body))

    def _some_page(self, chance) -> tuple[str, str, Story | None]:
        kind = chance.random()
        if kind < 0.45:
            story = chance.choice(self.stories)
            return story.path, story.headline, story
        if kind < 0.5:
            return chance.choice(SEARCHES), "", None
        if kind < 0.55 and self.pictures:
            return chance.choice(self.pictures), "", None
        path = chance.choice(list(FIXED))
        return path, FIXED[path], None

    def _judge(self, path, says, story, began, took, answer) -> None:
        status, headers, body = answer
        kind = "search" if path in SEARCHES else "page"
        self.seen.slowest = max(self.seen.slowest, took)
        self._look_for_what_is_gone(path, status, body, began)
        expected = {200}
        if story and time.time() - story.changed < GONE_WITHIN + took:
            expected, says = {200, 404, 410}, ""
        elif story and not story.is_out:
            expected, says = {404, 410}, ""
        right = status in expected and (status != 200 or says in body)
        if right and took < ANSWERED:
            self.seen.answers[f"{kind}, right"] += 1
            tags = set((headers.get("Cache-Tag") or "").split(",")) - {""}
            if status == 200:
                self.given[path] = began, tags
            elif path in self.given:
                del self.given[path]
        elif self._may_be_refused(path, kind, status, headers, took):
            self.seen.answers[f"{kind}, refused: {self._why(path, kind)}"] += 1
        else:
            self.seen.answers[f"{kind}, failed"] += 1
            what = f"{status} {body[:60]!r}"
            self.seen.failures.append(
                (round(began), self.fault, path, what, round(took, 2))
            )

    def _look_for_what_is_gone(self, path, status, body, began) -> None:
        if status != 200:
            return
        for story in self.stories:
            gone = not story.is_out and began > story.changed + GONE_WITHIN
            if gone and (path == story.path or f'"{story.path}"' in body):
                self.seen.came_back.append((round(began), self.fault, path, story.path))

    def _may_be_refused(self, path, kind, status, headers, took) -> bool:
        """An honest 503 for what nobody was given since it last changed."""
        fails = bool(self.fault) or time.time() < self.over_at + 5
        honest = status == 503 and headers.get("Retry-After") and took < ANSWERED
        return bool(fails and honest and (kind == "search" or self._is_cold(path)))

    def _is_cold(self, path: str) -> bool:
        if path not in self.given:
            return True
        given, tags = self.given[path]
        if given < self.forgot_at:
            return True
        # What changed is purged again after some seconds, and made again.
        told = list(self.front.purges)[-400:]
        return any(
            at > given - 0.5 and (purged & tags or "site" in purged)
            for at, purged in [*told, *self._untold()]
        )

    def _untold(self) -> list[tuple[float, set[str]]]:
        """Changes of which the front may not be told yet, by the database."""
        return [
            (story.changed, self._shown_by(story.pk))
            for story in self.stories
            if story.changed
        ]

    def _shown_by(self, pk: int) -> set[str]:
        """What the front was told of the story alone, or with fewest others."""
        told = [tags for _, tags in list(self.front.purges) if story_tag(pk) in tags]
        return min(told, key=len, default=set())

    def _why(self, path: str, kind: str) -> str:
        if kind == "search":
            return "asks the database"
        return "changed since" if path in self.given else "never asked for"


def _get(address: str, path: str) -> tuple[int, object, str]:
    """One request as a browser makes it; 0 where no answer came in twice the time."""
    port = int(address.rpartition(":")[2])
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2 * ANSWERED)
    try:
        asked.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = asked.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, {}, repr(error)
    finally:
        asked.close()


class Editors:
    """Save, publish and take down, here and on the other machine."""

    def __init__(self, broken: Breakable, stories: list[Story]):
        self.broken, self.stories = broken, stories
        self.did: Counter = Counter()
        self.editor: Visitor | None = None

    def do_one(self, chance: random.Random) -> None:
        story = chance.choice(self.stories[: len(self.stories) // 4])
        what = "take_down" if story.is_out else "publish"
        if chance.random() < 0.5:
            self._elsewhere(story, what)
        else:
            self._here(story, what if chance.random() < 0.6 else "save")

    def _elsewhere(self, story: Story, what: str) -> None:
        story.changed = time.time() + 60  # while it is under way, all is right
        self.broken.elsewhere.ask(what, pks=[story.pk])
        story.is_out = what == "publish"
        story.changed = time.time()
        self.did[f"elsewhere: {what}"] += 1

    def _here(self, story: Story, what: str) -> None:
        if what == "save":
            status = self._save(story)
        else:
            story.changed = time.time() + 60
            status = self._bulk(story, "unpublish" if story.is_out else "publish")
            # What the database has counts: an answer may be lost on its way.
            story.is_out = self.broken.elsewhere.ask("is_live", pk=story.pk)
            story.changed = time.time()
        self.did[f"here: {what}: {status}"] += 1

    def _save(self, story: Story) -> int:
        try:
            self.editor = self.editor or self.broken.editor()
            return self.broken.save(self.editor, story.pk, story.headline).status
        except (OSError, AssertionError, TypeError, http.client.HTTPException):
            return 0

    def _bulk(self, story: Story, action: str) -> int:
        at = f"/admin/bulk/wagtailcore/page/{action}/?id={story.pk}&next=/admin/"
        try:
            self.editor = self.editor or self.broken.editor()
            form = self.editor.get(at).body.decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
            if not token:
                return 503
            sent = f"reason=It+was+wrong.&csrfmiddlewaretoken={token[1]}".encode()
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            return self.editor.post(at, sent, **kind).status
        except (OSError, AssertionError, TypeError, http.client.HTTPException):
            return 0


def tree_of(pid: int) -> list[int]:
    """A process and all below it, the oldest first."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(each for child in children for each in tree_of(int(child)))]
    return []


def megabytes(pid: int) -> float:
    """What it holds in memory: its own, and its part of what it shares (PSS)."""
    with suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) / 1024
    return 0.0


def limit_files(pids: list[int], none: bool) -> None:
    """Let no file of these processes grow, or let them grow again."""
    for pid in pids:
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0 if none else -1, -1))


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, 9)
