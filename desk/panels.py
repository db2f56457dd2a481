"""Panels of the admin's first page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wagtail.admin.ui.components import Component

from delivery import outbox
from delivery.times import last_beat, newsroom_now
from news.models import ScheduleProblem

# The clock beats four times a second; this long without a beat, it is not running.
SILENCE = timedelta(seconds=30)
SHOWN = 10


class AtWorkPanel(Component):
    """When the clock last ran, what it could not publish, and effects that failed."""

    name = "at_work"
    template_name = "desk/at_work.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """``clock``, whether it is ``silent``, ``problems``, and ``effects``."""
        clock = last_beat("clock")
        return {
            "clock": clock,
            "silent": clock is None or newsroom_now() - clock > SILENCE,
            "problems": ScheduleProblem.objects.select_related("page")[:SHOWN],
            "effects": outbox.failing().order_by("created_at")[:SHOWN],
        }
