"""The front page's part of the admin: its editor, log and preview at a later time."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from home.banner_form import CHANGE
from home.models import HomePage
from home.preview import ComingFront, coming_front_rendered


class FrontPageMenuItem(MenuItem):
    """The sidebar's way to the slots, for whoever may edit the front page."""

    def __init__(self):
        super().__init__(
            "Front page", "", name="front-page", icon_name="home", order=40
        )

    def is_shown(self, request):
        front = HomePage.objects.first()
        if front is None or not front.permissions_for_user(request.user).can_edit():
            return False
        self.url = reverse("wagtailadmin_pages:edit", args=[front.pk])
        return True


hooks.register("register_admin_menu_item", FrontPageMenuItem)


@hooks.register("register_log_actions")
def log_what_the_banner_said(actions):
    @actions.register_action(CHANGE)
    class BannerFormatter(LogFormatter):
        label = "Change breaking banner"

        def format_message(self, log_entry):
            before, after = (log_entry.data.get(at) for at in ("before", "after"))
            if not after:
                return f"Took down the banner {before}"
            if not before:
                return f"Put up the banner {after}"
            return f"Changed the banner {before} to {after}"


@hooks.register("register_admin_urls")
def addresses_of_the_coming_front():
    at = "front/<int:page_pk>/"
    return [
        path(at, ComingFront.as_view(), name="coming_front"),
        path(f"{at}page/", coming_front_rendered, name="coming_front_page"),
    ]


@hooks.register("register_page_header_buttons")
def lead_to_the_coming_front(page, user, view_name, next_url=None):
    """Beside the front page's name, for whoever may edit it."""
    if isinstance(page, HomePage) and page.permissions_for_user(user).can_edit():
        yield Button(
            "Preview a later time",
            reverse("coming_front", args=[page.pk]),
            icon_name="calendar-alt",
            priority=15,
        )
