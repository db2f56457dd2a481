"""Who works at the desk, what they post, and what the story is then."""

from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from news.models import ArticlePage
from newsroom.demo import builders
from tests.news.story_form import story_form

HOUR = timedelta(hours=1)
# Noon: no change of the clocks is near.
EMBARGO = (timezone.now() + 48 * HOUR).replace(
    hour=12, minute=0, second=0, microsecond=0
)


def field(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def staff(home, *permissions, lift=False):
    """Somebody with these rights on all pages, and perhaps that to lift embargoes."""
    group = Group.objects.create(name="-".join(permissions))
    wanted = ["access_admin"] + (["lift_embargo"] if lift else [])
    group.permissions.set(Permission.objects.filter(codename__in=wanted))
    for permission in permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{permission}_page"
            ),
        )
    user = builders.make_user("somebody", is_superuser=False)
    user.groups.add(group)
    return user


def review_by(page, user) -> Workflow:
    """The workflow below ``page``: one task, for the groups of ``user``."""
    task = GroupApprovalTask.objects.create(name="Desk")
    task.groups.set(user.groups.all())
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def save(client, story, **fields):
    fields = {"slug": story.slug, "title": story.title} | fields
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    return client.post(address, story_form(**fields))


def fresh(story) -> ArticlePage:
    return ArticlePage.objects.get(pk=story.pk)


def approved(story):
    revision = fresh(story).scheduled_revision
    return revision and revision.approved_go_live_at


def in_force(story):
    return fresh(story).embargo_until
