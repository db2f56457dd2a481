"""What a reviewer wants changed, and where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page, TaskState, WorkflowState

NAMES = {"title": "Headline", "body": "Body"}


@dataclass(frozen=True)
class Place:
    """A comment beside a field: the field's name, what it says, where it opens."""

    name: str
    text: str
    address: str


def asked_changes(page: Page) -> TaskState | None:
    """How the review ended that sent the page back; None while none has."""
    review = page.current_workflow_state
    sent_back = review and review.status == WorkflowState.STATUS_NEEDS_CHANGES
    return review.current_task_state if sent_back else None


def places(page: Page, step: TaskState) -> list[Place]:
    """The reviewer's comments beside fields that are not resolved yet."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    comments = page.specific_class.objects.get(pk=page.pk).wagtail_admin_comments
    return [
        Place(_name(page, comment), comment.text, f"{address}?comment={comment.pk}")
        for comment in comments.filter(user=step.finished_by_id, resolved_at=None)
    ]


def _name(page: Page, comment) -> str:
    name = comment.contentpath.partition(".")[0]
    field = {each.name: each for each in page.specific_class._meta.get_fields()}
    label = getattr(field.get(name), "verbose_name", name.replace("_", " "))
    return NAMES.get(name, capfirst(label))
