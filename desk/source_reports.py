"""What is wrong with sources, in the Reports menu: dead ones, and none at all."""

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from desk.known_stories import pages_to_change
from news.models import ArticlePage, CategoryIndexPage, SourceReference
from sources.link_health import LinkState
from sources.models import Outlet, Source

STORIES_NAMED = 5
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class SafeExport:
    """Spreadsheets get every text as text: none of it is read as a formula."""

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        is_text = isinstance(value, str) and export_format == self.FORMAT_CSV
        return f"'{value}" if is_text and value.startswith(FORMULAS) else value


class DeadSourcesFilters(WagtailFilterSet):
    outlet = django_filters.ModelChoiceFilter(
        queryset=lambda request: Outlet.objects.filter(
            Exists(Source.objects.filter(outlet=OuterRef("pk"), link_state="dead"))
        )
    )
    archived = django_filters.BooleanFilter(
        label="Archived copy", method="by_archived_copy"
    )

    class Meta:
        model = Source
        fields = ["outlet"]

    def by_archived_copy(self, queryset, name, value):
        without = queryset.filter(archive_url="")
        return queryset.exclude(archive_url="") if value else without


class DeadSources(SafeExport, ReportView):
    """Sources that are no longer online, with public stories that cite them."""

    model = Source
    any_permission_required = ["add", "change", "delete"]
    page_title = "Dead sources"
    header_icon = "link"
    address = "dead-sources"
    index_url_name = "dead_sources"
    index_results_url_name = "dead_sources_results"
    filterset_class = DeadSourcesFilters
    is_searchable = False
    verbose_name_plural = "dead sources"
    columns = [
        TitleColumn("url", label="Source", get_url=lambda source: source.inspected_at),
        Column("outlet", label="Outlet"),
        DateColumn("gone_since", label="Gone since"),
        Column("archive_url", label="Archived copy"),
        Column("cited_by", label="Cited by"),
    ]
    list_export = ["url", "outlet", "gone_since", "archive_url", "cited_by"]
    export_headings = {
        "url": "Source",
        "outlet": "Outlet",
        "gone_since": "Gone since",
        "archive_url": "Archived copy",
        "cited_by": "Cited by",
    }
    export_filename = "dead-sources"

    def get_base_queryset(self):
        dead = Source.objects.filter(link_state=LinkState.DEAD)
        return dead.select_related("outlet").order_by("-created_at", "-pk")

    def decorate_paginated_queryset(self, object_list):
        """Name the newest public stories that cite each; one query for all."""
        sources = list(object_list)
        public = ArticlePage.objects.published().filter(alias_of=None).order_by()
        newest = Window(
            RowNumber(), partition_by=F("source"), order_by=F("article").desc()
        )
        rows = (
            SourceReference.objects.filter(
                source__in=[source.pk for source in sources],
                article__in=public.values("pk"),
            )
            .annotate(place=newest)
            .filter(place__lte=STORIES_NAMED)
            .order_by("-article")
        )
        named: dict[int, list[str]] = {}
        for source, headline in rows.values_list("source", "article__title"):
            named.setdefault(source, []).append(headline)
        for source in sources:
            source.cited_by = " · ".join(dict.fromkeys(named.get(source.pk, ())))
            source.inspected_at = reverse(
                "sources_source_modeladmin_inspect", args=[source.pk]
            )
        return sources


class MissingSourcesFilters(WagtailFilterSet):
    category = django_filters.ModelChoiceFilter(
        queryset=lambda request: CategoryIndexPage.objects.all()
    )

    class Meta:
        model = ArticlePage
        fields = ["category"]


def without_source(user) -> QuerySet:
    """Such public stories, of those that ``user`` may change, newest first."""
    cited = SourceReference.objects.filter(article=OuterRef("pk"))
    stories = ArticlePage.objects.published().filter(
        ~Exists(cited),
        Exists(pages_to_change(user).filter(pk=OuterRef("pk"))),
        alias_of=None,
        original_reporting=False,
    )
    return stories.select_related("category").defer("body").newest_first()


class StoriesWithoutSource(SafeExport, ReportView):
    """Public stories that name no source and are not marked as original reporting."""

    model = Page
    any_permission_required = ["add", "change", "publish"]
    page_title = "Stories without a source"
    header_icon = "warning"
    address = "stories-without-a-source"
    index_url_name = "stories_without_source"
    index_results_url_name = "stories_without_source_results"
    filterset_class = MissingSourcesFilters
    is_searchable = False
    verbose_name_plural = "stories"
    columns = [
        TitleColumn(
            "title",
            label="Headline",
            get_url=lambda story: reverse("wagtailadmin_pages:edit", args=[story.pk]),
        ),
        Column("category", label="Category"),
        DateColumn("published_at", label="Published"),
    ]
    list_export = ["title", "category", "published_at"]
    export_headings = {
        "title": "Headline",
        "category": "Category",
        "published_at": "Published",
    }
    export_filename = "stories-without-a-source"

    def get_base_queryset(self):
        return without_source(self.request.user)


REPORTS = (DeadSources, StoriesWithoutSource)
