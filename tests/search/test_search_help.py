"""The help of the search teaches the query language that there is."""

import re
import time
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from news.models import ArticlePage, StoryListing
from newsroom.demo import builders
from search import days
from search.facets import Filters
from search.memory import forget
from search.query import Either, Named, Phrase, Tag, parse
from search.results import find
from search.templatetags.search_parts import search_help
from tests.newsroom.markup import offences

EXAMPLE = re.compile('<a href="([^"]*)"><code>(.*?)</code></a>')


pytestmark = pytest.mark.django_db


@pytest.fixture
def help_panel():
    return search_help()


@pytest.fixture
def examples(help_panel):
    return [
        (unescape(link), unescape(text)) for link, text in EXAMPLE.findall(help_panel)
    ]


def test_help_is_clean_markup(help_panel, examples):
    assert offences(help_panel) == []
    assert len(examples) == help_panel.count("<code>") == help_panel.count("<a ")


def test_each_example_links_to_its_own_search(examples):
    for link, text in examples:
        assert urlsplit(link).path == "/search/"
        assert parse_qs(urlsplit(link).query) == {"q": [text]}


def test_each_example_is_understood(examples):
    for _, text in examples:
        query = parse(text, timezone.localdate())
        assert query.ignored == ()
        assert query.parts or query.after or query.before


def test_whole_language_is_explained(examples):
    typed = [text for _, text in examples]
    parts = [part for text in typed for part in parse(text, timezone.localdate()).parts]
    assert {Either, Named, Phrase, Tag} <= {type(part) for part in parts}
    assert any(getattr(part, "excluded", False) for part in parts)
    for operator in ["author", "category", "from", *days.OPERATORS]:
        assert any(text.startswith(f"{operator}:") for text in typed)


def test_each_example_finds_something_in_a_newsroom_with_a_story():
    builders.make_article(
        "Harbour board postpones its vote",
        hashtags=["C&A", "Harbour"],
        authors=[builders.make_author("Zoë O'Brien")],
        sources=["https://averne.example/a?b=c&d"],
    )
    panel = search_help()
    found = [(unescape(link), unescape(text)) for link, text in EXAMPLE.findall(panel)]

    test_each_example_links_to_its_own_search(found)
    test_each_example_is_understood(found)
    for _, text in found:
        if " -" in text or "before:" in text:
            continue  # what leaves out the only story there is
        results = find(parse(text, timezone.localdate()), Filters())
        assert results.total == 1, text
        assert results.notices == [], text


@pytest.mark.django_db
@pytest.mark.parametrize("hide", ["unpublish", "delete", "embargo"])
def test_examples_of_a_story_that_was_hidden_are_gone_at_once(home, hide):
    """However short it is since the help was made."""
    story = builders.make_article(
        "Secret ministers resign",
        hashtags=["Locks"],
        sources=["https://paper.example/a"],
    )
    for told in ("secret ministers", "#Locks", "https://paper.example/a"):
        assert told in search_help()
    if hide == "embargo":
        story.embargo_until = timezone.now() + timedelta(hours=1)
        story.save()
    else:
        getattr(story, hide)()
    for told in ("secret", "Locks", "paper.example"):
        assert told not in search_help()


@pytest.mark.django_db
def test_examples_end_with_the_time_of_their_story(home):
    """Nobody is told that it expires."""
    story = builders.make_article("Secret ministers resign")
    soon = timezone.now() + timedelta(seconds=2)
    ArticlePage.objects.filter(pk=story.pk).update(expire_at=soon)
    StoryListing.objects.filter(story=story.pk).update(expire_at=soon)
    forget()
    assert "secret ministers" in search_help()
    while timezone.now() < soon:
        time.sleep(0.05)
    assert "secret ministers" not in search_help()
