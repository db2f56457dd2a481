"""The steps of the newsroom's review: edit, a legal review where asked for, publish."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, IntegerField, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState
from wagtail.permissions import policy_registry

REQUEST_CHANGES = ("reject", "Request changes", True)
APPROVE = ("approve", "Approve", False)
ASK_LEGAL = ("ask_legal", "Approve, and ask for a legal review", True)


class ChangesForm(TaskStateCommentForm):
    """What is to be changed: nobody sends a story back without saying why."""

    comment = forms.CharField(
        label="What should be changed, and where?",
        widget=forms.Textarea({"rows": 4}),
        help_text="The author reads this in a mail and above the story, with your "
        "comments beside the fields.",
        error_messages={"required": "Say what the author should change, and where."},
    )


class ReviewStep(Task):
    """A step of the review that does not send a story back without a word."""

    class Meta:
        abstract = True

    def get_form_for_action(self, action):
        return ChangesForm if action == "reject" else TaskStateCommentForm

    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises PermissionDenied for what the form of the action would refuse."""
        form = self.get_form_for_action(action_name)(kwargs)
        if not form.is_valid():
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **form.cleaned_data)


class DeskTask(ReviewStep):
    """A step for whoever may publish the story, in its category."""

    class Meta:
        abstract = True

    def user_can_access_editor(self, obj, user):
        return obj.permissions_for_user(user).can_publish()

    def locked_for_user(self, obj, user):
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj, user):
        return self.user_can_access_editor(obj, user)

    def get_actions(self, obj, user):
        if not self.user_can_access_editor(obj, user):
            return []
        return [REQUEST_CHANGES, APPROVE]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        policy = policy_registry.get_by_type(Page)
        publishable = policy.instances_user_has_permission_for(user, "publish")
        page = Cast(OuterRef("workflow_state__object_id"), IntegerField())
        return self.task_states.filter(
            Exists(publishable.filter(pk=page)), status=TaskState.STATUS_IN_PROGRESS
        )


class EditTaskState(TaskState):
    """How an edit ended, and whether a lawyer is to read the story too."""

    asks_for_legal_review = models.BooleanField(default=False)


class EditTask(DeskTask):
    """Somebody who may publish the story edits it, and decides whether lawyers read it.

    They do where the workflow has a legal review, and only if asked.
    """

    task_state_class = EditTaskState

    class Meta:
        verbose_name = "edit"

    @classmethod
    def get_description(cls):
        return "Those who may publish the story edit it, and may ask for a legal review"

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        review = obj.current_workflow_state
        if actions and review and _has_legal_review(review.workflow):
            actions.append(ASK_LEGAL)
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "ask_legal":
            task_state = task_state.specific
            task_state.asks_for_legal_review = True
            action_name = "approve"
        return super().on_action(task_state, user, action_name, **kwargs)


class LegalReviewTask(ReviewStep, AbstractGroupApprovalTask):
    """A legal review by the chosen groups, of stories for which an editor asked."""

    class Meta:
        verbose_name = "legal review"

    @classmethod
    def get_description(cls):
        return "The chosen groups review stories for which an editor asked it"

    def start(self, workflow_state, user=None):
        """The step's state: in progress, or skipped where nobody asked for it."""
        edits = EditTaskState.objects.filter(
            workflow_state=workflow_state, status=TaskState.STATUS_APPROVED
        )
        edit = edits.order_by("-finished_at").first()
        if edit and edit.asks_for_legal_review:
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            revision=workflow_state.content_object.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
            finished_by=user,
        )

    def get_actions(self, obj, user):
        return [REQUEST_CHANGES, APPROVE] if super().get_actions(obj, user) else []


class PublishTask(DeskTask):
    """Somebody who may publish the story does."""

    class Meta:
        verbose_name = "publish"

    @classmethod
    def get_description(cls):
        return "Those who may publish the story do, or schedule it"


def _has_legal_review(workflow) -> bool:
    steps = LegalReviewTask.objects.filter(workflow_tasks__workflow=workflow)
    return steps.filter(active=True).exists()
