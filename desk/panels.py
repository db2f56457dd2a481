"""Panels of the admin's first page."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import batched
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from delivery import outbox
from delivery.times import last_beat, newsroom_now
from desk.known_stories import pages_to_change, publishes
from news.models import ScheduleProblem

# The clock beats four times a second; this long without a beat, it is not running.
SILENCE = timedelta(seconds=30)
SHOWN = 10
BATCH = 100

# What a step that is late means for readers; that of an embed is said in its story.
LATE = {
    "search index": "search does not find its newest words yet",
    "caches": "readers may still get the former page",
    "caches again": "readers may still get the former page",
    "caches at last": "readers may still get the former page",
    "pictures": "its pictures do not follow it yet",
    "front's pictures": "the pictures of its slots do not follow it yet",
    "announce": "nobody outside has been told of it yet",
    "websub": "a hub does not know yet that feeds changed",
    "indexnow": "search engines have not been told of it yet",
    "webhook": "a webhook has not been told of it yet",
}


class AtWorkPanel(Component):
    """When the clock last ran, what is next, what it could not do, what is late."""

    name = "at_work"
    template_name = "desk/at_work.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """``clock``, whether it is ``silent``, and for pages that the user may change:

        ``coming`` (at, page, hidden), ``problems``, and ``late`` (page or None,
        what, effect). ``shown``: whether any of it concerns the user.
        """
        clock = last_beat("clock")
        user = parent_context["request"].user
        may_change = pages_to_change(user)
        problems = ScheduleProblem.objects.filter(page__in=may_change)
        told = {
            "silent": clock is None or newsroom_now() - clock > SILENCE,
            "coming": _coming(may_change),
            "problems": problems.select_related("page")[:SHOWN],
            "late": _late(may_change),
        }
        shown = any(told.values()) or publishes(user)
        return told | {"clock": clock, "shown": shown}


def _coming(may_change) -> list[tuple]:
    """What goes live next: (at, page, whether its category is hidden)."""
    scheduled = Revision.page_revisions.filter(
        approved_go_live_at__gt=newsroom_now()
    ).order_by("approved_go_live_at")
    coming = []
    for some in batched(
        scheduled.values_list("object_id", "approved_go_live_at").iterator(), BATCH
    ):
        pages = may_change.in_bulk([int(pk) for pk, at in some])
        coming += [(at, pages[int(pk)]) for pk, at in some if int(pk) in pages]
        if len(coming) >= SHOWN:
            break
    coming = coming[:SHOWN]
    above = [page.path[: -page.steplen] for at, page in coming]
    hidden = Page.objects.filter(path__in=above, live=False)
    hidden = set(hidden.values_list("path", flat=True))
    return [(at, page, page.path[: -page.steplen] in hidden) for at, page in coming]


def _late(may_change) -> list[tuple]:
    """Effects that failed: (page or None, what that means, the effect)."""
    effects = outbox.failing().exclude(step="embed").order_by("created_at")[:SHOWN]
    pages = may_change.in_bulk({each.payload.get("story") for each in effects} - {None})
    return [
        (pages.get(each.payload.get("story")), LATE.get(each.step, each.step), each)
        for each in effects
    ]
