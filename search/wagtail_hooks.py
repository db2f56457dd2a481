"""The search's part of the admin: promoted stories, and what readers search for."""

from wagtail.snippets.models import register_snippet

from news.report_menu import register_reports
from search.admin import PromotionViewSet
from search.reports import REPORTS

register_snippet(PromotionViewSet)
register_reports(REPORTS, order=650)
