"""Dates for readers: absolute, in the newsroom's zone, today's to the minute."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format


def day_text(moment: datetime, *, with_year: bool = True) -> str:
    """'January 7, 2026', or 'January 7' without the year."""
    return _day_text(timezone.localdate(moment), with_year)


@lru_cache(maxsize=4096)
def _day_text(day: date, with_year: bool) -> str:
    """Lists show many stories of the same days; to format one is slow.

    In the site's language, whatever an editor's is who looks at a preview first.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return date_format(day, "F j, Y" if with_year else "F j")


def clock_text(moment: datetime) -> str:
    """'14:05 CET'; of a zone without a name, '14:05 UTC+3'."""
    return f"{timezone.localtime(moment):%H:%M}\N{NO-BREAK SPACE}{zone_text(moment)}"


def zone_text(moment: datetime) -> str:
    """What the newsroom's zone is called at that moment."""
    name = timezone.localtime(moment).tzname()
    if name[0] not in "+-":
        return name
    hours, minutes = name[1:3].lstrip("0"), name[3:]
    return f"UTC{name[0]}{hours or 0}" + (f":{minutes}" if minutes.strip("0") else "")


def is_today(moment: datetime) -> bool:
    """Whether that day is not over in the newsroom's zone."""
    return timezone.localdate(moment) == timezone.localdate()


def is_this_year(moment: datetime) -> bool:
    """Whether that day is of the present year in the newsroom's zone."""
    return timezone.localdate(moment).year == timezone.localdate().year


def next_midnight() -> datetime:
    """When today's dates stop being today's, in the newsroom's zone."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def next_year() -> datetime:
    """When dates of this year stop being so, in the newsroom's zone."""
    return timezone.make_aware(datetime(timezone.localdate().year + 1, 1, 1))
