"""The calendar says what will happen to stories, to those who may know it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from desk.calendar import SHOWN_OF_A_DAY, Calendar, Span
from news.models import ArticlePage, ScheduleProblem
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.newsdesk import HOUR

ADDRESS = "/admin/calendar/"
NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
SOON = NOON + timedelta(days=8)


def scheduled(headline, at, **fields):
    return builders.make_article(headline, go_live_at=at, **fields)


def shown(client, view="week", day=SOON):
    answer = client.get(ADDRESS, {"view": view, "from": f"{day:%Y-%m-%d}"})
    assert answer.status_code == 200
    return answer


def entries(client, view="week", day=SOON):
    """(day, time, what happens, headline, state) of all that is shown."""
    return [
        (each.date, f"{entry.at:%H:%M}", entry.what, entry.headline, entry.state)
        for each in shown(client, view, day).context["days"]
        for entry in each.entries
    ]


def headlines(client, **asked):
    return [headline for _, _, _, headline, _ in entries(client, **asked)]


# What is shown ----------------------------------------------------------------------


@pytest.mark.parametrize("view", ["week", "month"])
def test_each_entry_says_when_what_and_to_which_story(desk, home, view):
    live = builders.make_article("Leaves", expire_at=SOON + 2 * HOUR)
    coming = scheduled("Comes", SOON)
    builders.make_article("Draft", embargo_until=SOON + HOUR, publish=False)
    day = SOON.date()
    assert entries(desk, view) == [
        (day, "12:00", "Goes live", "Comes", ""),
        (day, "13:00", "Embargo ends", "Draft", "Draft"),
        (day, "14:00", "Expires", "Leaves", ""),
    ]
    page = shown(desk, view).content.decode()
    assert "All times are the newsroom's: Europe/Paris." in page
    for story in (live, coming):
        assert f"/admin/pages/{story.pk}/edit/" in page
    assert page.count("General") >= 3


def test_what_an_embargo_holds_back_is_one_entry(desk, home):
    builders.make_article("Held", embargo_until=SOON)
    assert entries(desk) == [
        (SOON.date(), "12:00", "Goes live · Embargo ends", "Held", "")
    ]


def test_a_new_version_of_a_live_story_goes_live_under_its_newest_headline(desk, home):
    story = builders.make_article("Old words")
    story.title, story.go_live_at = "New words", SOON
    story.save_revision().publish()
    assert entries(desk) == [
        (SOON.date(), "12:00", "Goes live", "New words", "New version")
    ]


def test_a_passed_embargo_and_expiry_are_told_as_past(desk, home):
    story = builders.make_article("Gone")
    ArticlePage.objects.filter(pk=story.pk).update(
        embargo_until=NOON - timedelta(days=8, hours=1),
        expire_at=NOON - timedelta(days=8),
        live=False,
        expired=True,
    )
    found = entries(desk, day=NOON - timedelta(days=8))
    assert [what for _, _, what, _, _ in found] == ["Embargo ended", "Expired"]


def test_what_is_late_is_overdue_and_what_failed_says_why(desk, home):
    late = scheduled("Late", SOON)
    late.scheduled_revision.__class__.objects.filter(
        pk=late.scheduled_revision.pk
    ).update(approved_go_live_at=timezone.now() - 30 * HOUR)
    stuck = builders.make_article("Stuck")
    Page.objects.filter(pk=stuck.pk).update(expire_at=timezone.now() - 20 * HOUR)
    ScheduleProblem.objects.create(
        page_id=stuck.pk, reason="The <disk> is full.", next_try_at=timezone.now()
    )
    page = shown(desk)
    overdue = page.context["overdue"]
    assert [(each.headline, each.what, each.state) for each in overdue] == [
        ("Late", "Goes live", "Overdue"),
        ("Stuck", "Expires", "Failed"),
    ]
    assert "The &lt;disk&gt; is full." in page.content.decode()
    then = timezone.localtime(timezone.now() - 20 * HOUR)
    assert ("Stuck", "Failed") in [row[3:] for row in entries(desk, day=then)]


def test_an_alias_repeats_nothing(desk, home):
    story = builders.make_article("Once", expire_at=SOON)
    story.create_alias(parent=builders.make_category("Sport"))
    assert headlines(desk) == ["Once"]


# Whose ------------------------------------------------------------------------------


def test_a_contributor_sees_own_drafts_and_what_is_public(client, home):
    contributor = member("Contributor")
    client.force_login(contributor)
    builders.make_article("Mine", user=contributor, embargo_until=SOON, publish=False)
    builders.make_article("Theirs", embargo_until=SOON, publish=False)
    scheduled("Their secret", SOON)
    builders.make_article("Public", expire_at=SOON)
    revised = builders.make_article("Public too")
    revised.title, revised.go_live_at = "Secret headline", SOON
    revised.save_revision().publish()
    assert headlines(client) == ["Mine", "Public"]
    page = shown(client).content.decode()
    assert "secret" not in page.lower()
    public = ArticlePage.objects.get(title="Public")
    assert f"/admin/pages/{public.pk}/edit/" not in page
    assert public.get_url() in page


def test_an_unpublished_headline_is_for_those_who_may_change_the_story(client, home):
    story = builders.make_article("As readers have it", expire_at=SOON)
    story.title = "As it will be"
    story.save_revision()
    client.force_login(member("Contributor"))
    assert headlines(client) == ["As readers have it"]
    client.force_login(member("Managing editor"))
    assert headlines(client) == ["As it will be"]


def test_an_editor_sees_the_given_categories_only(client, home):
    ours, theirs = builders.make_category("Ours"), builders.make_category("Theirs")
    editor = member("Editor")
    group = editor.groups.get()
    group.page_permissions.filter(page=theirs).delete()
    client.force_login(editor)
    scheduled("In ours", SOON, category=ours)
    scheduled("In theirs", SOON, category=theirs)
    assert headlines(client) == ["In ours"]


def test_who_has_nothing_to_do_with_stories_is_sent_away(client, desk, home):
    assert "/admin/calendar/" in desk.get("/admin/").content.decode()
    outsider = builders.make_user("outsider", is_superuser=False)
    client.force_login(outsider)
    assert client.get(ADDRESS).status_code == 302
    group = Group.objects.create(name="Office")
    group.permissions.add(
        *Group.objects.get(name="Contributor").permissions.filter(
            codename="access_admin"
        )
    )
    outsider.groups.add(group)
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert "calendar" not in answer.url


# The days ---------------------------------------------------------------------------


def test_weeks_begin_on_monday_and_a_month_is_whole_weeks(desk, home):
    week = shown(desk, "week", date(2027, 3, 31)).context["days"]
    assert [each.date for each in week] == [
        date(2027, 3, 29) + timedelta(days=number) for number in range(7)
    ]
    month = shown(desk, "month", date(2027, 3, 31)).context["days"]
    assert (month[0].date, month[-1].date) == (date(2027, 3, 1), date(2027, 4, 4))
    assert [each.date for each in month if each.is_outside] == [
        date(2027, 4, day) for day in (1, 2, 3, 4)
    ]


def test_neighbours_lead_on_without_a_gap(desk, home):
    page = shown(desk, "month", date(2027, 1, 31))
    assert "from=2026-12-01" in page.context["previous"]
    assert "from=2027-02-01" in page.context["next"]
    assert shown(desk, "week", date(2027, 1, 1)).context["next"].endswith("2027-01-04")


@pytest.mark.parametrize(
    ("day", "hours", "moments"),
    [
        # The hour from two to three is there twice, and the day has 25.
        (date(2027, 10, 31), 25, ["2027-10-31T00:30", "2027-10-31T01:30"]),
        (date(2027, 3, 28), 23, ["2027-03-28T00:30", "2027-03-28T01:30"]),
    ],
)
def test_a_day_on_which_the_clocks_change(desk, home, day, hours, moments):
    before = datetime(day.year, day.month, day.day, tzinfo=UTC) - 3 * HOUR
    for number, text in enumerate(moments):
        moment = datetime.fromisoformat(f"{text}+00:00")
        scheduled(f"Story {number}", moment)
    scheduled("The day before", before)
    page = shown(desk, "week", day)
    (changed,) = (each for each in page.context["days"] if each.date == day)
    assert changed.hours == hours
    assert [entry.headline for entry in changed.entries] == ["Story 0", "Story 1"]
    text = page.content.decode()
    assert f"The clocks change: {hours} hours" in text
    assert ("02:30 CEST" in text and "02:30 CET" in text) == (hours == 25)
    assert ("01:30 CET" in text and "03:30 CEST" in text) == (hours == 23)


def test_a_story_at_midnight_is_of_the_day_that_begins(desk, home):
    midnight = SOON.replace(hour=0)
    scheduled("At midnight", midnight)
    scheduled("A minute before", midnight - timedelta(minutes=1))
    assert [row[0] for row in entries(desk, "month")] == [
        SOON.date() - timedelta(days=1),
        SOON.date(),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "0001-01-01"},
        {"from": "9999-12-31", "view": "month"},
        {"from": "1899-12-31"},
        {"from": "3000-01-01"},
        {"from": "2027-02-30", "view": "month"},
        {"from": "x\x00", "view": "<b>"},
        {"from": "9" * 400},
        {"view": "year"},
        {},
    ],
)
def test_what_cannot_be_shown_is_today(desk, home, asked):
    answer = desk.get(ADDRESS, asked)
    assert answer.status_code in (200, 400)  # NUL is refused before
    if answer.status_code == 200:
        assert any(each.is_today for each in answer.context["days"])


@pytest.mark.parametrize("view", ["week", "month"])
def test_the_first_and_last_days_lead_no_further(desk, home, view):
    assert not shown(desk, view, date(1900, 1, 1)).context["previous"]
    assert not shown(desk, view, date(2999, 12, 31)).context["next"]


# How much ---------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["week", "month"])
def test_a_crowded_day_is_capped_and_counts_the_rest(desk, home, view):
    """All at half past midnight, which is the day before in UTC."""
    most, early = SHOWN_OF_A_DAY[view], SOON.replace(hour=0, minute=30)
    for number in range(most + 3):
        category = builders.make_category()
        category.add_child(
            instance=ArticlePage(
                title=f"Story {number:03}", live=False, expire_at=early, body="[]"
            )
        )
    page = shown(desk, view)
    (crowded,) = (each for each in page.context["days"] if each.entries)
    assert crowded.date == SOON.date()
    assert (len(crowded.entries), crowded.more) == (most, 3)
    assert "and 3 more" in page.content.decode()


def test_it_asks_the_database_as_often_for_many_stories_as_for_one(client, home):
    client.force_login(member("Editor"))

    def queries():
        shown(client, "month")
        with CaptureQueriesContext(connection) as asked:
            shown(client, "month")
        return len(asked)

    for number in range(3):
        scheduled(f"Coming {number}", SOON + number * HOUR)
        builders.make_article(f"Going {number}", expire_at=SOON + number * HOUR)
        if number == 0:
            few = queries()
    assert queries() == few


def test_the_calendar_itself_asks_five_questions(editor, home):
    """One for each kind of change, one for the stories, one for who may change them."""
    scheduled("Coming", SOON)
    calendar = Calendar(editor, Span.around("month", SOON.date()))
    calendar.days()
    with CaptureQueriesContext(connection) as asked:
        calendar.days()
    assert len(asked) == 5
