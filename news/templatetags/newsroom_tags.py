"""What a story's templates need beside the story."""

from datetime import date, datetime
from functools import lru_cache

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
def label(story, *, linked: bool = False, unlabelled: bool = False) -> SafeString | str:
    """The line above a headline: the category, what kind of story it is, the kicker.

    '' where there is none of them. ``linked``: the category leads to its page.
    ``unlabelled``, beside stories of one category, leaves it out.
    """
    category, kind, kicker = story.shown_category, story.label, story.kicker
    parts = []
    if category and not unlabelled:
        address = (category.url,) if linked else ()
        parts.append(format_html(_CATEGORY[linked], *address, category.title))
    if kicker == kind:
        kicker = ""
    if story.is_retracted:
        parts.append(_RETRACTED)
    if story.is_sponsored:
        kind = f"Paid for by {story.paid_for_by}" if story.paid_for_by else "Sponsored"
    if kind:
        parts.append(format_html(_KIND, kind))
    if kicker:
        parts.append(format_html(_KICKER, kicker))
    if not parts:
        return ""
    accent = f" accent-{category.pk}" if category else ""
    return format_html('<p class="label{}">{}</p>', accent, SafeString(" ".join(parts)))


_CATEGORY = {
    True: '<a class="label__category" href="{}" lang="en" dir="ltr">{}</a>',
    False: '<span class="label__category" lang="en" dir="ltr">{}</span>',
}
_KIND = '<b class="label__kind" lang="en" dir="ltr">{}</b>'
_RETRACTED = format_html(_KIND, "Retracted")
_KICKER = '<span class="label__kicker">{}</span>'


@register.simple_tag
def shown_date(moment: datetime | None, *, brief: bool = False) -> SafeString | str:
    """A ``<time>``: 'January 7, 2026', today's with time and zone; '' without a moment.

    ``brief``, for cards, leaves out this year. The page is kept no longer than what it
    says of a date is so.
    """
    if moment is None:
        return ""
    shown, until = _date_on(timezone.localdate(), moment, brief)
    tag(until=until)
    return shown


@register.simple_tag
def shown_moment(moment: datetime) -> SafeString:
    """A ``<time>`` with the time and zone of any day: 'January 7, 2026, 14:05 CET'."""
    text = f"{day_text(moment, with_year=True)}, {clock_text(moment)}"
    return _time(moment, text)


@lru_cache(maxsize=1024)
def _date_on(
    today: date, moment: datetime, brief: bool
) -> tuple[SafeString, datetime | None]:
    """The ``<time>`` as that day shows it, and until when it does."""
    this_year, until = is_this_year(moment), None
    text = day_text(moment, with_year=not (brief and this_year))
    if is_today(moment):
        text = f"{text}, {clock_text(moment)}"
        until = next_midnight()
    elif brief and this_year:
        until = next_year()
    return _time(moment, text), until


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
