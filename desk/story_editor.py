"""The editor of stories: Wagtail's own, with a checklist and hashtags beside it."""

from functools import partial

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from desk.checklist import ChecklistSidePanel
from desk.withdrawing import WithdrawView
from news.category_form import categories_to_write_in
from news.known_hashtags import known_in
from news.models import ArticlePage


def without_sorting(buttons):
    """The buttons of a story's menu, less the one that sorts what lies below it.

    Nothing does, and stories stand in the order of their dates.
    """
    return [each for each in buttons if not (each.url or "").endswith("?ordering=ord")]


class WithChecklist:
    """Wagtail renders the side panels anew after each autosave, the checklist too."""

    partials_template_name = "desk/story_partials.html"

    def get_side_panels(self):
        panels = super().get_side_panels()
        panels.insert(1, ChecklistSidePanel(self.page, self.request))
        return panels

    @property
    def header_more_buttons(self):
        return without_sorting(super().header_more_buttons)

    def get_context_data(self, **kwargs):
        """Adds ``known_hashtags``, which only what is rendered anew asks for."""
        context = super().get_context_data(**kwargs)
        return context | {"known_hashtags": partial(known_in, self.page)}


class StoryCreateView(WithChecklist, CreateView):
    """A new story lies where its form says, not where its address did."""

    def dispatch(self, request, *args, parent_page_id, **kwargs):
        chosen = request.POST.get("lies_in", "")
        allowed = categories_to_write_in(request.user).values_list("pk", flat=True)
        if chosen in {str(pk) for pk in allowed}:
            parent_page_id = int(chosen)
        return super().dispatch(request, *args, parent_page_id=parent_page_id, **kwargs)


class StoryEditView(WithChecklist, EditView):
    pass


class StoryRevertView(WithChecklist, RevisionsRevertView):
    pass


class StoryViewSet(PageViewSet):
    """The views of the admin that are about stories."""

    model = ArticlePage
    icon = "doc-full-inverse"
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    revisions_revert_view_class = StoryRevertView
    unpublish_view_class = WithdrawView
