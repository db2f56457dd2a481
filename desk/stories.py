"""The list of stories, newest edit first."""

import django_filters
from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import (
    BaseColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.ui.tables.pages import BulkActionsColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Revision, WorkflowState, get_default_page_content_type

from desk.new_story import NewStoryView
from news.models import ArticlePage, CategoryIndexPage, SourceReference

SHOWN = 50
# Stories further down are found by a filter or a search: to count a million is dear.
LISTED = 5_000


def _reviews():
    pages = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return pages.values(subject=Cast("object_id", IntegerField()))


def _scheduled():
    revisions = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False,
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return Exists(revisions)


# By what a story's state is called: the condition that finds it.
STATES = {
    "Draft": lambda: Q(live=False, expired=False),
    "In review": lambda: Q(pk__in=_reviews()),
    "Scheduled": lambda: Q(_scheduled()),
    "Embargoed": lambda: Q(embargo_until__gt=timezone.now()),
    "Live": lambda: Q(live=True),
    "Live, with a draft": lambda: Q(live=True, has_unpublished_changes=True),
    "Expired": lambda: Q(live=False, expired=True),
}


def state_of(story: ArticlePage) -> str:
    """What the story waits for, or what readers see of it, in a word or two."""
    review = story.current_workflow_state
    if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return "Changes asked for"
    if review:
        return f"In review: {review.current_task_state.task.name}"
    if story.embargo_until and story.embargo_until > timezone.now():
        return "Embargoed"
    if story.approved_schedule:
        return "Scheduled"
    if story.live:
        return "Live, with a draft" if story.has_unpublished_changes else "Live"
    return "Expired" if story.expired else "Draft"


def authors_of(story: ArticlePage) -> str:
    """The names in the byline; of a story without one, who began it."""
    return ", ".join(story.author_names) or str(story.owner or "")


class ThumbnailColumn(BaseColumn):
    """The hero picture, small."""

    header_template_name = "desk/no_header.html"
    cell_template_name = "desk/story_thumbnail.html"


class HeadlineColumn(TitleColumn):
    """The headline, leading to the editor of who may edit, or to the story."""

    def get_link_url(self, story, parent_context):
        user = parent_context["request"].user
        rights = story.permissions_for_user(user)
        edits = user.is_superuser or {"change", "publish"} & rights.permissions
        if edits or story.owner_id == user.pk:
            return reverse("wagtailadmin_pages:edit", args=[story.pk])
        return story.get_url(parent_context["request"]) if story.live else None


class StoryFilters(WagtailFilterSet):
    show = django_filters.MultipleChoiceFilter(
        label="Only",
        choices=[
            ("mine", "Mine"),
            ("no-source", "No source"),
            ("needs-review", "Needs review"),
        ],
        method="filter_show",
        widget=CheckboxSelectMultiple,
    )
    category = django_filters.MultipleChoiceFilter(
        label="Category",
        choices=lambda: CategoryIndexPage.objects.order_by("path").values_list(
            "pk", "title"
        ),
        widget=CheckboxSelectMultiple,
    )
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[(name, name) for name in STATES],
        empty_label="Any",
        method="filter_state",
        widget=RadioSelect,
    )

    class Meta:
        model = ArticlePage
        fields = []

    def filter_show(self, stories, name, wanted):
        if "mine" in wanted:
            user = self.request.user
            stories = stories.filter(Q(owner=user))
        if "no-source" in wanted:
            cited = SourceReference.objects.filter(article=OuterRef("pk"))
            stories = stories.filter(~Exists(cited), original_reporting=False)
        if "needs-review" in wanted:
            stories = stories.filter(STATES["In review"]())
        return stories

    def filter_state(self, stories, name, wanted):
        return stories.filter(STATES[wanted]())


class FirstPages(WagtailPaginator):
    """Pages of the first stories of a list; no more of them are counted."""

    @cached_property
    def count(self):
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[:LISTED].count()
        return min(self.object_list.count(), LISTED)  # a search's


class StoriesView(IndexView):
    """Stories that the user may see, newest edit first."""

    page_title = "Stories"
    add_item_label = "New story"
    paginator_class = FirstPages
    paginate_by = SHOWN

    def annotate_queryset(self, pages):
        """What a row shows, without bodies, in a constant number of queries."""
        stories = pages.defer_streamfields().annotate_approved_schedule()
        stories = stories.select_related("category", "hero_image", "owner")
        stories = stories.prefetch_workflow_states()
        return stories.prefetch_related("bylines__author")


class StoryList(PageListingViewSet):
    model = ArticlePage
    name = "stories"
    icon = "doc-full-inverse"
    menu_label = "Stories"
    menu_order = 20
    add_to_admin_menu = True
    index_view_class = StoriesView
    choose_parent_view_class = NewStoryView
    filterset_class = StoryFilters
    columns = [
        BulkActionsColumn("bulk_actions"),
        ThumbnailColumn("thumbnail", width="64px"),
        HeadlineColumn(
            "title",
            label="Headline",
            accessor="get_admin_display_title",
            sort_key="title",
        ),
        Column("category", label="Category"),
        StatusTagColumn(
            "state",
            label="State",
            accessor=state_of,
            primary=lambda story: story.live,
        ),
        Column("authors", label="Authors", accessor=authors_of),
        DateColumn(
            "latest_revision_created_at",
            label="Updated",
            sort_key="latest_revision_created_at",
        ),
    ]
