"""Times on the two nights a year on which clocks are changed.

In the newsroom's zone they go from 02:00 to 03:00 one Sunday of March, and from 03:00
back to 02:00 one of October: half past two is not there, or there twice.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage
from newsroom.demo import builders
from tests.news.story_form import story_form

NEXT_YEAR = timezone.now().year + 1


def last_sunday(month: int) -> date:
    last = date(NEXT_YEAR, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


SPRING, AUTUMN = last_sunday(3), last_sunday(10)
FIRST = datetime(AUTUMN.year, AUTUMN.month, AUTUMN.day, 0, 30, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)


@pytest.fixture
def draft(home):
    return builders.make_article(publish=False)


@pytest.mark.parametrize(
    "name", ["go_live_at", "embargo_until", "expire_at", "published_at"]
)
@pytest.mark.parametrize("action", [None, "publish"])
def test_a_time_that_does_not_exist_is_refused_once_on_its_field(
    draft, edit, errors_of, name, action
):
    form = story_form(slug=draft.slug, action=action, **{name: f"{SPRING} 02:30"})
    errors = errors_of(edit(draft, form))

    assert errors == {
        name: ["This time does not exist: clocks go forward that night. Choose 03:30."]
    }


@pytest.mark.parametrize("hour", ["01:59", "03:00"])
def test_the_minutes_beside_the_gap_exist(draft, edit, hour):
    edit(draft, story_form(slug=draft.slug, go_live_at=f"{SPRING} {hour}"))

    stored = ArticlePage.objects.get().go_live_at
    assert f"{timezone.localtime(stored):%H:%M}" == hour


@pytest.mark.parametrize(
    ("name", "moment"),
    [("go_live_at", SECOND), ("embargo_until", SECOND), ("expire_at", FIRST)],
)
def test_a_time_that_is_there_twice_shows_nothing_early_or_too_long(
    draft, edit, name, moment
):
    edit(draft, story_form(slug=draft.slug, **{name: f"{AUTUMN} 02:30"}))

    assert getattr(ArticlePage.objects.get(), name) == moment


def test_a_date_shown_that_was_there_twice_is_the_first(home, edit):
    """The second may still be to come while the first has passed."""
    story = builders.make_article()
    form = story_form(
        slug=story.slug, published_at="2020-10-25 02:30", action="publish"
    )
    edit(story, form)

    stored = ArticlePage.objects.get().published_at
    assert stored == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["go_live_at", "embargo_until", "expire_at"])
@pytest.mark.parametrize("moment", [FIRST, SECOND, FIRST.replace(second=17)])
def test_saving_a_story_again_moves_none_of_its_times(home, edit, name, moment):
    story = builders.make_article(publish=False, **{name: moment})
    edit(story, story_form(slug=story.slug, **{name: f"{AUTUMN} 02:30"}))

    assert getattr(ArticlePage.objects.get(), name) == moment


def test_saving_a_story_again_lifts_no_embargo_by_an_hour(home, edit):
    story = builders.make_article(publish=False, embargo_until=SECOND)
    edit(story, story_form(slug=story.slug, embargo_until=f"{AUTUMN} 02:30"))

    assert ArticlePage.objects.get().embargo_changed_at is None


def test_an_expiry_at_the_same_reading_as_the_embargo_is_before_it(
    draft, edit, errors_of
):
    half_past_two = f"{AUTUMN} 02:30"
    form = story_form(
        slug=draft.slug, embargo_until=half_past_two, expire_at=half_past_two
    )

    assert "before its embargo ends" in errors_of(edit(draft, form))["expire_at"][0]


def test_what_is_no_time_at_all_is_still_refused(draft, edit, errors_of):
    form = story_form(slug=draft.slug, go_live_at="half past two")

    assert errors_of(edit(draft, form)) == {"go_live_at": ["Enter a valid date/time."]}
