"""Dates as other systems write them; what is none is none, not another."""

from datetime import UTC, datetime

import pytest

from syndication.importing.moments import moment


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Mon, 01 Jan 0001",
        "01-Jan-0001 00:00:00",
        "Sun, 31 December 0999 10:00:00 +0000",
        "Mon, 30 Nov -0001 00:00:00 +0000",
        "0001-01-01T00:00:00Z",
        "-0001-11-30 00:00:00",
        "1 Jan 99999 00:00:00 GMT",
        "soon",
        "",
    ],
)
def test_a_date_of_no_year_is_none(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 07 Jan 2026 10:00:00 +0000",
        "Wed, 07 Jan 2026 05:00:00 -0500",
        "Wed, 07 Jan 2026 05:00:00 -0500 (EST)",
        "Wed, 07 Jan 26 10:00:00 GMT",
        "7 Jan 2026 10:00 GMT",
        "2026-01-07T10:00:00Z",
    ],
)
def test_a_date_is_the_moment_that_it_says(text):
    assert moment(text) == datetime(2026, 1, 7, 10, tzinfo=UTC)
