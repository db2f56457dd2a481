"""Pages of the API's lists: each thing once, whatever comes and goes meanwhile."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import ArticlePage
from newsroom.demo import builders
from syndication.api import scan
from syndication.api.cursors import cursor_of, values_of
from syndication.api.problems import Refused
from tests.news.plans import plan_of

ROOT = "/api/v1"


def headlines(pages) -> list[str]:
    return [story["headline"] for page in pages for story in page]


@pytest.fixture(scope="module")
def built(once):
    """Six stories; the middle ones of one and the same moment."""
    now = timezone.now().replace(microsecond=0)
    given = {
        "category": builders.make_category("World"),
        "hashtags": ["NATO"],
        "authors": [builders.make_author("Ada Marsh")],
        "sources": ["https://paper.example/a"],
    }
    return [
        builders.make_article(
            f"Harbour {number}",
            published_at=now - timezone.timedelta(minutes=minutes),
            **given,
        )
        for number, minutes in enumerate([1, 2, 3, 3, 4, 5])
    ]


@pytest.fixture
def six(built, db) -> list[ArticlePage]:
    """The stories, the newest first."""
    stories = ArticlePage.objects.filter(pk__in=[story.pk for story in built])
    return list(stories.order_by("-published_at", "-pk"))


QUERIES = [
    "limit=1",
    "limit=2",
    "limit=2&category=world",
    "limit=2&category=world&hashtag=nato&type=news",
    "limit=2&q=harbour&order=date",
]


@pytest.mark.parametrize("query", QUERIES)
def test_every_story_is_on_one_page_in_order(pages, six, query):
    read = list(pages(f"/stories?{query}"))
    assert headlines(read) == [story.title for story in six]
    assert max(map(len, read)) == int(query[6])


@pytest.mark.parametrize("query", QUERIES)
def test_stories_that_come_while_a_client_pages_repeat_no_other(
    pages, six, make_story, query
):
    come = iter(range(20))
    read = headlines(
        pages(f"/stories?{query}", lambda: make_story(f"Harbour new {next(come)}"))
    )
    assert [headline for headline in read if "new" not in headline] == [
        story.title for story in six
    ]


@pytest.mark.parametrize("query", QUERIES)
def test_stories_that_go_while_a_client_pages_hide_no_other(pages, six, query):
    shown = []

    def take_down_the_last():
        ArticlePage.objects.get(title=shown[-1]).unpublish()

    for page in pages(f"/stories?{query}", take_down_the_last):
        shown += headlines([page])
    assert shown == [story.title for story in six]


def test_what_readers_were_shown_since_is_paged_in_that_order(pages, six):
    six[0].save_revision().publish()
    path = "/stories?limit=2&updated_since=2020-01-01T00:00:00Z"
    read = headlines(pages(path))
    assert sorted(read) == sorted(story.title for story in six)
    assert read[-1] == six[0].title


def test_a_page_that_looked_through_enough_says_where_to_go_on(
    pages, six, make_story, monkeypatch
):
    monkeypatch.setattr(scan, "LOOKED_THROUGH", 2)
    read = list(pages("/stories?language=fr"))
    assert read == [[], [], []]
    make_story("En français", language="fr", published_at=six[-1].published_at)
    read = list(pages("/stories?language=fr"))
    assert headlines(read) == ["En français"]


def test_the_next_page_is_a_link_header_too(client, six):
    answer = client.get(f"{ROOT}/stories?limit=2&fields=headline")
    following = answer.json()["next"]
    assert answer["Link"] == f'<{following}>; rel="next"'
    assert "fields=headline" in following
    assert "Link" not in client.get(f"{ROOT}/stories").headers


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "%",
        "a",
        "é",
        "bnVsbA",  # null
        "W10",  # []
        "WyJrIl0",  # too few
        "WyJrIixbXV0",  # a list in it
        "WyJrIix0cnVlXQ",  # true in it
        "WyJrIiwxZTk5XQ",  # a number that is none of ours
        "WyJrIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",  # too large
        "W" * 400,
        cursor_of("other", 1),
    ],
)
def test_no_other_text_is_a_cursor(cursor):
    for kind in (int, str):
        with pytest.raises(Refused):
            values_of(cursor, "k", kind)


def test_a_cursor_says_what_it_was_made_of():
    assert values_of(cursor_of("k", "Großbrücke", 7), "k", str, int) == [
        "Großbrücke",
        7,
    ]


INDEXES = {
    "/stories?limit=2": "news_listing_newest_first",
    "/stories?limit=2&category=world&hashtag=nato&type=news": (
        "news_listing_newest_first"
    ),
    "/stories?limit=2&month={month}": "news_listing_newest_first",
    "/stories?limit=2&updated_since=2020-01-01T00:00:00Z": "news_versions_by_time",
}


@pytest.mark.parametrize("path", INDEXES)
def test_a_page_at_any_depth_is_read_from_one_index_in_its_order(ask, six, path):
    """Never counted from the beginning, and never sorted."""
    index = INDEXES[path]
    path = path.format(month=timezone.localtime(six[0].published_at).strftime("%Y-%m"))
    for page in range(2):
        with CaptureQueriesContext(connection) as asked:
            following = ask(path)["next"]
        rows = [each["sql"] for each in asked if _reads_rows(each["sql"])]
        assert len(rows) == 1, page
        plan = plan_of(rows[0])
        assert index in plan
        assert not re.search("Sort|TEMP B-TREE", plan), plan
        assert "OFFSET" not in rows[0]
        path = following.partition(ROOT)[2]


def _reads_rows(sql: str) -> bool:
    """Whether it asks for the rows of which a page is made."""
    begins = re.match(r'SELECT "news_(storylisting|storyversion)"\."(\w+)"', sql)
    return bool(begins) and begins[2] in ("published_at", "readable_from")
