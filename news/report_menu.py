"""Reports of the newsroom's own, beside Wagtail's in the menu."""

from collections.abc import Iterable

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry


class ReportMenuItem(MenuItem):
    """Shown to those to whom the report is open."""

    def __init__(self, report: type[ReportView], order: int):
        self.report = report
        super().__init__(
            report.page_title,
            reverse(report.index_url_name),
            name=report.address,
            icon_name=report.header_icon,
            order=order,
        )

    def is_shown(self, request):
        policy = policy_registry.get_by_type(self.report.model)
        return policy.user_has_any_permission(
            request.user, self.report.any_permission_required
        )


def register_reports(reports: Iterable[type[ReportView]], order: int) -> None:
    """Give each report its addresses, below its ``address``, and its place in the menu.

    The first comes at ``order``, the others after it.
    """
    for place, report in enumerate(reports):
        _register(report, order + place)


def _register(report: type[ReportView], order: int) -> None:
    @hooks.register("register_admin_urls")
    def register_addresses():
        below = f"reports/{report.address}/"
        results = report.as_view(results_only=True)
        return [
            path(below, report.as_view(), name=report.index_url_name),
            path(f"{below}results/", results, name=report.index_results_url_name),
        ]

    @hooks.register("register_reports_menu_item")
    def register_in_menu():
        return ReportMenuItem(report, order)
