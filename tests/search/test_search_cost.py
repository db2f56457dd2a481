"""What searching costs the database, as much with many stories as with few."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from newsroom.demo import builders
from search.indexing import Rebuild
from tests.newsroom.many_stories import copy_story

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "start": "/search/",
    "word": "/search/?q=board",
    "words": "/search/?q=board+vote+thursday",
    "filtered": "/search/?q=board&category=world&order=date",
    "hashtag": "/search/?q=%23NATO",
    "feed": "/search/?q=board&format=rss",
    "suggestions": "/search/suggestions/?q=harb",
}
CEILINGS = {
    "start": 5,
    "word": 8,
    "words": 8,
    "filtered": 10,
    "hashtag": 10,
    "feed": 12,
    "suggestions": 6,
}


def asked(client, address: str) -> int:
    """How many queries it takes, in a process that has answered before."""
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    settings = ("SET ", "SHOW ", "PRAGMA", "SAVEPOINT", "RELEASE")
    return len([q for q in queries if not q["sql"].startswith(settings)])


def rebuild() -> None:
    """Index the stories that were written straight into the tables."""
    index = Rebuild()
    index.take(ArticlePage.objects.values_list("pk", flat=True))
    index.finish()


@pytest.fixture
def story(home):
    return builders.make_article(
        "Harbour board postpones its vote until Thursday",
        category=builders.make_category("World"),
        hashtags=["NATO", "Harbour"],
        authors=[builders.make_author("Ada Marsh")],
        sources=["https://paper.example/report"],
    )


def test_a_search_costs_the_same_however_many_stories(client, story):
    """On every page two are the site with its brand, and its sections.

    - Start (5): what is hidden now, when the page changes, the most used hashtags.
    - Word (8): how many stories have the word; the candidates; of those shown the
      stories with their texts, and the hashtags; whether a hashtag is called so; what
      editors promote. More words are no more; a filter is two more (its name, whether
      readers know it), on PostgreSQL a third (how many stories have it), and nothing
      is promoted.
    - Hashtag (9): it and how many stories it has; no word is counted; on PostgreSQL one
      more, as for a filter.
    - Feed (12): as a word, without sections and what is promoted; the last change;
      the stories with their bodies, their hashtags, authors, references, corrections.
    - Suggestions (6): hashtags by name, which authors and outlets readers know; the
      words that begin so, and stories with them.

    What is remembered for seconds (names of the facets, stories in all and a month) is
    asked for once more by a process that has not answered before.
    """
    copy_story(story, 30)
    rebuild()
    few = {name: asked(client, address) for name, address in ADDRESSES.items()}
    copy_story(ArticlePage.objects.get(pk=story.pk), 300)
    rebuild()
    many = {name: asked(client, address) for name, address in ADDRESSES.items()}
    assert many == few
    assert {name: n for name, n in many.items() if n > CEILINGS[name]} == {}
