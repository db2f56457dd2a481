"""Nobody outside is sent a word of a story that readers may not see."""

import pytest
from django.utils import timezone

from news.models import ArticlePage, ListingKind
from news.querysets import ArticleQuerySet
from syndication.push.announcing import follow
from tests.leaks.planted import HOUR, WORDS, fresh, publish
from tests.leaks.rows import BY_NAME, FEW, ROWS
from tests.leaks.tally import FULL
from tests.leaks.told import outside, times_sent, told

ASKED = ROWS if FULL else [BY_NAME[name] for name in FEW]


@pytest.fixture
def listener(newsroom, monkeypatch, settings):
    with outside(monkeypatch, settings) as listener:
        yield listener


def what_readers_knew() -> set[str]:
    """Of a story that was public: its address, and the pages that listed it."""
    return {WORDS[each] for each in ("slug", "hashtag", "outlet")}


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.name.replace(" ", "_"))
def test_nothing_hidden_is_sent(listener, stamped, cells, row):
    """Of what was public it is sent that it is gone from its address, and no more."""
    stamped(ROWS.index(row))
    row.bring(row.plant())
    known = set() if row.never_public else what_readers_knew()
    for channel, words in told(listener).items():
        found = [f"{channel}: {word}" for word in words - known]
        cells.cell(f"sent: {channel}", row.name, 1, found)
    assert cells.leaks == []


def test_of_a_public_story_they_are_told(listener, cells):
    """The positive control; and once it is hidden, nothing more."""
    story = BY_NAME["draft"].plant()
    publish(story)
    for channel, words in told(listener).items():
        assert words, channel
        cells.control(f"sent: {channel}", "shown")
    fresh(story).unpublish()
    for channel, words in told(listener).items():
        assert words <= what_readers_knew(), channel


def published_by_code_under_embargo() -> None:
    story = BY_NAME["draft"].plant()
    story.embargo_until, story.live = timezone.now() + HOUR, True
    story.save()
    story.tell(f"code:{story.pk}")


def test_who_sends_and_does_not_ask_is_found(listener, cells, monkeypatch):
    """The negative control: with the door open they hear of it."""
    published_by_code_under_embargo()
    told(listener)
    assert not any(times_sent(listener).values())
    monkeypatch.setattr(ArticleQuerySet, "published", lambda self, now=None: self)
    story = ArticlePage.objects.get(live=True, embargo_until__isnull=False)
    follow(story, "code:again", [(ListingKind.FRONT, "")])
    told(listener)
    for channel, times in times_sent(listener).items():
        assert times, channel
        cells.control(f"sent: {channel}", "red")
