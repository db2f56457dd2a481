"""Mails to those whose turn it is in a review."""

from django.dispatch import receiver
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.signals import task_submitted

from accounts.models import DeskTask


class DeskNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail to a group, for a step of whoever may publish the story."""

    def can_handle(self, instance, **kwargs):
        return isinstance(instance.task.specific, DeskTask)

    def get_template_base_prefix(self, instance, **kwargs):
        return "task_state_"

    def get_recipient_users(self, task_state, user=None, **kwargs):
        policy = policy_registry.get_by_type(Page)
        page = task_state.workflow_state.content_object
        desk = policy.users_with_permission_for_instance("publish", page)
        return desk.exclude(pk=user.pk) if user else desk


tell_the_desk = receiver(task_submitted, dispatch_uid="tell_the_desk")(DeskNotifier())
