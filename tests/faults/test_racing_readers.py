"""Readers who ask while a story changes, with a cache between them and the newsroom."""

import random
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
from front_cache import FrontCache
from processes import FULL, free_port

EDITS = 50 if FULL else 4
# Seconds after which an old page may not be served: more where other tests run too.
LIMIT = 1 if FULL else 3
FRONT = "/"
# A kept page for each reader's own query, so that some are always being made.
QUERIES = 20


@dataclass
class Served:
    """A newsroom behind a cache, with one published story."""

    newsroom: object
    cache: FrontCache
    pk: int
    pages: tuple[str, str]

    def read(self, page: str, query: str = "") -> str:
        """The page as the cache serves it."""
        address = f"{self.cache.address}{page}{query}"
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.read().decode()

    def rename(self, headline: str, **how) -> float:
        return self.newsroom.ask("rename", pk=self.pk, headline=headline, **how)

    def stale(self, headline: str) -> list[str]:
        """Addresses at which the cache serves a page without that headline."""
        found = self.cache.without(headline)
        return found + [page for page in self.pages if headline not in self.read(page)]

    @contextmanager
    def readers(self):
        """Two readers who ask for the story and the front page without pause."""
        stop, failures = threading.Event(), []

        def ask(seed: int):
            chance = random.Random(seed)
            while not stop.is_set():
                try:
                    page = chance.choice(self.pages)
                    self.read(page, f"?reader={chance.randrange(QUERIES)}")
                except OSError as error:
                    failures.append(error)
                stop.wait(0.005)

        threads = [threading.Thread(target=ask, args=[seed]) for seed in range(2)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=30)
        assert failures == []

    @contextmanager
    def a_late_page(self):
        """Pages asked for before the block reach the cache after the next purge.

        One that was slowly made soon after an edit may not be kept: it is asked again.
        """
        purges, asked = len(self.cache.purges), [threading.Event() for _ in self.pages]

        def wait_for_the_purge(path: str):
            if "late" not in path:
                time.sleep(random.uniform(0, 0.1))
                return
            asked[int(path[-1])].set()
            end = time.monotonic() + 10
            while len(self.cache.purges) == purges and time.monotonic() < end:
                time.sleep(0.005)
            time.sleep(0.02)

        def ask(number: int, page: str):
            end = time.monotonic() + 20
            while not asked[number].is_set() and time.monotonic() < end:
                self.read(page, f"?late={number}")

        self.cache.before_keeping = wait_for_the_purge
        threads = [
            threading.Thread(target=ask, args=late) for late in enumerate(self.pages)
        ]
        for thread in threads:
            thread.start()
        for event in asked:
            assert event.wait(20), "the late page was not made"
        yield
        for thread in threads:
            thread.join(timeout=30)


@pytest.fixture(scope="module")
def served(new_newsroom):
    """A newsroom served by the Procfile's ``web`` command, and a cache before it."""
    port = free_port()
    with FrontCache(f"http://localhost:{port}") as cache, ExitStack() as running:
        newsroom = new_newsroom(
            NEWSCLIP_FRONT_CACHE=cache.address, PORT=str(port), WEB_CONCURRENCY="1"
        )
        running.enter_context(newsroom.web())
        story = newsroom.ask("publish_one")
        yield Served(newsroom, cache, story["pk"], (FRONT, story["path"]))


def one_second_after(committed: float) -> None:
    time.sleep(max(0, committed + 1 - time.time()))


def test_soon_after_an_edit_nobody_is_served_the_page_before_it(served, say):
    stale, last = {}, []
    with served.newsroom.clock(), served.readers():
        served.newsroom.wait_until_finished()
        for number in range(1, EDITS + 1):
            headline = f"Edition {number:03d} of the headline"
            with served.a_late_page():
                committed = served.rename(headline)
            one_second_after(committed)
            while served.stale(headline) and time.time() < committed + LIMIT:
                time.sleep(0.1)
            if found := served.stale(headline):
                stale[headline] = found
            last.append(served.cache.purges[-1][0] - committed)
    cache = served.cache
    say(
        f"{EDITS} edits, {len(stale)} stale {LIMIT} s later; {cache.misses} pages "
        f"made, {cache.hits} from the cache; tagged: {cache.tagged}; the last purge "
        f"{min(last):.2f} to {max(last):.2f} s after the commit"
    )
    assert stale == {}
    assert min(cache.hits, cache.misses) > EDITS


def test_without_its_purges_old_pages_stay(served):
    """The control: of no purge, and of no second one because no clock runs."""
    with served.a_late_page():
        one_second_after(served.rename("Edition one"))
    late = [path for path in served.stale("Edition one") if "late" in path]
    assert len(late) == 2

    served.cache.purge({"site"})
    for page in served.pages:
        served.read(page)
    one_second_after(served.rename("Edition two", purging=False))
    assert set(served.pages) <= set(served.stale("Edition two"))
