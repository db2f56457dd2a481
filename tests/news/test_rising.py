"""Hashtags used faster than their own past, from the dates of public stories alone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from delivery.models import Beat, Effect
from delivery.tags import collected_tags
from delivery.times import newsroom_now, take_turn
from hashtags.models import Hashtag
from news import rising
from news.models import ArticlePage, Listing, RisingHashtag, StoryListing
from news.rising import keep_rising, noted, refresh_rising, rising_now
from newsroom.demo import builders
from newsroom.management.commands.clock import tick
from tests.news.plans import plan_of
from tests.newsroom.many_stories import copy_story

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def use(name: str, **numbers: int) -> None:
    """Stories with that hashtag: ``h1=3``, three an hour ago; ``d4=2``, two four days.

    Written straight into the tables but for the first of each age.
    """
    for age, number in numbers.items():
        ago = int(age[1:]) * (HOUR if age[0] == "h" else DAY)
        story = builders.make_article(
            f"{name} {age}",
            slug=f"{name}-{age}".lower(),
            hashtags=[name] if name else [],
            published_at=timezone.now() - ago,
        )
        if number > 1:
            copy_story(story, number - 1)


@pytest.fixture(scope="module")
def three(once):
    """#One has five stories, #Two four, #Three three, none of them in the past."""
    builders.front_page()
    use("", d9=1)
    use("One", h1=5)
    use("Two", h1=4)
    use("Three", h1=3)


@pytest.fixture
def rising_three(three, db):
    """The same, and the clock has been round."""
    refresh_rising(timezone.now())


@pytest.fixture
def empty(home):
    """A newsroom in which nothing is listed."""
    Listing.objects.all().delete()


def refreshed() -> list[tuple[str, str]]:
    """``(hashtag, note)`` of each that pages show, once the clock has been round."""
    refresh_rising(timezone.now())
    found = rising_now()
    return [(str(each.hashtag), each.note) for each in found.hashtags] if found else []


def title() -> str:
    return rising_now().title


def names() -> list[str]:
    """The hashtags that pages show, without another round."""
    return [str(each.hashtag) for each in rising_now().hashtags]


def number_of(name: str) -> int:
    """A primary key."""
    return Hashtag.objects.get(name=name).pk


def test_what_is_used_more_than_usual_rises_the_steepest_first(rising_three):
    assert [(str(each.hashtag), each.note) for each in rising_now().hashtags] == [
        ("#One", "5 stories in 48 hours, usually none"),
        ("#Two", "4 stories in 48 hours, usually none"),
        ("#Three", "3 stories in 48 hours, usually none"),
    ]
    assert title() == "Rising in our coverage"


def test_what_is_always_used_much_does_not_rise(three, db):
    use("Always", h1=5, d3=5, d5=5, d7=5)
    assert "#Always" not in [name for name, _ in refreshed()]
    use("Always", h2=7)
    assert ("#Always", "12 stories in 48 hours, usually 5") in refreshed()


def test_the_past_decays_by_half_in_two_weeks(empty):
    use("Ports", h1=3, h50=1)
    ports, now = number_of("Ports"), timezone.now()
    kept = 0.5 ** (1 / 7)
    whole = sum(kept**back for back in range(28))
    assert rising._usual({ports: 3}, 28, now)[ports] == pytest.approx(1 / whole)
    later = rising._usual({ports: 3}, 28, now + 14 * DAY)[ports]
    assert later == pytest.approx((kept**7 + 3 * kept**6) / whole)


def test_a_new_newsroom_has_no_past_to_compare_with(empty):
    for name in ("Ants", "Bees", "Cows"):
        use(name, h1=4)
    assert {name for name, _ in refreshed()} == {"#Ants", "#Bees", "#Cows"}
    assert title() == "Most used this month"


def test_fewer_than_three_stories_are_no_rise(three, db):
    use("Pair", h1=2)
    assert "#Pair" not in [name for name, _ in refreshed()]


def test_fewer_than_three_that_rise_give_way_to_the_most_used(empty):
    use("", d10=1)
    use("Rises", h1=3)
    use("Used", d4=4)
    use("Former", d31=9)
    assert refreshed() == [("#Used", ""), ("#Rises", "")]
    assert title() == "Most used this month"


def test_without_stories_there_is_no_list(empty, client):
    refresh_rising(timezone.now())
    assert rising_now() is None
    assert 'class="rising"' not in client.get("/").content.decode()


# Hidden is hidden -------------------------------------------------------------------


def change(story, **times):
    """As time does it, or code: no clock has been round since."""
    for model, key in ((ArticlePage, "pk"), (StoryListing, "story")):
        model.objects.filter(**{key: story.pk}).update(**times)


def embargo(story):
    change(story, embargo_until=timezone.now() + HOUR)


def expire(story):
    change(story, expire_at=timezone.now() - HOUR)


