"""The search's part of the admin: promoted stories, and what readers search for."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search.admin import PromotionViewSet
from search.reports import REPORTS, may_see_reports

register_snippet(PromotionViewSet)


@hooks.register("register_admin_urls")
def register_report_urls():
    return [
        path(f"reports/{report.address}/{end}", view, name=name)
        for report in REPORTS
        for end, name, view in (
            ("", report.index_url_name, report.as_view()),
            (
                "results/",
                report.index_results_url_name,
                report.as_view(results_only=True),
            ),
        )
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_reports(request.user)


def _register_in_menu(report, order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def register_report():
        return ReportMenuItem(
            report.page_title,
            reverse(report.index_url_name),
            name=report.address,
            icon_name=report.header_icon,
            order=order,
        )


for place, report in enumerate(REPORTS):
    _register_in_menu(report, order=650 + place)
