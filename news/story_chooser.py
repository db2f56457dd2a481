"""Choosing a story: the newest at once, and Wagtail's search for older ones."""

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import PageChooserTable, SearchView

from news.models import ArticlePage

SHOWN = 25


class FindStory(SearchView):
    """Wagtail's search for pages of the type that ``page_type`` names, here stories."""

    @property
    def columns(self):
        """A story's own: all are of one type, and no parent of theirs can be chosen."""
        category = Column("category", label="Category", width="12%")
        names = {"title": "Headline"}
        columns = []
        for column in super().columns:
            column.label = names.get(column.name, column.label)
            if column.name != "type":
                columns.append(category if column.name == "parent" else column)
        return columns


class ChooseStory(FindStory):
    """The newest edits first, of the stories that the user may see.

    In the place of Wagtail's tree of pages, whose categories cannot be chosen here.
    """

    def get(self, request: HttpRequest, parent_page_id=None) -> HttpResponse:
        """What the dialog shows first; where the chosen story lies makes no difference.

        ``multiple`` in the query: several can be chosen.
        """
        self.is_multiple_choice = request.GET.get("multiple")
        context = {
            "table": PageChooserTable(self.columns, self._newest()),
            "search_form": SearchForm(placeholder="Search all stories"),
            "is_multiple_choice": self.is_multiple_choice,
        }
        # What Wagtail's own script does with its browser, it does with this list.
        step = {"step": "browse", "parent_page_id": None}
        template = "news/choose_story.html"
        return render_modal_workflow(request, template, None, context, json_data=step)

    def _newest(self) -> list[ArticlePage]:
        stories = ArticlePage.objects.defer_streamfields().select_related("category")
        for hook in hooks.get_hooks("construct_page_chooser_queryset"):
            stories = hook(stories, self.request)
        stories = list(stories.order_by("-latest_revision_created_at", "-pk")[:SHOWN])
        for story in stories:
            story.can_choose, story.is_parent_page = True, False
        return stories
