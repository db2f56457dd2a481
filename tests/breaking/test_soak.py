"""Readers and editors for as long as `make soak` says, and a fault every 20 seconds."""

import os
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from breakable import DATABASE, READ_ONLY, REDIS, breakable
from processes import ROOT
from soaking import Editors, Readers, Story, kill, limit_files, megabytes, tree_of
from tcp_proxy import HANG, RESET, SLOW, STOP

from tests.faults.front_cache import FrontCache

SECONDS = int(os.environ.get("NEWSCLIP_SOAK", "0"))
EVERY, LASTS = 20, 8
READERS, STORIES = 4, 40
WORKER, CLOCK, DISK = "a web worker killed", "the clock killed", "disk full"
FAULTS = [
    *(
        (part, how)
        for how in (STOP, HANG, RESET, READ_ONLY, SLOW)
        for part in (DATABASE, REDIS)
    ),
    (WORKER, ""),
    (CLOCK, ""),
    (DISK, ""),
]
WANTED = 0.9999
# What a process may gain from a third of the time on, in megabytes.
GAIN = 15


class Soak:
    """The site's processes, what happens to them, and what they hold in memory."""

    def __init__(self, broken, front, stories):
        self.broken = broken
        self.readers = Readers(broken, front, stories)
        self.editors = Editors(broken, stories)
        self.memory: list[tuple[float, dict[str, float]]] = []
        self.errors: list[str] = []
        self.ends, self.began = threading.Event(), time.time()
        self.faults = self._told = 0
        self._chance = random.Random(20_261_128)
        self._clock = self._start_clock()

    def _start_clock(self) -> subprocess.Popen:
        site = self.broken.site
        return subprocess.Popen(
            [sys.executable, "manage.py", "clock"],
            cwd=ROOT,
            env=site.environment,
            stdout=subprocess.DEVNULL,
            stderr=site.log.open("ab"),
        )

    @property
    def web(self) -> list[int]:
        """gunicorn's processes: the first, then its workers, the oldest first."""
        [master] = [
            pid
            for pid in tree_of(os.getpid())
            if f":{self.broken.site.environment['PORT']}" in _command(pid)
        ][:1]
        return tree_of(master)

    def run(self, seconds: float) -> None:
        threads = [
            threading.Thread(target=self._loop, args=[seed, self.readers.ask_one, 0.04])
            for seed in range(READERS)
        ]
        editing = self._loop, (99, self.editors.do_one, 3.0)
        threads.append(threading.Thread(target=editing[0], args=editing[1]))
        for thread in threads:
            thread.start()
        try:
            self._break_again_and_again(seconds)
        finally:
            self.ends.set()
            for thread in threads:
                thread.join(timeout=60)
            self._clock.terminate()
            self._clock.wait(timeout=30)

    def _loop(self, seed: int, do, pause: float) -> None:
        chance = random.Random(seed)
        while not self.ends.is_set():
            try:
                do(chance)
            except Exception as error:  # a reader of the test's goes on, and it counts
                self.errors.append(repr(error)[:400])
            self.ends.wait(pause * chance.uniform(0.5, 1.5))

    def _break_again_and_again(self, seconds: float) -> None:
        end, waiting = time.time() + seconds, []
        time.sleep(min(EVERY, seconds / 4))
        while time.time() + LASTS + 5 < end:
            begun = time.time()
            self._note_memory()
            waiting = waiting or self._chance.sample(FAULTS, len(FAULTS))
            part, how = waiting.pop()
            self.readers.fault = f"{part} {how}".strip()
            with self._broken(part, how):
                time.sleep(LASTS)
            self.readers.over_at, self.readers.fault = time.time(), ""
            if part == REDIS:
                self.readers.forgot_at = time.time() + 3
            self.faults += 1
            self._tell()
            time.sleep(max(0, min(begun + EVERY, end) - time.time()))
        time.sleep(max(0, end - time.time()))
        self._note_memory()

    @contextmanager
    def _broken(self, part: str, how: str):
        if how:
            with self.broken.broken(part, how):
                yield
        elif part == WORKER:
            kill(self.web[-1])
            yield
        elif part == CLOCK:
            for pid in reversed(tree_of(self._clock.pid)):
                kill(pid)
            self._clock.wait(timeout=30)
            yield
            self._clock = self._start_clock()
        else:
            pids = self.web
            limit_files(pids, none=True)
            yield
            limit_files(pids, none=False)

    def _note_memory(self) -> None:
        first, *workers = self.web
        now = {"first": megabytes(first), "oldest worker": megabytes(workers[0])}
        self.memory.append((time.time() - self.began, now))

    def _tell(self) -> None:
        seen = self.readers.seen
        print(
            f"{time.time() - self.began:.0f} s, {self.faults} faults: "
            f"{dict(seen.answers)}, {len(seen.failures)} failed, "
            f"{len(seen.came_back)} came back; {self.memory[-1][1]}",
            *seen.failures[self._told :],
            sep="\n  ",
            flush=True,
        )
        self._told = len(seen.failures)

    def gained(self) -> dict[str, float]:
        """Megabytes between the medians of the middle third and of the last."""
        third = max(len(self.memory) // 3, 1)
        parts = self.memory[third : 2 * third] or self.memory, self.memory[-third:]
        return {
            name: round(_median(parts[1], name) - _median(parts[0], name), 1)
            for name in self.memory[0][1]
        }


def _median(samples, name: str) -> float:
    held = sorted(each[name] for _, each in samples)
    return held[len(held) // 2]


def _command(pid: int) -> str:
    with suppress(OSError), open(f"/proc/{pid}/cmdline") as line:
        return line.read()
    return ""


@pytest.mark.skipif(not SECONDS, reason="only with `make soak`")
def test_readers_are_answered_whatever_fails(new_postgres, tmp_path):
    with (
        FrontCache() as front,
        breakable(
            new_postgres(),
            tmp_path / "site",
            NEWSCLIP_FRONT_CACHE=front.address,
            NEWSCLIP_SEARCHES_A_MINUTE="0",
        ) as broken,
    ):
        made = broken.elsewhere.ask("publish_many", count=STORIES, patience=900)
        soak = Soak(broken, front, [Story(**each) for each in made])
        soak.run(SECONDS)
    seen = soak.readers.seen
    pages = {kind: n for kind, n in seen.answers.items() if kind.startswith("page")}
    right, failed = pages["page, right"], pages.get("page, failed", 0)
    share, of_all = right / (right + failed), right / sum(pages.values())
    print(f"\n{SECONDS} s, {soak.faults} faults, {dict(seen.answers)}")
    print(f"readers' pages answered: {share:.4%}; refused ones too: {of_all:.4%}")
    print(f"slowest {seen.slowest:.2f} s; editors: {dict(soak.editors.did)}")
    print(
        "megabytes:", [(round(t), m) for t, m in soak.memory[:: max(1, SECONDS // 400)]]
    )
    print(f"gained: {soak.gained()}; came back: {seen.came_back[:5]}")
    print(f"failures: {seen.failures[:40]}; errors: {soak.errors[:5]}")
    assert seen.came_back == []
    assert share >= WANTED
    assert max(soak.gained().values()) < GAIN
