"""The form and the list of promoted stories."""

from django.db.models import Count
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from news.snippet_chooser import SnippetChooser
from search.folding import LONGEST
from search.models import Promotion


def last_day(promotion: Promotion) -> str:
    """'23 November 2026 (over)', or '' for no end."""
    if promotion.until is None:
        return ""
    over = "" if promotion.is_running else " (over)"
    return f"{date_format(promotion.until)}{over}"


class StartWithTheSearch(CreateView):
    """An empty form, or one for the search that ``?query=`` names."""

    def get_initial_form_instance(self):
        return Promotion(query=self.request.GET.get("query", "")[:LONGEST])


class PromotionList(IndexView):
    default_ordering = "folded"
    page_title = "Promoted stories"

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(story_count=Count("stories"))


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    chooser_viewset_class = SnippetChooser
    icon = "thumbtack"
    menu_label = "Promoted stories"
    menu_order = 310
    add_to_admin_menu = True
    add_view_class = StartWithTheSearch
    index_view_class = PromotionList
    search_fields = ["query", "folded"]
    list_display = [
        "query",
        Column("story_count", label="Stories", sort_key="story_count"),
        Column("until", label="Last day", accessor=last_day, sort_key="until"),
    ]
    inspect_view_enabled = False
    copy_view_enabled = False
