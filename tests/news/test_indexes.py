"""The pages that lead to lists: all hashtags, the archive, the corrections."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hashtags.models import Hashtag
from news import views
from news.models import ArticlePage
from news.rising import refresh_rising
from newsroom.demo import builders
from tests.news.plans import plan_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
A_HASHTAG = re.compile(
    r'href="/hashtags/[^"]+"><bdi>([^<]+)</bdi></a> <span[^>]*>(\d+)<'
)
A_LETTER = re.compile(r'<h2 id="letter-\d+">([^<]+)</h2>')
A_MONTH = re.compile(r'href="(/archive/[^"]+)">(\w+)<.*?(\d+) stor(?:y|ies)</span>')


@pytest.fixture
def read(client, home):
    """The HTML at an address that answers 200."""

    def read(address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return read


def hide(story, **times):
    """Hide a story as time does, before the clock has swept it."""
    for name, moment in times.items():
        setattr(story, name, moment)
    story.save(clean=False)


def queries_of(client, address) -> list[str]:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


# Hashtags --------------------------------------------------------------------------


def test_every_hashtag_of_a_public_story_stands_under_its_letter_with_its_count(read):
    builders.make_article("One", hashtags=["NATO", "Budget"])
    builders.make_article("Two", hashtags=["NATO", "École", "2026Vote", "Ναυτικό"])
    page = read("/hashtags/")
    assert sorted(A_HASHTAG.findall(page)) == [
        ("#2026Vote", "1"),
        ("#Budget", "1"),
        ("#NATO", "2"),
        ("#École", "1"),
        ("#Ναυτικό", "1"),
    ]
    assert sorted(A_LETTER.findall(page)) == ["0–9", "B", "E", "N", "Ν"]
    assert page.count("<h1") == 1


def test_a_hashtag_that_readers_may_not_meet_is_not_in_the_index(read):
    builders.make_article("One", hashtags=["NATO", "Hidden", "Merged"])
    Hashtag.objects.filter(name="Hidden").update(status=Hashtag.Status.HIDDEN)
    Hashtag.objects.filter(name="Merged").update(
        merged_into=Hashtag.objects.get(name="NATO")
    )
    Hashtag.objects.create(name="Unused")
    assert A_HASHTAG.findall(read("/hashtags/")) == [("#NATO", "1")]


def test_a_hidden_story_counts_in_no_index(read):
    now = timezone.now()
    builders.make_article("Seen", hashtags=["NATO"])
    for name in ("Drafted", "Embargoed", "Expired", "Private"):
        story = builders.make_article(
            name, hashtags=["NATO", name], publish=name != "Drafted"
        )
        if name == "Embargoed":
            hide(story, embargo_until=now + HOUR)
        elif name == "Expired":
            hide(story, expire_at=now - HOUR)
        elif name == "Private":
            PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert A_HASHTAG.findall(read("/hashtags/")) == [("#NATO", "1")]
    assert [count for _, _, count in A_MONTH.findall(read("/archive/"))] == ["1"]


def test_rising_hashtags_stand_first_when_they_are_known(read):
    builders.make_article("One", hashtags=["NATO"])
    assert 'id="rising"' not in read("/hashtags/")
    refresh_rising(timezone.now())
    page = read("/hashtags/")
    assert page.index(">Most used this month</h2>") < page.index('id="letter-1"')


def test_very_many_hashtags_are_shown_page_by_page(read, client, monkeypatch):
    monkeypatch.setattr(views, "HASHTAGS_A_PAGE", 2)
    builders.make_article("One", hashtags=["Ants", "Bees", "Crabs"])
    assert [name for name, _ in A_HASHTAG.findall(read("/hashtags/"))] == [
        "#Ants",
        "#Bees",
    ]
    assert A_HASHTAG.findall(read("/hashtags/?page=2")) == [("#Crabs", "1")]
    for number in ("3", "0", "x", "9" * 5000):
        assert client.get("/hashtags/", {"page": number}).status_code == 404


# The archive -----------------------------------------------------------------------


def test_the_archive_has_each_month_with_its_count_newest_first(read):
    for month in (3, 3, 1):
        at = datetime(2026, month, 5, 12, tzinfo=UTC)
        builders.make_article(f"Of {month}", published_at=at, first_published_at=at)
    at = datetime(2025, 12, 5, 12, tzinfo=UTC)
    builders.make_article("Of last year", published_at=at, first_published_at=at)
    page = read("/archive/")
    assert A_MONTH.findall(page) == [
        ("/archive/2026-03/", "March", "2"),
        ("/archive/2026-01/", "January", "1"),
        ("/archive/2025-12/", "December", "1"),
    ]
    assert page.index(">2026</h2>") < page.index(">2025</h2>")
    month = read("/archive/2026-03/")
    assert "<h1>March 2026</h1>" in month
    assert month.count("Of 3") == 2
    assert "Of 1" not in month


@pytest.mark.parametrize("month", ["2020-01", "2026-13", "2026-3", "x", "9" * 5000])
def test_a_month_without_stories_is_not_found(client, home, month):
    builders.make_article()
    assert client.get(f"/archive/{month}/").status_code == 404


def test_the_archive_of_an_empty_newsroom_says_so(read):
    assert "No stories yet." in read("/archive/")
    assert "No hashtags yet." in read("/hashtags/")
    assert "No corrections yet." in read("/corrections/")


# Corrections -----------------------------------------------------------------------


def test_corrections_of_public_stories_stand_newest_first(read):
    now = timezone.now()
    notes = [
        {"text": "It was <i>Tuesday</i>.", "made_at": now - 2 * HOUR},
        {"text": "Two ships.", "made_at": now, "kind": "clarification"},
    ]
    story = builders.make_article("Vote postponed", corrections=notes)
    later = [{"text": "Between them.", "made_at": now - HOUR}]
    builders.make_article("Other", corrections=later)
    hidden = builders.make_article("Hush", corrections=[{"text": "A secret."}])
    hide(hidden, embargo_until=now + HOUR)
    story.create_alias(parent=builders.make_category("World"))
    page = read("/corrections/")
    places = [
        page.index(text)
        for text in (
            "Two ships.",
            "Between them.",
            "It was &lt;i&gt;Tuesday&lt;/i&gt;.",
        )
    ]
    assert places == sorted(places)
    assert page.count("Two ships.") == 1
    assert page.count(f'<a href="{story.url}#correction-') == 2
    assert "<b>Clarification</b>" in page
    assert "secret" not in page
    assert "Hush" not in page


def test_corrections_are_shown_twenty_a_page(read, client):
    notes = [{"text": f"Note {number}."} for number in range(21)]
    builders.make_article(corrections=notes)
    assert read("/corrections/").count("corrections__correction") == 20
    assert read("/corrections/?page=2").count("corrections__correction") == 1
    assert client.get("/corrections/?page=3").status_code == 404


# All of them -----------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/hashtags/", "/archive/", "/corrections/"])
def test_an_index_is_purged_with_every_story_and_gone_when_one_expires(
    client, settings, address
):
    settings.FRONT_CACHE = "http://front.example"
    soon = timezone.now() + timedelta(seconds=90)
    notes = [{"text": "It was Tuesday."}]
    builders.make_article(hashtags=["NATO"], corrections=notes, expire_at=soon)
    answer = client.get(address)
    assert "front" in answer["Cache-Tag"].split(",")
    kept = int(re.search(r"s-maxage=(\d+)", answer["Cache-Control"])[1])
    assert 80 <= kept <= 90


@pytest.mark.parametrize(
    "address", ["/hashtags/", "/archive/", "/archive/2026-03/", "/corrections/"]
)
def test_an_index_is_eight_queries_at_most_however_much_there_is(client, home, address):
    """Two for the furniture; two of what is hidden and leaves; the count; the page."""
    march = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def more(names):
        for name in names:
            at = march + timedelta(minutes=len(name))
            builders.make_article(
                name,
                hashtags=[name, "NATO"],
                corrections=[{"text": "It was Tuesday."}],
                published_at=at,
                first_published_at=at,
            )

    more(["Ants"])
    few = queries_of(client, address)
    more(["Bees", "Crabs", "Deer", "Eels"])
    hide(ArticlePage.objects.first(), embargo_until=timezone.now() + HOUR)
    many = queries_of(client, address)
    assert len(few) == len(many) <= 8
    assert not any('"news_articlepage"."body"' in sql for sql in many)


def test_corrections_are_read_from_an_index_newest_first(client, home):
    builders.make_article(corrections=[{"text": "It was Tuesday."}])
    [sql] = [
        sql
        for sql in queries_of(client, "/corrections/")
        if 'ORDER BY "news_correction"' in sql
    ]
    plan = plan_of(sql)
    assert "news_corrections_newest_first" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("address", "counts"), [("/hashtags/", 3), ("/archive/", 2)])
def test_what_is_counted_is_found_by_indexes(client, home, address, counts):
    builders.make_article(hashtags=["NATO"])
    asked = [sql for sql in queries_of(client, address) if "news_storylisting" in sql]
    assert len(asked) == counts
    for sql in asked:
        assert "news_listing_may_hide" in plan_of(sql)
