"""The editor of stories, and what checks their text in the preview."""

from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets import ButtonWithDropdownFromHook

from desk.content_checks import StoryContentChecks
from desk.story_editor import StoryViewSet, without_sorting
from news.models import ArticlePage


@hooks.register("register_admin_viewset")
def edit_stories_with_a_checklist():
    return StoryViewSet()


@hooks.register("construct_wagtail_userbar")
def check_the_text_of_stories(request, items, page):
    """Wagtail's content checks, held to the story and to more of its text."""
    if isinstance(page, ArticlePage):
        items[:] = [
            StoryContentChecks(in_editor=getattr(item, "in_editor", False))
            if isinstance(item, ContentCheckerItem)
            else item
            for item in items
        ]


@hooks.register("construct_page_listing_buttons")
def sort_nothing_below_stories(buttons, page, user, context):
    """In the list of pages, as in the editor."""
    menus = [each for each in buttons if isinstance(each, ButtonWithDropdownFromHook)]
    for menu in menus if isinstance(page, ArticlePage) else []:
        menu.dropdown_buttons = without_sorting(menu.dropdown_buttons)