def restrict(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


WAYS = [ArticlePage.unpublish, ArticlePage.delete, embargo, expire, restrict]


@pytest.mark.parametrize("hide", WAYS, ids=lambda way: way.__name__)
def test_a_story_hidden_since_counts_no_more(three, db, hide):
    use("Four", h1=3)
    assert len(refreshed()) == 4
    for name in ("one", "four"):
        hide(ArticlePage.objects.get(slug=f"{name}-h1"))
    assert names() == ["#One", "#Two", "#Three"]
    assert rising_now().hashtags[0].note == "4 stories in 48 hours, usually none"


def test_a_hidden_story_is_never_counted(three, db):
    before = refreshed()
    builders.make_article(slug="a", hashtags=["One", "Secret"], publish=False)
    for hide in (embargo, restrict):
        for number in range(3):
            slug = f"{hide.__name__}-{number}"
            hide(builders.make_article(slug=slug, hashtags=["One", "Secret"]))
    assert refreshed() == before
    assert not RisingHashtag.objects.filter(hashtag__name="Secret").exists()


def test_read_time_reveals_nothing_that_came_after_the_clock(rising_three):
    use("One", h2=1)
    assert rising_now().hashtags[0].note == "5 stories in 48 hours, usually none"


@pytest.mark.parametrize("status", ["hidden", "blocked", "proposed"])
def test_a_hashtag_hidden_since_is_not_shown(three, db, status):
    use("Four", h1=3)
    refresh_rising(timezone.now())
    assert "#One" in names()
    Hashtag.objects.filter(name="One").update(status=status)
    assert "#One" not in names()


def test_a_hashtag_merged_since_is_not_shown(three, db):
    use("Four", h1=3)
    refresh_rising(timezone.now())
    Hashtag.objects.filter(name="One").update(merged_into=number_of("Four"))
    assert "#One" not in names()


def test_most_used_ones_with_no_story_left_are_not_shown(empty):
    use("Rain", d4=1)
    assert refreshed() == [("#Rain", "")]
    expire(ArticlePage.objects.get(slug="rain-d4"))
    assert rising_now() is None


# Pages and caches -------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/hashtags/"])
def test_the_front_and_the_index_show_them_with_the_formula(
    rising_three, client, address
):
    answer = client.get(address)
    page = answer.content.decode()
    assert "Rising in our coverage</h2>" in page
    assert "5 stories in 48 hours, usually none" in page
    assert "rising" in answer["Cache-Tag"].split(",")


def test_the_page_goes_when_a_story_it_counts_expires(rising_three):
    leaves = timezone.now() + HOUR
    change(ArticlePage.objects.get(slug="one-h1"), expire_at=leaves)
    with collected_tags() as shown:
        rising_now()
    assert shown.until == leaves
    assert f"hashtag-{number_of('One')}" in shown.names


def test_caches_hear_of_another_list_and_of_no_other(rising_three):
    now = timezone.now()
    purges = Effect.objects.filter(payload={"tags": ["rising"]}, step="caches")
    assert purges.count() == 1
    refresh_rising(now + timedelta(minutes=5))
    assert purges.count() == 1
    use("Two", h2=1)
    refresh_rising(now + timedelta(minutes=10))
    assert purges.count() == 2


def test_numbers_of_the_past_are_said_in_words():
    assert noted(7, 2.4) == "7 stories in 48 hours, usually 2"
    assert noted(3, 0.4) == "3 stories in 48 hours, usually fewer than one"
    assert noted(3, 0.0) == "3 stories in 48 hours, usually none"


# The clock --------------------------------------------------------------------------


def test_the_clock_computes_it_once_in_five_minutes(db, monkeypatch):
    computed = []
    monkeypatch.setattr(rising, "refresh_rising", computed.append)
    tick()
    tick()
    assert len(computed) == 1
    Beat.objects.filter(name="rising").update(at=newsroom_now() - rising.EVERY)
    tick()
    keep_rising()
    assert len(computed) == 2


def test_of_two_clocks_that_ask_at_once_one_has_the_turn(db, monkeypatch):
    long_ago = newsroom_now() - DAY
    assert take_turn("x", HOUR)
    Beat.objects.filter(name="x").update(at=long_ago)
    monkeypatch.setattr("delivery.times.last_beat", lambda name: long_ago)
    assert [take_turn("x", HOUR) for _ in range(2)] == [True, False]


def test_what_goes_wrong_stops_no_clock(db, monkeypatch):
    monkeypatch.setattr(rising, "refresh_rising", lambda now: 1 / 0)
    tick()
    assert Beat.objects.filter(name="rising").exists()


# Cost -------------------------------------------------------------------------------


def queries_of(work) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        work()
    return [each["sql"] for each in queries]


def test_it_is_computed_and_read_off_indexes_however_many_stories(rising_three):
    few = queries_of(lambda: refresh_rising(timezone.now()))
    copy_story(ArticlePage.objects.get(slug="one-h1"), 50)
    copy_story(ArticlePage.objects.get(slug="-d9"), 200)
    refresh_rising(timezone.now())
    many = queries_of(lambda: refresh_rising(timezone.now()))
    reads = queries_of(rising_now)
    assert len(many) == len(few)
    assert len(reads) == 1
    rows = "(news_storylisting|news_articlepage)"
    whole = re.compile(rf"(Seq Scan on|SCAN) {rows}\b")
    asked = [sql for sql in (*many, *reads) if sql.startswith("SELECT")]
    assert [sql for sql in asked if whole.search(plan_of(sql))] == []


def test_only_the_newest_stories_are_looked_at(empty, monkeypatch):
    monkeypatch.setattr(rising, "LOOKED_AT", 2)
    use("Newer", h1=2)
    use("Older", h5=4)
    assert [name for name, _ in refreshed()] == ["#Newer"]


def test_a_draft_of_a_storys_hashtags_changes_nothing(rising_three):
    before = names()
    story = ArticlePage.objects.get(slug="one-h1")
    story.hashtags.set(["Two"])
    story.save_revision()
    assert [name for name, _ in refreshed()] == before
