"""Outlets, sources and what is wrong with them, in the admin."""

from wagtail_modeladmin.options import modeladmin_register

from desk import picture_reports, source_reports
from desk.sources_admin import SourcesGroup
from news.report_menu import register_reports

modeladmin_register(SourcesGroup)
register_reports(source_reports.REPORTS + picture_reports.REPORTS, order=600)
