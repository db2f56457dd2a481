"""Dates are absolute, in the newsroom's zone; today's say the time and the zone."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from delivery.tags import collected_tags
from news.dates import zone_text
from news.templatetags.newsroom_tags import shown_date, shown_time

NOW = datetime(2026, 1, 7, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def half_past_eleven_in_paris(monkeypatch, settings):
    """The newsroom is in Paris, where it is 23:30 on January 7."""
    settings.TIME_ZONE = "Europe/Paris"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with timezone.override("Europe/Paris"):
        yield


def test_a_date_is_in_the_sites_language_whoever_looked_at_it_first():
    moment = datetime(2019, 3, 5, 12, 0, tzinfo=UTC)
    with translation.override("fr"):
        shown_date(moment)
    assert ">March 5, 2019</time>" in shown_date(moment)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (
            datetime(2026, 1, 7, 8, 5, tzinfo=UTC),
            "January 7, 2026, 09:05\N{NO-BREAK SPACE}CET",
        ),
        (
            datetime(2026, 1, 6, 23, 30, tzinfo=UTC),
            "January 7, 2026, 00:30\N{NO-BREAK SPACE}CET",
        ),
        (datetime(2026, 1, 6, 22, 30, tzinfo=UTC), "January 6, 2026"),
        (datetime(2025, 7, 1, 12, 0, tzinfo=UTC), "July 1, 2025"),
    ],
)
def test_a_date_is_the_newsrooms_and_todays_has_its_time(moment, text):
    assert f">{text}</time>" in shown_date(moment)


def test_a_cards_date_leaves_out_this_year_only():
    assert ">January 6<" in shown_date(datetime(2026, 1, 6, 12, tzinfo=UTC), brief=True)
    assert ">July 1, 2025<" in shown_date(datetime(2025, 7, 1, tzinfo=UTC), brief=True)


def test_machines_read_the_moment_with_its_offset():
    assert 'datetime="2026-01-07T09:05:00+01:00"' in shown_date(
        datetime(2026, 1, 7, 8, 5, tzinfo=UTC)
    )


def test_the_newest_stories_have_a_time_and_former_days_their_day_too():
    assert ">09:05\N{NO-BREAK SPACE}CET<" in shown_time(
        datetime(2026, 1, 7, 8, 5, tzinfo=UTC)
    )
    assert ">January 6, 09:05\N{NO-BREAK SPACE}CET<" in shown_time(
        datetime(2026, 1, 6, 8, 5, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("moment", "brief", "until"),
    [
        (datetime(2026, 1, 7, 8, tzinfo=UTC), False, datetime(2026, 1, 7, 23)),
        (datetime(2026, 1, 5, 8, tzinfo=UTC), True, datetime(2026, 12, 31, 23)),
        (datetime(2026, 1, 5, 8, tzinfo=UTC), False, None),
    ],
)
def test_a_page_is_kept_no_longer_than_its_dates_are_so(moment, brief, until):
    with collected_tags() as shown:
        shown_date(moment, brief=brief)

    assert shown.until == (until and until.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Paris", "CET"),
        ("UTC", "UTC"),
        ("America/Sao_Paulo", "UTC-3"),
        ("Asia/Kathmandu", "UTC+5:45"),
    ],
)
def test_a_zone_without_a_name_is_told_by_its_offset(zone, name):
    with timezone.override(zone):
        assert zone_text(NOW) == name


def test_no_moment_is_no_date():
    assert shown_date(None) == ""
