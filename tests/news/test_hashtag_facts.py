"""What a hashtag's page says of its stories beside listing them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delivery.tags import collected_tags
from hashtags.models import Hashtag
from news.hashtag_facts import HEIGHT, WEEKS, facts_of, often_with
from news.listings import StoryList
from news.models import ListingKind
from newsroom.demo import builders
from tests.news.plans import plan_of

pytestmark = pytest.mark.django_db

# A Wednesday; the week began on Monday the 5th.
NOW = datetime(2026, 1, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def a_wednesday(home, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with timezone.override("UTC"):
        yield


def story(at: datetime, *hashtags, **fields):
    return builders.make_article(
        f"Of {at:%Y-%m-%d %H:%M}",
        hashtags=["NATO", *hashtags],
        published_at=at,
        first_published_at=at,
        **fields,
    )


def nato() -> Hashtag:
    return Hashtag.objects.get(name="NATO")


def listed() -> StoryList:
    return StoryList(ListingKind.HASHTAG, nato().pk)


def test_stories_are_counted_by_weeks_that_begin_on_monday(a_wednesday):
    monday = datetime(2026, 1, 5, tzinfo=UTC)
    for at in (NOW, monday, monday - DAY, monday - 7 * DAY, monday - 77 * DAY):
        story(at)
    story(monday - 77 * DAY - timedelta(minutes=1))
    facts = facts_of(listed())
    assert len(facts.weeks) == WEEKS
    assert [week.stories for week in facts.weeks] == [1, *[0] * 9, 2, 2]
    assert facts.weeks[0].begins == (monday - 77 * DAY).date()
    assert (facts.total, facts.this_week) == (6, 2)
    assert facts.since == monday - 77 * DAY - timedelta(minutes=1)


def test_a_week_begins_at_midnight_in_the_newsrooms_zone(a_wednesday):
    with timezone.override("Asia/Tokyo"):
        story(datetime(2026, 1, 4, 15, tzinfo=UTC))
        story(datetime(2026, 1, 4, 14, 59, tzinfo=UTC))
        facts = facts_of(listed())
    assert [week.stories for week in facts.weeks[-2:]] == [1, 1]


def test_a_hidden_story_is_in_no_fact(a_wednesday):
    story(NOW - DAY)
    for name, moment in (("embargo_until", NOW + DAY), ("expire_at", NOW - DAY)):
        hidden = story(NOW - 30 * DAY, "Hush")
        setattr(hidden, name, moment)
        hidden.save(clean=False)
    facts = facts_of(listed())
    assert (facts.total, facts.this_week, facts.since) == (1, 1, NOW - DAY)
    assert sum(week.stories for week in facts.weeks) == 1
    assert often_with(nato(), listed()) == []


def test_the_highest_bar_is_as_high_as_the_drawing_and_all_stand_on_its_foot(
    a_wednesday,
):
    for minutes in range(4):
        story(NOW - timedelta(minutes=minutes))
    story(NOW - 7 * DAY)
    bars = facts_of(listed()).weeks
    assert [bar.height for bar in bars[-3:]] == [1, HEIGHT / 4, HEIGHT]
    assert {bar.y + bar.height for bar in bars} == {HEIGHT}


def test_a_page_with_this_weeks_count_is_gone_when_the_week_is_over(a_wednesday):
    story(NOW)
    with collected_tags() as shown:
        facts_of(listed())
    assert shown.until == datetime(2026, 1, 12, tzinfo=UTC)


def test_others_are_those_that_its_stories_carry_most_often_first(a_wednesday):
    story(NOW, "Budget", "Ships")
    story(NOW - DAY, "Ships", "Blocked")
    builders.make_article("Without it", hashtags=["Budget", "Elsewhere"])
    Hashtag.objects.filter(name="Blocked").update(status=Hashtag.Status.HIDDEN)
    assert [str(other) for other in often_with(nato(), listed())] == [
        "#Ships",
        "#Budget",
    ]


def test_there_are_at_most_eight_others(a_wednesday):
    story(NOW, *(f"Other{number}" for number in range(10)))
    assert len(often_with(nato(), listed())) == 8


def test_the_page_shows_the_facts_the_bars_and_a_table_of_the_same(client, a_wednesday):
    story(NOW, "Ships")
    story(datetime(2025, 3, 9, tzinfo=UTC))
    page = client.get("/hashtags/nato/").content.decode()
    assert "2 stories · 1 this week · since March 2025" in page
    assert page.count("<rect ") == WEEKS
    assert "style=" not in page
    assert re.search(r'<th scope="row">January 5, 2026</th><td>1</td>', page)
    assert 'href="/hashtags/ships/"' in page.partition('id="side-hashtags"')[2]
    assert "noindex" not in page


def test_a_hashtag_with_one_story_is_not_for_search_engines(client, home):
    story(timezone.now())
    page = client.get("/hashtags/nato/").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "1 story · 1 this week" in page
    assert "<svg" not in page


def test_the_page_is_eight_queries_at_most_however_many_stories(client, home):
    """The hashtag, its count, its facts, what goes with it, a page; the furniture."""

    def ask() -> list[str]:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get("/hashtags/nato/")
        return [query["sql"] for query in asked.captured_queries]

    story(timezone.now() - DAY, "Ships")
    few = ask()
    for number in range(5):
        story(timezone.now() - number * DAY, f"Other{number}")
    many = ask()
    assert len(few) == len(many) <= 8
    assert not any('"news_articlepage"."body"' in sql for sql in many)


def test_weeks_and_the_first_story_are_read_from_the_listings_index(home):
    story(timezone.now())
    stories = listed()
    with CaptureQueriesContext(connection) as asked:
        facts_of(stories)
    [sql] = [query["sql"] for query in asked if query["sql"].count("COUNT(") == WEEKS]
    plan = plan_of(sql)
    assert plan.count("news_listing_newest_first") == WEEKS + 1
    assert "Seq Scan" not in plan
