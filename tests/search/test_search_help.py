"""The help of the search teaches the query language that there is."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from newsroom.demo import builders
from search import days
from search.facets import Filters
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
