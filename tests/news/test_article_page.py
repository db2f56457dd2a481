"""What a reader finds on a story's page, in which order, and safely."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from newsroom.demo import builders
from tests.news.story_form import story_form
from tests.newsroom.markup import offences

HOSTILE = "</title><script>alert('x')</script>"


@pytest.fixture
def read(client):
    """The soup of a page."""
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


@pytest.fixture
def full_story(home):
    """A story with everything on it, and four others of its category."""
    for number in range(5):
        builders.make_article(f"Older story {number}", slug=f"older-{number}")
    return builders.make_article(
        "Ports reopen after the storm",
        standfirst="Three harbours take ships again.",
        hashtags=["Ports", "StormIda", "GlobalSecurity", "NATO"],
        sources=["https://www.bbc.com/news/articles/c74vx4n003xo"],
        authors=[builders.make_author("Ada Marsh")],
        hero_image=builders.make_picture("Harbour", credit="Photo: A. Marsh"),
        hero_alt="Cranes at dawn",
        hero_caption="The first ship since Monday",
        body=[("paragraph", "<p>The first ship docked at noon.</p>")],
        published_at=datetime(2026, 1, 7, 10, tzinfo=UTC),
    )


def test_the_parts_stand_in_their_order(client, full_story):
    page = client.get(full_story.url).content.decode()
    main = page[page.index("<main") :]
    parts = [
        'class="label__category"',
        "<h1",
        "Three harbours take ships again.",
        "Ada Marsh",
        "January 7, 2026",
        "#Ports",
        "https://x.com/intent/post?",
        "https://www.facebook.com/sharer/sharer.php?",
        "https://www.linkedin.com/sharing/share-offsite/?",
        'alt="Cranes at dawn"',
        "The first ship since Monday",
        "Photo: A. Marsh",
        "The first ship docked at noon.",
        "Source reference:",
        "More from",
    ]
    places = [main.index(part) for part in parts]

    assert places == sorted(places)
    for part in ("<h1", "Source reference:", "The first ship docked at noon."):
        assert main.count(part) == 1


def test_the_date_is_the_newsrooms_and_machines_can_read_it(read, home):
    story = builders.make_article(
        published_at=datetime(2026, 1, 6, 23, 30, tzinfo=UTC)  # half past midnight
    )
    time = read(story.url).select_one(".byline time")

    assert time.text == "January 7, 2026"
    assert time["datetime"] == "2026-01-07T00:30:00+01:00"


def test_share_links_carry_the_canonical_address(read, full_story):
    soup = read(full_story.url)
    links = {link.contents[0]: link["href"] for link in soup.select(".share a")}
    canonical = soup.select_one("link[rel=canonical]")["href"]
    post = parse_qs(urlsplit(links["X"]).query)

    assert post == {
        "text": ["Ports reopen after the storm"],
        "url": [canonical],
        "hashtags": ["Ports,StormIda,GlobalSecurity"],
    }
    assert parse_qs(urlsplit(links["Facebook"]).query) == {"u": [canonical]}
    assert parse_qs(urlsplit(links["LinkedIn"]).query) == {"url": [canonical]}


def test_a_share_text_is_said_instead_of_the_headline(read, home):
    story = builders.make_article(share_text="Ships are back & moving")
    link = read(story.url).select_one(".share a")["href"]

    assert parse_qs(urlsplit(link).query)["text"] == ["Ships are back & moving"]


def test_one_source_is_a_line_and_several_are_a_list(read, home):
    addresses = ["https://one.example/a?id=1&page=2", "https://two.example/b"]
    one = builders.make_article("One", sources=addresses[:1])
    two = builders.make_article("Two", sources=addresses)

    line = read(one.url).select_one(".sources")
    assert line.name == "p"
    assert re.match(
        r"Source reference:\s+https://one\.example/a\?id=1&page=2", line.text
    )
    assert line.a["href"] == line.a.text == addresses[0]
    items = read(two.url).select(".sources li a.sources__address")
    assert [item["href"] for item in items] == addresses


def test_original_reporting_says_so(read, home):
    story = builders.make_article(original_reporting=True)

    assert (
        "Original reporting by Newsclip" in read(story.url).select_one(".sources").text
    )


def test_more_from_the_category_names_four_others(read, full_story):
    more = read(full_story.url).select_one(".more")

    assert " ".join(more.h2.text.split()) == "More from General"
    assert len(more.select(".card")) == 4
    assert full_story.title not in more.text


def test_a_story_alone_in_its_category_has_no_more(read, home):
    assert read(builders.make_article().url).select_one(".more") is None


def test_no_author_means_the_newsroom_itself(read, home):
    assert "By Newsclip" in " ".join(
        read(builders.make_article().url).select_one(".byline").text.split()
    )


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"story_type": "opinion"}, "Opinion"),
        ({"story_type": "analysis"}, "Analysis"),
        ({"story_type": "sponsored", "paid_for_by": "Ostwick Lines"}, "Ostwick Lines"),
        ({"story_type": "sponsored"}, "Sponsored"),
    ],
)
def test_opinion_and_sponsored_are_labelled_wherever_shown(read, home, fields, label):
    story = builders.make_article("Labelled", hashtags=["Ports"], **fields)
    body = [("paragraph", "<p>See:</p>"), ("related_story", story.pk)]
    other = builders.make_article("Other", body=body)

    for address in ("/", "/general/", "/hashtags/ports/", story.url):
        assert label in read(address).select_one(".label__kind").text, address
    builders.make_article("Third")
    assert label.split()[0] in read("/general/third/").select_one(".more").text
    related = read(other.url).select_one(".related").text
    assert story.get_story_type_display() in related


def test_every_field_is_escaped(client, home):
    story = builders.make_article(
        f"Headline {HOSTILE}",
        slug="hostile",
        standfirst=HOSTILE,
        kicker=HOSTILE[:60],
        share_text=HOSTILE,
        search_description=HOSTILE,
        hero_image=builders.make_picture("Harbour", credit=HOSTILE),
        hero_alt=HOSTILE,
        hero_caption=HOSTILE,
        authors=[builders.make_author(HOSTILE, slug="hostile")],
        sources=[{"url": "https://a.example/x", "title": HOSTILE, "author": HOSTILE}],
        corrections=[{"text": HOSTILE}],
        body=[
            ("heading", {"text": HOSTILE, "level": "h2"}),
            ("quote", {"text": HOSTILE, "attribution": HOSTILE, "style": "pull"}),
        ],
    )
    for address in (story.url, "/", "/general/", "/authors/hostile/", "/outlets/a/"):
        page = client.get(address).content.decode()
        assert "&lt;script&gt;" in page
        assert offences(page) == [], address


def hostile_text(kind: str) -> str:
    """What a tampered editor could send: text, a link and an embed that run scripts."""
    entities = [
        {
            "type": "LINK",
            "mutability": "MUTABLE",
            "data": {"url": "javascript:alert(1)"},
        },
        {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"html": "<script>"}},
    ]
    block = {
        "key": "a",
        "text": "It rained <script>alert(1)</script><img src=x onerror=alert(1)>",
        "type": kind,
        "depth": 0,
        "inlineStyleRanges": [
            {"offset": 3, "length": 6, "style": "BOLD"},
            {"offset": 0, "length": 2, "style": "color:red"},
        ],
        "entityRanges": [
            {"offset": 3, "length": 6, "key": 0},
            {"offset": 10, "length": 4, "key": 1},
        ],
    }
    return json.dumps(
        {"blocks": [block], "entityMap": {str(i): e for i, e in enumerate(entities)}}
    )


def test_rich_text_lets_nothing_break_out(write, only_story, client):
    body = [
        ("paragraph", hostile_text("unstyled")),
        ("bulleted_list", hostile_text("unordered-list-item")),
        ("fact_box", {"title": "x", "text": hostile_text("header-one")}),
    ]
    write(story_form(body=body, action="publish"))
    page = client.get(only_story().url).content.decode()

    assert "<b>rained</b>" in page
    assert offences(page) == []
    for trace in ("<img src=x", "javascript:", "<embed"):
        assert trace not in page


def test_a_story_is_marked_with_its_language_and_direction(read, home):
    story = builders.make_article("أخبار", language="ar", slug="akhbar")
    article = read(story.url).select_one("article.article")

    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    card = read("/").select_one(".card")
    assert (card["lang"], card["dir"]) == ("ar", "rtl")


def test_a_correction_is_dated_and_shown(read, home):
    story = builders.make_article(
        corrections=[
            {"text": "The ferry carried 40.", "made_at": timezone.now() - timedelta(1)}
        ]
    )
    note = read(story.url).select_one(".correction")

    assert "Correction" in note.text
    assert "The ferry carried 40." in note.text
    assert note.select_one("time[datetime]")


def test_there_is_one_h1_on_every_page(read, full_story):
    for address in (
        "/",
        "/general/",
        full_story.url,
        "/hashtags/nato/",
        "/authors/ada-marsh/",
        "/outlets/bbc/",
        "/search/?q=ports",
        "/nowhere/",
    ):
        assert len(read(address).select("h1")) == 1, address


@pytest.mark.parametrize(
    "address",
    ["/general/", "/hashtags/nato/", "/authors/ada-marsh/", "/outlets/bbc/"],
)
def test_a_page_number_out_of_range_is_a_404(client, full_story, address):
    assert client.get(address).status_code == 200
    none = ("0", "-1", "x", "2", "1.5", "1e9", str(10**30))
    for number in (*none, "01", "1_0", "+1", " 1", "\N{FULLWIDTH DIGIT ONE}"):
        assert client.get(address, {"page": number}).status_code == 404, number
