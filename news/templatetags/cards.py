"""``{% card story %}``: a story in a list, drawn once for all pages that show it."""

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString

from delivery.tags import collected_tags, tag

register = template.Library()

SHAPES = ("shape", "level", "timed", "unlabelled")


@register.simple_tag
def card(
    story,
    *,
    shape: str = "row",
    level: int = 3,
    timed: bool = False,
    unlabelled: bool = False,
) -> SafeString:
    """``components/card.html`` of a story that ``for_cards`` loaded.

    Drawn once a day of a story that ``news.cards`` remembers.
    """
    options, today = (shape, level, timed, bool(unlabelled)), timezone.localdate()
    drawn = story.drawn if story.drawn is not None else {}
    day, html, shown = drawn.get(options, (None, "", None))
    if day != today:
        context = dict(zip(SHAPES, options, strict=True)) | {"story": story}
        with collected_tags() as shown:
            html = get_template("components/card.html").render(context)
        drawn[options] = today, SafeString(html), shown
    tag(*shown.names, until=shown.until)
    return html
