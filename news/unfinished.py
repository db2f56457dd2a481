"""What keeps a story from being published, whichever way it is.

Its form says so on the fields; this is for the ways that have none: an approval from a
list, many at once, the admin's API. The clock is nobody: what waits was looked at when
it was scheduled. Only a legal review that was asked for since stops it, too.
"""

from django.core.exceptions import ValidationError
from wagtail.log_actions import get_active_log_context

from accounts.models import LegalReviewTask
from news import stop_markers


def refusal(story) -> str:
    """Why whoever is at work may not publish it, and what to do; '' if they may."""
    user = get_active_log_context().user
    if story.alias_of_id:
        return ""
    if user is None:
        return _in_review(story, user)
    return _in_review(story, user) or _refused_move(story, user) or _unfinished(story)


def _in_review(story, user) -> str:
    """Refuses whom the step keeps out; after the last approval there is none."""
    step = story.current_workflow_task
    if step is None:
        return ""
    if user is None:
        holds = isinstance(step, LegalReviewTask)
    else:
        holds = step.locked_for_user(story, user)
    if not holds:
        return ""
    return (
        f"'{story.title}' is at '{step.name}', a step of its review that you cannot "
        "approve: nothing was published. It can be when that step is over: ask "
        "whoever is to approve it."
    )


def _refused_move(story, user) -> str:
    category = story.wanted_category
    if category is None or category.permissions_for_user(user).can_publish_subpage():
        return ""
    return (
        f"'{story.title}' is to move to {category.title}, where you cannot publish: "
        "nothing was published. Open the story and choose another category, or ask "
        f"whoever publishes in {category.title}."
    )


def _unfinished(story) -> str:
    found = stop_markers.in_story(story)
    if found and not stop_markers.is_overridden(story, found):
        why = f"{stop_markers.names_of(found)} stands in '{story.title}'"
    elif _lacks_alt_text(story):
        why = f"The hero picture of '{story.title}' has no alt text"
    elif not _is_written(story):
        why = f"The body of '{story.title}' is not finished"
    else:
        return ""
    return (
        f"{why}, so that nothing was published. Open the story and press Publish "
        "there: its fields say where, and what to do."
    )


def _lacks_alt_text(story) -> bool:
    alt = story.hero_decorative or story.hero_alt.strip()
    return bool(story.hero_image and not alt)


def _is_written(story) -> bool:
    try:
        story.body.stream_block.clean(story.body)
    except ValidationError:
        return False
    return True
