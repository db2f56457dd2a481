"""What readers search for, in the admin's Reports menu."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from wagtail.admin.ui.tables import ButtonsColumnMixin, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import policy_registry

from search.models import Promotion, SearchCount
from search.models.count import DAYS_SHOWN, LEAST_SHOWN

# Whoever may promote stories may know what for.
SEEN_BY = ["add", "change", "delete"]


def may_see_reports(user) -> bool:
    """Whether the reports are in this user's menu, and open to them."""
    policy = policy_registry.get_by_type(Promotion)
    return policy.user_has_any_permission(user, SEEN_BY)


class SearchColumn(ButtonsColumnMixin, TitleColumn):
    """A query that leads to what readers find, and to what is promoted for it."""

    def get_link_url(self, row, parent_context):
        return f"{reverse('search')}?{urlencode({'q': row['query']})}"

    def get_buttons(self, row, parent_context):
        return [row["promote"]] if row["promote"] else []


class SearchReport(ReportView):
    """Searches of the last days, those that were rarely made left out."""

    model = Promotion  # for permissions
    any_permission_required = SEEN_BY
    header_icon = "search"
    results_template_name = "search/report_results.html"
    verbose_name_plural = "searches"
    explanation = ""
    columns = [
        SearchColumn("query", label="Search"),
        NumberColumn("times", label="Times", width="15%"),
        NumberColumn("found", label="Stories found", width="15%"),
    ]

    def get_base_queryset(self):
        return SearchCount.objects.frequent()

    def decorate_paginated_queryset(self, object_list):
        """Say of each what it finds, with the button to promote stories for it."""
        rows = list(object_list)
        queries = [row["query"] for row in rows]
        found = SearchCount.objects.found_lately(queries)
        known = Promotion.objects.filter(folded__in=queries)
        known = {each.folded: each for each in known.annotate(number=Count("stories"))}
        for row in rows:
            row["found"] = found.get(row["query"], 0)
            row["promote"] = self._button(row["query"], known.get(row["query"]))
        return rows

    def _button(self, query: str, promotion: Promotion | None) -> ListingButton | None:
        """None where this user may not do what it would."""
        if not self.user_has_permission("change" if promotion else "add"):
            return None
        at = "wagtailsnippets_search_promotion"
        if promotion is None:
            label, spoken = "Promote stories", f"Promote stories for {query}"
            address = f"{reverse(f'{at}:add')}?{urlencode({'query': query})}"
        else:
            label = f"{promotion.number} promoted"
            label += "" if promotion.is_running else " (over)"
            spoken = f"{label}: change what is promoted for {query}"
            address = reverse(f"{at}:edit", args=[promotion.pk])
        return ListingButton(label, address, attrs={"aria-label": spoken})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "explanation": self.explanation,
            "days": DAYS_SHOWN,
            "least": LEAST_SHOWN,
        }


class FrequentSearches(SearchReport):
    page_title = "Most frequent searches"
    address = "frequent-searches"
    index_url_name = "frequent_searches"
    index_results_url_name = "frequent_searches_results"


class SearchesThatFoundNothing(SearchReport):
    page_title = "Searches that found nothing"
    address = "searches-that-found-nothing"
    index_url_name = "searches_that_found_nothing"
    index_results_url_name = "searches_that_found_nothing_results"
    explanation = "A search leaves this list when it finds a story again."

    def get_base_queryset(self):
        return SearchCount.objects.that_found_nothing()


REPORTS = (FrequentSearches, SearchesThatFoundNothing)
