"""Dates as other systems write them."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

# What no newsroom on the web means: '0000-00-00' of a draft, the year 0001 of a program
# that had no date. Nor can a date of the year 1 be moved to another zone.
EARLIEST, LATEST = 1900, 2200
# 'Mon, 30 Nov -0001 00:00:00 +0000', WordPress' no date, and 'Mon, 01 Jan 0001' are
# read as of 2000 and 2001.
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
LONG_AGO = re.compile(rf"^-|{_MONTH}(?:[\s-]+0\d{{3}}|\s+-\d+)\b", re.IGNORECASE)


def moment(text: str, zone: tzinfo | None = None) -> datetime | None:
    """The moment of an ISO 8601, RFC 3339 or RFC 822 date; None for '' and for no date.

    One without a zone is of ``zone``, or else the newsroom's. A day is its midnight.
    """
    text = text.strip()
    if LONG_AGO.search(text):
        return None
    zone = zone or timezone.get_default_timezone()
    try:
        at = parse_datetime(text) or _day(text) or parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not EARLIEST <= at.year <= LATEST:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _day(text: str) -> datetime | None:
    day = parse_date(text)
    return day and datetime(day.year, day.month, day.day)
