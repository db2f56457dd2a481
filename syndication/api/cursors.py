"""Cursors: where a list goes on, as text that a client hands back unread.

A cursor names the last row that was shown, never how many came before it: rows that
come and go while a client pages make it neither miss nor repeat any other.
"""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from syndication.api.problems import Refused

LONGEST = 400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MOST = 2**63 - 1


def cursor_of(kind: str, *values: datetime | str | int) -> str:
    """The cursor of a row with these values in a list of that kind."""
    plain = [_number(v) if isinstance(v, datetime) else v for v in values]
    text = json.dumps([kind, *plain], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def values_of(cursor: str, kind: str, *types: type) -> list:
    """The values that a cursor of such a list has, each of its type.

    Raises Refused for anything that ``cursor_of`` did not make for that kind of list.
    """
    try:
        said = base64.b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}", b"-_", True)
        found, *values = json.loads(said)
        if found == kind and len(values) == len(types):
            return [_typed(v, each) for v, each in zip(values, types, strict=True)]
    except (binascii.Error, TypeError, ValueError, OverflowError, RecursionError):
        pass
    raise Refused(400, "This cursor is none of this list's: begin anew.", "cursor")


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _typed(value, kind: type):
    if kind is str:
        if isinstance(value, str) and "\x00" not in value:
            value.encode()  # a lone surrogate is no text
            return value
    elif type(value) is int and 0 <= value + _MOST + 1 <= 2 * _MOST + 1:
        return _EPOCH + value * _MICROSECOND if kind is datetime else value
    raise ValueError("This is no value of a cursor.")
