"""Pages of the API's lists: each thing once, whatever comes and goes meanwhile."""

import pytest

from news.models import ArticlePage
from newsroom.demo import builders
from syndication.api import scan
from syndication.api.cursors import cursor_of, values_of
from syndication.api.problems import Refused

ROOT = "/api/v1"


@pytest.fixture
def pages(ask):
    """The pages of a list, one after the other; ``between`` runs after each."""

    def read(path, between=lambda: None):
        while path:
            page = ask(path)
            yield page["data"]
            between()
            path = page["next"] and page["next"].partition(ROOT)[2]

    return read


def headlines(pages) -> list[str]:
    return [story["headline"] for page in pages for story in page]


@pytest.fixture
def six(make_story, minutes_ago):
    """Six stories, the newest first; the middle ones of one and the same moment."""
    minutes = [1, 2, 3, 3, 4, 5]
    made = [
        make_story(f"Harbour {number}", published_at=minutes_ago(at))
        for number, at in enumerate(minutes)
    ]
    return sorted(made, key=lambda story: (story.published_at, story.pk), reverse=True)


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


@pytest.mark.parametrize("kind", ["hashtags", "categories", "authors", "outlets"])
def test_names_are_paged_in_order(pages, make_story, kind):
    for name in ("Zeta", "Alpha", "Mu"):
        make_story(
            name,
            category=builders.make_category(name),
            hashtags=[name],
            authors=[builders.make_author(name)],
            sources=[f"https://{name}.example/report"],
        )
    read = list(pages(f"/{kind}?limit=2"))
    assert [[thing["slug"] for thing in page] for page in read] == [
        ["alpha", "mu"],
        ["zeta"],
    ]


def test_sources_are_paged_the_latest_known_first(pages, make_story):
    for number in range(3):
        make_story(f"Story {number}", sources=[f"https://paper.example/{number}"])
    read = list(pages("/sources?limit=2"))
    assert [[source["url"][-1] for source in page] for page in read] == [
        ["2", "1"],
        ["0"],
    ]


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
