"""The desk's part of the admin, one module a subject."""

from desk.wagtail_hooks import (
    at_work,
    calendar,
    conflicts,
    covered,
    dashboard,
    draft_links,
    drafts,
    look,
    new_story,
    review,
    sources,
    stories,
    story_editor,
    withdrawing,
    withholding,
)

__all__ = [
    "at_work",
    "calendar",
    "conflicts",
    "covered",
    "dashboard",
    "draft_links",
    "drafts",
    "look",
    "new_story",
    "review",
    "sources",
    "stories",
    "story_editor",
    "withdrawing",
    "withholding",
]
