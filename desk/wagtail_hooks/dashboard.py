"""The admin's first page: what concerns whoever opens it, in a newsroom's words."""

from wagtail import hooks
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from desk.dashboard import PANELS
from desk.known_stories import publishes


@hooks.register("construct_homepage_panels")
def show_what_concerns_the_user(request, panels):
    """In the place of Wagtail's panels of reviews, and of edits for who edits only own
    stories: 'Waiting for me' and 'My stories' tell all of it."""
    told = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
    if not publishes(request.user):
        told += (RecentEditsPanel,)
    panels[:] = [each for each in panels if not isinstance(each, told)]
    panels += [panel() for panel in PANELS]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request, items):
    """How many pages, pictures and documents there are helps nobody's work.

    Runs after those that add such counts.
    """
    items.clear()


@hooks.register("construct_help_menu")
def offer_no_guide_to_wagtail(request, items):
    """Wagtail's own guide knows nothing of this newsroom's editor."""
    items[:] = [
        each
        for each in items
        if each.name != "editor-guide" and not each.name.startswith("whats-new")
    ]
