"""RSS, Atom and JSON Feed as posts, those that this newsroom makes too."""

import json
from datetime import UTC, datetime

import pytest

from newsroom.demo import builders
from syndication.importing.feeds import read_feed
from syndication.importing.posts import CannotRead, Person

RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Paper</title>
<link>https://paper.example/</link><language>de</language>
<item><title>A &amp;amp; B</title><link>https://paper.example/a/</link>
<guid isPermaLink="false">urn:1</guid><description>The board waits.</description>
<content:encoded><![CDATA[<p>Rich <b>text</b></p>]]></content:encoded>
<dc:creator>Ada Marsh</dc:creator><dc:creator>Bo Lind</dc:creator>
<category>NATO</category><pubDate>Wed, 07 Jan 2026 10:00:00 +0100</pubDate>
<media:content url="https://paper.example/quay.jpg" medium="image">
<media:credit>Photo: Bo</media:credit></media:content></item>
<item><title>Nameless</title></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title>The Paper</title><id>urn:feed</id><updated>2026-01-08T10:00:00Z</updated>
<entry><id>urn:1</id><title type="html">A &amp;amp; B</title>
<link href="https://paper.example/a/"/><author><name>Ada Marsh</name></author>
<published>2026-01-07T09:00:00Z</published><updated>2026-01-08T09:00:00Z</updated>
<category term="NATO"/><summary>The board waits.</summary>
<content type="html">&lt;p&gt;Rich &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;</content></entry>
</feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "The Paper",
"items": [{"id": "urn:1", "url": "https://paper.example/a/", "title": "A & B",
"summary": "The board waits.", "content_html": "<p>Rich <b>text</b></p>",
"date_published": "2026-01-07T09:00:00Z", "date_modified": "2026-01-08T09:00:00Z",
"authors": [{"name": "Ada Marsh"}], "tags": ["NATO"],
"image": "https://paper.example/quay.jpg"}, {"title": "Nameless"}],
"language": "it"}"""
FEEDS = {"rss": RSS, "atom": ATOM, "json": JSON}


@pytest.fixture
def read(tmp_path):
    def read(content: str) -> list:
        file = tmp_path / "feed"
        file.write_text(content)
        return list(read_feed(file))

    return read


@pytest.mark.parametrize("form", FEEDS)
def test_an_entry_is_read_from_each_of_the_three(read, form):
    post, *rest = read(FEEDS[form])

    assert post.identifier == "urn:1"
    assert post.where.endswith(" 1")
    assert post.title == "A & B"
    assert post.html == "<p>Rich <b>text</b></p>"
    assert post.standfirst == "The board waits."
    assert post.addresses == ["https://paper.example/a/"]
    assert post.authors[0] == Person("Ada Marsh")
    assert post.hashtags == ["NATO"]
    assert post.categories == []
    assert post.published == datetime(2026, 1, 7, 9, tzinfo=UTC)
    assert post.language == {"rss": "de", "atom": "fr", "json": "it"}[form]
    assert all(isinstance(each, CannotRead) for each in rest)
    assert len(rest) == (form != "atom")


def test_a_picture_comes_with_its_credit_and_every_author_with_a_name(read):
    post = read(RSS)[0]
    assert post.authors == [Person("Ada Marsh"), Person("Bo Lind")]
    assert post.hero.address == "https://paper.example/quay.jpg"
    assert post.hero.credit == "Photo: Bo"
    assert read(JSON)[0].hero.address == "https://paper.example/quay.jpg"


def test_sounds_and_films_are_links_below_the_text(read):
    sound = "https://paper.example/talk.mp3?a=1&amp;b=2"
    enclosure = f'<enclosure url="{sound}" type="audio/mpeg" length="1"/>'
    post = read(RSS.replace("<pubDate>", f"{enclosure}<pubDate>"))[0]
    assert post.html == f'<p>Rich <b>text</b></p><p><a href="{sound}">talk.mp3</a></p>'
    assert post.hero.address == "https://paper.example/quay.jpg"

    attached = [{"url": "https://p.example/a.pdf", "mime_type": "application/pdf"}]
    attached[0]["title"] = "The vote"
    said = json.dumps(attached)
    post = read(JSON.replace('"tags"', f'"attachments": {said}, "tags"'))[0]
    assert post.html.endswith('<p><a href="https://p.example/a.pdf">The vote</a></p>')


def test_what_the_text_links_to_already_is_no_link_again(read):
    text = '<p><a href="https://p.example/a.mp3">Listen</a></p>'
    enclosure = '<enclosure url="https://p.example/a.mp3" type="audio/mpeg"/>'
    rss = RSS.replace("<p>Rich <b>text</b></p>", text)
    assert read(rss.replace("<pubDate>", f"{enclosure}<pubDate>"))[0].html == text


def test_pictures_beside_the_first_are_noted(read):
    other = '<media:content url="https://paper.example/s.jpg" type="image/jpeg"/>'
    post = read(RSS.replace("<media:content", f"{other}<media:content", 1))[0]
    assert post.hero.address == "https://paper.example/s.jpg"
    address = "https://paper.example/quay.jpg"
    assert post.notes == [f"picture beside the first left out: {address}"]


def test_a_summary_alone_is_the_text(read):
    start, end = RSS.index("<content:encoded>"), RSS.index("<dc:creator>")
    post = read(RSS[:start] + RSS[end:])[0]
    assert post.html == "The board waits."
    assert post.standfirst == ""


def test_plain_text_is_a_paragraph_a_line(read):
    html = '"content_html": "<p>Rich <b>text</b></p>"'
    post = read(JSON.replace(html, r'"content_text": "1 < 2\n\nTwo"'))[0]
    assert post.html == "<p>1 &lt; 2</p><p>Two</p>"


def test_a_feed_too_large_to_be_held_is_refused(read, monkeypatch):
    monkeypatch.setattr("syndication.importing.feeds.MOST_BYTES", 100)
    with pytest.raises(CannotRead, match="larger than 50 MB"):
        read(RSS)
    assert read(JSON)


FILE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (RSS[:-30], "cut short"),
        (RSS.replace("<rss", f"{BOMB}<rss").replace("Nameless", "&b;"), "entities"),
        (RSS.replace("<rss", f"{FILE}<rss").replace("Nameless", "&b;"), "entities"),
        ("<html><body>Not found</body></html>", "neither RSS nor Atom"),
        ("", "cut short"),
        ('{"items": [{"id": "1"}]}', "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "cut short"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(read, content, why):
    with pytest.raises(CannotRead, match=why) as caught:
        read(content)
    assert "\n" not in str(caught.value)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["feed/", "feed.json"])
def test_this_newsrooms_own_feeds_are_read(client, home, read, ending):
    ada = builders.make_author("Ada Marsh")
    story = builders.make_article("A & B", hashtags=["NATO"], authors=[ada])
    (post,) = read(client.get(f"/{ending}").content.decode())

    assert post.title == "A & B"
    assert post.hashtags == ["NATO"]
    assert post.authors == [Person("Ada Marsh")]
    assert post.addresses == [story.full_url]
    assert "The board met for six hours." in post.html
