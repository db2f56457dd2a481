"""The soak's judge: what it lets pass, and what it does not."""

import time
from types import SimpleNamespace

import pytest
from soaking import Readers, Story
from test_soak import Soak

PATH = "/world/a-story/"
REFUSED = 503, {"Retry-After": "5"}, "Back in a moment"


@pytest.fixture
def front():
    return SimpleNamespace(purges=[])


@pytest.fixture
def readers(front):
    """Who were given a story's page ten seconds ago, while nothing failed."""
    readers = Readers(None, front, [Story(1, PATH, "A story")])
    readers.given[PATH] = time.time() - 10, {"story-1"}
    return readers


def judged(readers, status, headers, body, story=True) -> dict:
    """How the answer to a reader counts, who asked just now."""
    story = readers.stories[0] if story else None
    says = "A story" if story else ""
    answer = status, headers, body
    readers._judge(PATH, says, story, time.time(), 0.1, answer)
    return dict(readers.seen.answers)


def test_a_page_that_says_what_it_should_is_right(readers):
    answer = 200, {"Cache-Tag": "site,story-1"}, "<h1>A story</h1>"
    assert judged(readers, *answer) == {"page, right": 1}


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, ""),
        (0, {}, "reset"),
        (200, {}, "another page"),
        (404, {}, ""),
        REFUSED,
    ],
)
def test_what_else_is_said_while_nothing_fails_has_failed(readers, answer):
    assert judged(readers, *answer) == {"page, failed": 1}
    assert readers.seen.failures


def test_a_page_that_was_given_is_not_refused_while_something_fails(readers):
    readers.fault = "PostgreSQL stop"
    assert judged(readers, *REFUSED) == {"page, failed": 1}


def test_what_changed_since_it_was_given_or_never_was_may_be_refused(readers, front):
    readers.fault = "PostgreSQL stop"
    front.purges.append((time.time() - 5, {"story-1"}))
    assert judged(readers, *REFUSED) == {"page, refused: changed since": 1}
    del readers.given[PATH]
    judged(readers, *REFUSED)
    assert readers.seen.answers["page, refused: never asked for"] == 1
    assert judged(readers, 503, {}, "")["page, failed"] == 1  # without Retry-After


@pytest.mark.parametrize("body", ["<h1>A story</h1>", f'<a href="{PATH}">A story</a>'])
def test_a_story_that_is_shown_three_seconds_after_its_end_came_back(readers, body):
    [story] = readers.stories
    story.is_out, story.changed = False, time.time() - 3
    judged(readers, 200, {}, body)
    assert [each[2:] for each in readers.seen.came_back] == [(PATH, PATH)]
    story.changed = time.time() - 1  # it has so long
    judged(readers, 200, {}, body)
    assert len(readers.seen.came_back) == 1


def test_memory_that_grows_is_seen():
    def gained(held):
        memory = [(number, {"oldest worker": each}) for number, each in enumerate(held)]
        return Soak.gained(SimpleNamespace(memory=memory))

    assert gained([90, 110, 125] * 10) == {"oldest worker": 0}
    assert gained(range(100, 190, 3))["oldest worker"] == 30
