"""The formats that our schemas name, checked: `jsonschema` itself leaves them be."""

import re

from django.utils.dateparse import parse_date, parse_datetime
from jsonschema import FormatChecker

formats = FormatChecker(formats=())
# RFC 3986: a scheme, and then no character that is to be quoted.
_URI = re.compile(
    r"[a-z][a-z0-9+.-]*:(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+",
    re.ASCII | re.IGNORECASE,
)


@formats.checks("uri")
def is_uri(value) -> bool:
    return not isinstance(value, str) or bool(_URI.fullmatch(value))


@formats.checks("date-time", raises=ValueError)
def is_moment(value) -> bool:
    """RFC 3339: with its offset."""
    if not isinstance(value, str):
        return True
    moment = parse_datetime(value) if "T" in value else None
    return moment is not None and moment.tzinfo is not None


@formats.checks("date", raises=ValueError)
def is_day(value) -> bool:
    return not isinstance(value, str) or parse_date(value) is not None
