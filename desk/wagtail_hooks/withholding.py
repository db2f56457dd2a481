"""Withholding a version: where it is done, who may, and how the log says it."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from desk.withholding import RIGHT, PublishedVersions, WithholdVersion
from news.models import ArticlePage, StoryVersion


@hooks.register("register_permissions")
def offer_the_right_to_withhold():
    return Permission.objects.filter(
        content_type__app_label="news", codename=RIGHT.partition(".")[2]
    )


@hooks.register("register_admin_urls")
def register_versions():
    report = PublishedVersions.as_view()
    results = PublishedVersions.as_view(results_only=True)
    return [
        path("reports/versions/", report, name="published_versions"),
        path("reports/versions/results/", results, name="published_versions_results"),
        path("stories/<int:story_pk>/versions/", report, name="story_versions"),
        path(
            "versions/<int:pk>/withhold/",
            WithholdVersion.as_view(),
            name="withhold_version",
        ),
    ]


class VersionsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RIGHT)


@hooks.register("register_reports_menu_item")
def list_versions_in_the_menu():
    return VersionsMenuItem(
        PublishedVersions.page_title,
        reverse("published_versions"),
        icon_name="history",
        order=700,
    )


@hooks.register("register_page_header_buttons")
def lead_from_a_story_to_its_versions(page, user, view_name, next_url=None):
    if isinstance(page, ArticlePage) and user.has_perm(RIGHT):
        yield Button(
            "Published versions",
            reverse("story_versions", args=[page.pk]),
            icon_name="history",
            priority=70,
        )


@hooks.register("register_log_actions")
def register_withholding(actions):
    @actions.register_action("news.withhold")
    class Withheld(LogFormatter):
        label = "Withhold a version"

        def format_message(self, log_entry):
            reason = StoryVersion.Reason(log_entry.data["reason"]).label
            return f"Version {log_entry.data['version']}: {reason}"
