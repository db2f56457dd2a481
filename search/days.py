"""The days of a query: ``before:2026-02``, ``after:2026``, ``during:2026-01-31``."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

OPERATORS = ("before", "after", "during")

_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Span:
    """Days, first and last included, that an operator lets through, and its text."""

    typed: str
    first: date = date.min
    last: date = date.max

    def meets(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


def span(operator: str, value: str, typed: str) -> Span | None:
    """What ``before:2026`` lets through; None where value is no year, month or day."""
    period = _period(value)
    if not period:
        return None
    first, last = period
    try:
        if operator == "before":
            return Span(typed, last=first - _DAY)
        if operator == "after":
            return Span(typed, first=last + _DAY)
    except OverflowError:  # before the first day of all, after the last
        return None
    return Span(typed, first, last)


def common(spans: list[Span]) -> tuple[date | None, date | None]:
    """First and last day that all let through; None where that side is open."""
    first = max((each.first for each in spans), default=date.min)
    last = min((each.last for each in spans), default=date.max)
    return (
        None if first == date.min else first,
        None if last == date.max else last,
    )


def written(first: date | None, last: date | None) -> list[str]:
    """The operators that let through the days from ``first`` to ``last``, as typed."""
    if first and last:
        for length in (len("2026"), len("2026-01"), len("2026-01-31")):
            period = first.isoformat()[:length]
            if _period(period) == (first, last):
                return [f"during:{period}"]
    after = [f"after:{first - _DAY}"] if first else []
    return after + ([f"before:{last + _DAY}"] if last else [])


def example(today: date) -> str:
    """A day to show as one that can be typed: yesterday."""
    return (today - _DAY).isoformat()


def _period(value: str) -> tuple[date, date] | None:
    match = _PERIOD.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last_month = int(month or 12)
    last_day = int(day or monthrange(first.year, last_month)[1])
    return first, date(first.year, last_month, last_day)
