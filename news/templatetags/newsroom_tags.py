"""What a story's templates need beside the story."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from delivery.tags import tag
from news.dates import (
    clock_text,
    day_text,
    is_this_year,
    is_today,
    next_midnight,
    next_year,
)
from news.sharing import share_links as links_of

register = template.Library()


@register.simple_tag
def share_links(story):
    """Where a story can be shared: ``news.sharing`` says what comes back."""
    return links_of(story)


@register.simple_tag
def shown_date(moment: datetime | None, *, brief: bool = False) -> SafeString | str:
    """A ``<time>``: 'January 7, 2026', today's with time and zone; '' without a moment.

    ``brief``, for cards, leaves out this year. The page is kept no longer than what it
    says of a date is so.
    """
    if moment is None:
        return ""
    this_year = is_this_year(moment)
    text = day_text(moment, with_year=not (brief and this_year))
    if is_today(moment):
        text = f"{text}, {clock_text(moment)}"
        tag(until=next_midnight())
    elif brief and this_year:
        tag(until=next_year())
    return _time(moment, text)


@register.simple_tag
def shown_time(moment: datetime) -> SafeString:
    """A ``<time>`` for the newest: '14:05 CET', an earlier day's with its day."""
    tag(until=next_midnight())
    text = clock_text(moment)
    if not is_today(moment):
        text = f"{day_text(moment, with_year=not is_this_year(moment))}, {text}"
    return _time(moment, text)


def _time(moment: datetime, text: str) -> SafeString:
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), text
    )
