"""RSS 2.0, as a strict reader takes it."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from hypothesis import given

from newsroom.demo import builders
from syndication.rss import as_rss
from tests.syndication.addresses import BASES, ENDINGS, HERE
from tests.syndication.any_feed import anything, as_parsed, feed_with

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
STYLED = r'<\?xml-stylesheet href="/static/(\S+)" media="screen" type="text/css"\?>'
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.mark.parametrize("base", BASES)
def test_a_channel_says_what_it_is_and_where(client, make_story, read_rss, base):
    story = make_story()
    root = story.get_site().root_url
    channel = read_rss(f"{base}feed/")

    assert client.get(f"{base}feed/")["Content-Type"] == (
        "application/rss+xml; charset=utf-8"
    )
    assert channel.findtext("title")
    assert channel.findtext("description")
    assert channel.findtext("link") == f"{root}{base}"
    assert channel.findtext("language") == "en"
    itself = channel.find(f"{ATOM}link").attrib
    assert itself["rel"] == "self"
    assert itself["href"] == f"{HERE}{base}feed/"
    image = channel.find("image")
    assert image.findtext("url") == f"{root}/apple-touch-icon.png"
    assert image.findtext("title") == channel.findtext("title")
    assert image.findtext("link") == channel.findtext("link")


def test_the_pages_of_feeds_have_the_addresses_that_their_canonical_links_have(
    make_story, read_rss, home
):
    story = make_story()

    assert read_rss("/feed/").findtext("link") == home.full_url
    assert read_rss("/world/feed/").findtext("link") == story.get_parent().full_url


def test_a_story_says_what_it_is_who_wrote_it_and_what_of(make_story, read_rss):
    when = timezone.now().replace(microsecond=0) - timedelta(days=3)
    authors = [builders.make_author("Ada Marsh"), builders.make_author("Bo Lind")]
    story = make_story(
        standfirst="Members want a survey.",
        authors=authors,
        published_at=when,
        sources=["https://paper.example/a", "https://paper.example/b"],
    )
    item = read_rss("/feed/").find("item")

    assert item.findtext("title") == "Harbour vote"
    assert item.findtext("link") == story.full_url
    assert item.findtext("guid") == f"urn:uuid:{story.translation_key}"
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("description") == "Members want a survey."
    assert parsedate_to_datetime(item.findtext("pubDate")) == when
    updated = datetime.fromisoformat(item.findtext(f"{ATOM}updated"))
    assert updated == max(when, story.updated_at or when).replace(microsecond=0)
    assert [each.text for each in item.iter("category")] == ["NATO", "Energy"]
    assert [each.text for each in item.iter(f"{DC}creator")] == ["Ada Marsh", "Bo Lind"]
    assert item.findtext(f"{DC}language") == "en"
    via = [each.attrib["href"] for each in item.iter(f"{ATOM}link")]
    assert via == ["https://paper.example/a", "https://paper.example/b"]
    assert [each.text for each in item.iter(f"{DC}source")] == via[:1]
    assert item.find(f"{MEDIA}content") is None


def test_a_story_comes_with_its_largest_jpeg(make_story, read_rss, client):
    picture = builders.make_picture(caption="The quay", credit="Photo: Ada Okafor")
    story = make_story(hero_image=picture, hero_alt="A quay")
    content = read_rss("/feed/").find("item").find(f"{MEDIA}content")
    shown = content.attrib
    assert content.findtext(f"{MEDIA}credit") == "Photo: Ada Okafor"

    jpegs = [
        file
        for file in story.hero_image.picture_set["card"]
        if file["format"] == "jpeg"
    ]
    largest = max(jpegs, key=lambda file: file["width"])
    root = story.get_site().root_url
    assert shown == {
        "url": f"{root}/media/{largest['file']}",
        "type": "image/jpeg",
        "medium": "image",
        "width": str(largest["width"]),
        "height": str(largest["height"]),
    }
    assert client.get(shown["url"].removeprefix(root)).status_code == 200


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"story_type": "opinion"}, "Opinion: Harbour vote"),
        ({"story_type": "analysis"}, "Analysis: Harbour vote"),
        ({"story_type": "sponsored"}, "Sponsored: Harbour vote"),
        (
            {"story_type": "sponsored", "paid_for_by": "Quay & Sons"},
            "Paid for by Quay & Sons: Harbour vote",
        ),
        ({"story_type": "explainer"}, "Harbour vote"),
    ],
)
def test_what_is_no_news_says_so_before_its_headline(
    make_story, headlines, fields, title
):
    make_story(**fields)

    for ending in ENDINGS:
        assert headlines(f"/{ending}") == [title]


def test_the_feed_is_as_old_as_its_newest_change(make_story, read_rss):
    make_story()
    story = make_story("Second")
    story.title = "Second, updated"
    story.save_revision().publish()
    story.refresh_from_db()

    built = parsedate_to_datetime(read_rss("/feed/").findtext("lastBuildDate"))
    newest = story.updated_at or story.published_at
    assert built == newest.replace(microsecond=0)


def test_a_feed_without_stories_says_no_date(home, read_rss):
    assert read_rss("/feed/").find("lastBuildDate") is None


def test_words_of_any_script_and_markup_arrive_as_they_were_written(
    make_story, read_rss
):
    words = 'R&D <b>"won"</b> ]]> &amp; 港の投票 «قناة» 👩‍🚀'
    make_story(words, slug="odd", standfirst=words)
    item = read_rss("/feed/").find("item")

    assert item.findtext("title") == words
    assert unescape(item.findtext("description")) == words
    assert "<b>" not in item.findtext("description"), "readers show it as HTML"


def test_a_browser_is_told_that_it_is_xml_which_it_shows_with_a_style_sheet(
    client, make_story
):
    make_story()
    for address in ("/feed/", "/feed.atom", "/search/?q=harbour&format=rss"):
        answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        assert "Accept" in answer["Vary"]
        assert client.get(address)["Content-Type"] != answer["Content-Type"]
        style = re.search(STYLED, answer.content.decode())
        assert finders.find(style[1])


def test_characters_that_no_xml_may_hold_are_left_out(make_story, read_rss):
    bad = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
    make_story(f"Har{bad}bour", slug="bad", standfirst=f"A{bad} vote")
    item = read_rss("/feed/").find("item")

    assert item.findtext("title") == "Harbour"
    assert item.findtext("description") == "A vote"


@given(anything, anything, anything)
def test_any_text_makes_a_document_that_a_strict_parser_takes(title, summary, name):
    feed = feed_with(title, summary, name)
    item = ElementTree.fromstring(as_rss(feed, feed.page)).find("channel/item")

    assert (item.findtext("title") or "") == as_parsed(title)
    assert unescape(item.findtext("description") or "") == as_parsed(summary)
    assert (item.findtext(f"{CONTENT}encoded") or "") == as_parsed(summary)
    assert (item.findtext(f"{DC}creator") or "") == as_parsed(name)
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo == UTC
