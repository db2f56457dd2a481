"""A story is in feeds, sitemaps and the API within five seconds of its publish.

For who reads through a cache that keeps everything until it is told to forget it.
"""

import time
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from processes import Newsroom, free_port
from visitors import Visitor

from tests.faults.front_cache import FrontCache
from tests.news.story_form import story_form

LIMIT = 5.0
PATHS = [
    *("/feed/", "/feed.atom", "/feed.json", "/general/feed/"),
    *("/sitemaps/stories-1.xml", "/sitemaps/news.xml"),
    *("/api/v1/stories", "/llms.txt"),
]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Served:
    """A newsroom behind a cache, with an editor who is signed in."""

    newsroom: Newsroom
    cache: FrontCache
    editor: Visitor

    def press(self, path: str, **form) -> float:
        """Post a form of the admin; returns when it was sent."""
        sent = time.time()
        token = {"csrfmiddlewaretoken": self.editor.cookies["csrftoken"]}
        body = urlencode(form | token).encode()
        assert self.editor.post(path, body, **FORM).status == 302
        return sent

    def publish(self, slug: str) -> float:
        """Write a story in the editor and press Publish; returns when."""
        category = self.newsroom.ask("category")
        path = f"/admin/pages/add/news/articlepage/{category}/"
        form = story_form(title=f"Story {slug}", slug=slug, action="publish")
        return self.press(path, **form)

    def seconds_until(self, since: float, there: bool, text: str) -> dict[str, float]:
        """How long after ``since`` each path first had the text, or had it no more.

        Readers ask for all of them without pause meanwhile, so that the cache is full.
        """
        seen = {}
        while len(seen) < len(PATHS) and time.time() < since + LIMIT + 1:
            for path in PATHS:
                status, _, body = self.cache.get(path)
                assert status == 200, path
                if (text.encode() in body) == there:
                    seen.setdefault(path, round(time.time() - since, 2))
            time.sleep(0.02)
        return {path: seen.get(path, float("inf")) for path in PATHS}


@pytest.fixture(scope="module")
def served(new_newsroom):
    port = free_port()
    with FrontCache(f"http://localhost:{port}") as cache:
        newsroom = new_newsroom(PORT=str(port), NEWSCLIP_FRONT_CACHE=cache.address)
        newsroom.ask("publish_one")
        newsroom.ask("make_editor", username="editor", password="secret-enough")
        with newsroom.web(), newsroom.clock():
            editor = Visitor(newsroom.address).sign_in("editor", "secret-enough")
            yield Served(newsroom, cache, editor)


def late(seconds: dict[str, float]) -> dict[str, float]:
    print(f"\n{seconds}")
    return {path: after for path, after in seconds.items() if after > LIMIT}


def test_what_an_editor_publishes_is_there_and_what_they_take_down_is_gone(served):
    hits = served.cache.hits
    for path in PATHS * 2:
        assert b"first-look" not in served.cache.get(path)[2]
    assert served.cache.hits >= hits + len(PATHS), "the cache keeps each"
    pressed = served.publish("first-look")
    assert late(served.seconds_until(pressed, True, "first-look")) == {}
    pk = served.newsroom.ask("pk_of", slug="first-look")
    reason = {"reason": "It was wrong."}
    pressed = served.press(f"/admin/pages/{pk}/unpublish/", **reason)
    assert late(served.seconds_until(pressed, False, "first-look")) == {}


def test_what_the_clock_publishes_is_there(served):
    (pk,) = served.newsroom.ask("schedule", count=1, bring=False)
    slug = served.newsroom.ask("slug", pk=pk)
    due = served.newsroom.ask("bring_near", pks=[pk], within=1)[str(pk)]
    assert late(served.seconds_until(due, True, slug)) == {}


def test_a_cache_that_is_told_nothing_would_show_it_late(served):
    """The control: what is kept is kept, and only the purge makes it go."""
    served.cache.purge = lambda tags: None
    try:
        for path in PATHS:
            assert b"unpurged" not in served.cache.get(path)[2]
        pressed = served.publish("unpurged")
        assert set(late(served.seconds_until(pressed, True, "unpurged"))) == set(PATHS)
    finally:
        del served.cache.purge
        served.cache.purge({"site"})


@pytest.mark.parametrize("path", PATHS)
def test_nobody_but_that_cache_keeps_it(served, path):
    """A reader's own program asks each time; ``s-maxage`` is for the cache in front."""
    _, headers, _ = served.cache.get(path)
    control = {name.lower(): value for name, value in headers}["cache-control"]
    assert "max-age=0" in control.split(", ")
