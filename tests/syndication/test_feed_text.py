"""The whole text of a story in its feeds, or its summary: as the newsroom chooses."""

import re
import subprocess
import sys
from os import environ

import feedparser
import pytest
from bs4 import BeautifulSoup

from newsroom.demo import builders
from tests.syndication.conftest import ATOM

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def contents(read_rss, read_atom, read_json):
    """What each of the site's feeds has as the content of its one story, by form."""

    def read() -> dict[str, str | None]:
        entry = read_atom("/feed.atom").find(f"{ATOM}entry")
        item = read_json("/feed.json")["items"][0]
        return {
            "rss": read_rss("/feed/").find("item").findtext(CONTENT),
            "atom": entry.findtext(f"{ATOM}content"),
            "json": item.get("content_html"),
        }

    return read


@pytest.fixture
def summaries(read_rss, read_atom, read_json):
    """What each has as the summary of its one story, as plain text."""

    def read() -> list[str]:
        entry = read_atom("/feed.atom").find(f"{ATOM}entry")
        in_rss = read_rss("/feed/").find("item").findtext("description")
        return [
            BeautifulSoup(in_rss, "html.parser").text,
            entry.findtext(f"{ATOM}summary"),
            read_json("/feed.json")["items"][0]["summary"],
        ]

    return read


def the_same(contents: dict) -> BeautifulSoup:
    """The content, which is the same in every form."""
    (content,) = set(contents.values())
    return BeautifulSoup(content, "html.parser")


TOLD = [
    {"kind": "retraction", "text": "We were <wrong>."},
    {"kind": "correction", "text": "It was forty."},
]


def test_the_whole_text_is_as_the_page_says_it(make_story, contents, client):
    picture = builders.make_picture(caption="The quay", credit="Photo: Ada Okafor")
    other = builders.make_article("Another vote")
    story = make_story(
        standfirst="Members want a survey.",
        hero_image=picture,
        hero_alt="A quay",
        corrections=TOLD,
        published_at=other.published_at.replace(year=2030),
        body=[
            ("paragraph", "<p>The board met.</p>"),
            ("paragraph", f'<p><a linktype="page" id="{other.pk}">Before</a></p>'),
        ],
        sources=[{"url": "https://paper.example/a", "title": "No vote"}],
    )
    content = the_same(contents())
    said = re.sub(r"\s+", " ", content.text)

    root = story.get_site().root_url
    order = [
        "We were <wrong>.",
        "Members want",
        "The quay Photo: Ada Okafor",
        "board met",
    ]
    order += [
        "Source reference:",
        "https://paper.example/a",
        "Paper, No vote",
        "Correct",
    ]
    order += ["It was forty."]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert {a["href"] for a in content.select("a")} == {
        other.full_url,
        "https://paper.example/a",
        f"{root}/outlets/paper/",
    }
    image = content.select_one("figure img")
    assert image["alt"] == "A quay"
    assert client.get(image["src"].removeprefix(root)).status_code == 200
    assert not re.search("class=|id=|<script|<span|style=", str(content))


def test_original_reporting_says_so_where_there_is_no_source(make_story, contents):
    make_story(sources=[], original_reporting=True)
    assert "Original reporting by Newsclip." in the_same(contents()).text


def test_a_story_from_right_to_left_is_set_so(make_story, contents):
    make_story("الميناء", slug="ar", language="ar", body=[("paragraph", "<p>نص</p>")])
    content = the_same(contents())
    assert content.select_one("div[dir=rtl][lang=ar]").text.strip() == "نص"


def test_a_feed_that_is_to_have_summaries_has_no_more(
    make_story, contents, summaries, read_json, settings
):
    settings.FEED_TEXT = "summary"
    make_story(standfirst="Members want a <survey> & more.")
    assert set(contents().values()) == {None}
    assert set(summaries()) == {"Members want a <survey> & more."}
    assert read_json("/feed.json")["items"][0]["content_text"] == summaries()[2]


def test_a_summary_says_what_was_corrected_and_taken_back(
    make_story, summaries, settings
):
    settings.FEED_TEXT = "summary"
    make_story(standfirst="Members want a survey.", corrections=TOLD)
    for summary in summaries():
        before, after = summary.split("Members want a survey.")
        assert re.fullmatch(r"Retraction, \w+ \d+, \d+: We were <wrong>\.\s+", before)
        assert re.fullmatch(r"\s+Correction, \w+ \d+, \d+: It was forty\.", after)


@pytest.mark.parametrize("text", ["full", "summary"])
def test_what_stands_under_a_picture_is_taken_for_no_text(
    make_story, client, settings, text
):
    """By feedparser, which most readers are built on."""
    settings.FEED_TEXT = text
    picture = builders.make_picture(caption="The quay", credit="Photo: Ada Okafor")
    make_story(standfirst="Members want a survey.", hero_image=picture)
    for address in ("/feed/", "/feed.atom"):
        (entry,) = feedparser.parse(client.get(address).content).entries
        assert entry.summary == "Members want a survey."
        contents = [each.value for each in entry.get("content", [])]
        assert len(contents) == (text == "full")
        assert all("six hours" in content for content in contents)
        assert entry.media_credit[0]["content"] == "Photo: Ada Okafor"


def test_nothing_unsafe_leaves_by_any_field(make_story, contents, client):
    bad = '"><script>alert(1)</script><img src=x onerror=y>]]>'
    make_story(
        bad,
        slug="bad",
        standfirst=bad,
        hero_image=builders.make_picture(caption=bad, credit=bad),
        hero_alt=bad,
        body=[("paragraph", f"<p>{bad}</p>"), ("fact_box", {"title": bad, "text": ""})],
        sources=[{"url": "https://paper.example/a", "title": bad, "author": bad}],
        corrections=[{"text": bad}, {"kind": "retraction", "text": bad}],
    )
    content = the_same(contents())
    assert content.text.count("alert(1)") >= 6, "it is told, as text"
    assert not content.select("script, [onerror], [src=x]")


def test_characters_that_no_xml_may_hold_leave_the_text_as_it_is(make_story, contents):
    bad = "".join(map(chr, [1, 8, 11, 12, 31, 0xFFFE, 0xFFFF]))
    make_story(
        body=[("paragraph", f"<p>Har{bad}bour 👩‍🚀 ]]&gt; &amp;amp;</p>")],
        corrections=[{"text": f"For{bad}ty."}],
    )
    said = the_same(contents()).text
    assert "Harbour 👩‍🚀 ]]> &amp;" in said
    assert "Forty." in said


def test_an_unknown_choice_of_text_refuses_to_start_with_one_clear_line():
    asked = subprocess.run(
        [sys.executable, "-c", "import newsroom.settings"],
        env=environ | {"NEWSCLIP_FEED_TEXT": "both"},
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 1
    told = asked.stderr.strip().splitlines()[-1]
    assert told.endswith("NEWSCLIP_FEED_TEXT is full or summary, not 'both'.")
