"""What concerns whoever opens the admin: panels of its first page, a few rows each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from desk.calendar import Calendar
from desk.calendar_view import may_see_calendar
from desk.picture_reports import PicturesToClear, what_is_wrong_with
from desk.source_reports import without_source
from desk.stories import state_of
from images.models import NewsImage
from news.listings import StoryList
from news.models import ArticlePage, ListingKind
from search.models import SearchCount
from search.reports import may_see_reports

SHOWN = 5
# The newest public stories, of which panels tell what lacks; reports tell of all.
LOOKED_AT = 500


@dataclass(frozen=True)
class Row:
    """A line of a panel: what it names and leads to, and what is said of that."""

    text: str
    address: str | None
    note: object = ""
    state: str = ""


class RowsPanel(Component):
    """Some rows, and the way to all of them; nothing at all where there are none.

    Each kind says its ``heading``, what the link to all of them says (``whole``), which
    view it leads to (``all_at``), and what it asks for there.
    """

    template_name = "desk/dashboard_panel.html"
    heading = ""
    whole = ""
    all_at = ""
    asked: dict[str, str] = {}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"panel": self, "rows": self.rows(parent_context["request"].user)}

    def rows(self, user) -> list[Row]:
        raise NotImplementedError

    def address_of_all(self) -> str:
        return reverse(self.all_at, query=self.asked)


def _edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _newest_public() -> QuerySet:
    return StoryList(ListingKind.FRONT).proposed(0, LOOKED_AT).values("story")


class MyStories(RowsPanel):
    name = "my-stories"
    heading = "My stories"
    whole = "All my stories"
    all_at = "stories:index"
    asked = {"show": "mine"}
    order = 100

    def rows(self, user):
        mine = ArticlePage.objects.filter(owner=user, alias_of=None)
        mine = mine.order_by("-latest_revision_created_at", "-pk").defer_streamfields()
        mine = mine.annotate_approved_schedule().prefetch_workflow_states()[:SHOWN]
        return [
            Row(
                story.get_admin_display_title(),
                _edit(story.pk),
                story.latest_revision_created_at,
                state_of(story),
            )
            for story in mine
        ]


class WaitingForMe(RowsPanel):
    """In the place of Wagtail's panel, which has every review there is."""

    name = "waiting-for-me"
    heading = "Waiting for me"
    whole = "All that waits for me"
    all_at = "wagtailadmin_reports:workflow_tasks"
    asked = {"reviewable": "true", "status": "in_progress"}
    order = 90

    def rows(self, user):
        steps = TaskState.objects.reviewable_by(user).order_by("started_at", "pk")
        steps = steps.select_related("task", "workflow_state")[:SHOWN]
        pages = Page.objects.in_bulk(
            [int(step.workflow_state.object_id) for step in steps]
        )
        found = [
            (step, pages.get(int(step.workflow_state.object_id))) for step in steps
        ]
        return [
            Row(
                page.get_admin_display_title(),
                _edit(page.pk),
                step.started_at,
                f"In review: {step.task.name}",
            )
            for step, page in found
            if page
        ]


class ScheduledToday(RowsPanel):
    name = "scheduled-today"
    heading = "Today"
    whole = "Calendar"
    all_at = "desk_calendar"
    order = 110

    def rows(self, user):
        if not may_see_calendar(user):
            return []
        return [
            Row(
                entry.headline,
                entry.address,
                f"{entry.at:%H:%M} {entry.what}",
                entry.state,
            )
            for entry in Calendar(user).today(SHOWN).entries
        ]


class WithoutSource(RowsPanel):
    name = "without-source"
    heading = "Stories without a source"
    whole = "All stories without a source"
    all_at = "stories_without_source"
    order = 120

    def rows(self, user):
        stories = without_source(user).filter(pk__in=_newest_public())[:SHOWN]
        return [
            Row(story.title, _edit(story.pk), story.published_at, str(story.category))
            for story in stories
        ]


class PicturesWithoutRights(RowsPanel):
    name = "pictures-to-clear"
    heading = "Pictures without credit, or with expired rights"
    whole = "All such pictures"
    all_at = PicturesToClear.index_url_name
    order = 130

    def rows(self, user):
        policy = policy_registry.get_by_type(NewsImage)
        theirs = policy.instances_user_has_any_permission_for(user, ["change"])
        heroes = ArticlePage.objects.published().filter(pk__in=_newest_public())
        pictures = PicturesToClear.wrong(theirs).filter(
            pk__in=heroes.order_by().values("hero_image")
        )
        return [
            Row(
                picture.title,
                reverse("wagtailimages:edit", args=[picture.pk]),
                "",
                what_is_wrong_with(picture),
            )
            for picture in pictures.order_by("-pk")[:SHOWN]
        ]


class FoundNothing(RowsPanel):
    name = "found-nothing"
    heading = "Searches that found nothing"
    whole = "All searches that found nothing"
    all_at = "searches_that_found_nothing"
    order = 140

    def rows(self, user):
        if not may_see_reports(user):
            return []
        return [
            Row(row["query"], None, f"{row['times']} times")
            for row in SearchCount.objects.that_found_nothing()[:SHOWN]
        ]


PANELS = (
    WaitingForMe,
    MyStories,
    ScheduledToday,
    WithoutSource,
    PicturesWithoutRights,
    FoundNothing,
)
