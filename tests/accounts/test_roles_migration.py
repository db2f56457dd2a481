"""The migration that makes the roles, on a database that is in use already."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage

from newsroom.demo import builders
from tests.news.newsdesk import review_by

migration = import_module("accounts.migrations.0003_roles")


@pytest.fixture
def moderators(home):
    """Wagtail's own group, which approves what lies below the front page."""
    group = Group.objects.create(name="Moderators")
    user = builders.make_user("moderator", is_superuser=False)
    user.groups.add(group)
    review_by(home, user)
    user.groups.clear()
    return group


def test_a_group_of_that_name_keeps_what_it_may_do_and_others_are_made(home):
    builders.make_category()
    Group.objects.get(name="Owner").delete()
    editor = Group.objects.get(name="Editor")
    editor.permissions.clear()
    editor.page_permissions.all().delete()
    migration.make_roles(apps, None)
    assert Group.objects.filter(name="Editor").count() == 1
    assert not editor.permissions.exists()
    assert not editor.page_permissions.exists()
    owner = Group.objects.get(name="Owner")
    assert owner.permissions.filter(codename="withhold_version").exists()
    assert owner.page_permissions.filter(page=home).exists()


def test_wagtails_own_groups_go_with_their_review_where_nobody_uses_them(moderators):
    migration.make_roles(apps, None)
    assert not Group.objects.filter(name="Moderators").exists()
    assert not GroupApprovalTask.objects.exists()
    assert not Workflow.objects.filter(name="Moderation").exists()


@pytest.mark.parametrize("used", ["by a member", "by a review"])
def test_they_stay_where_somebody_does(home, moderators, used):
    if used == "by a member":
        builders.make_user("member", is_superuser=False).groups.add(moderators)
    else:
        story = builders.make_article(publish=False)
        home.get_workflow().start(story, None)
    migration.make_roles(apps, None)
    assert Group.objects.filter(name="Moderators").exists()
    assert GroupApprovalTask.objects.exists()
    assert Workflow.objects.filter(name="Moderation").exists()


def test_a_front_page_that_is_reviewed_already_keeps_its_review(home, moderators):
    reviews = Workflow.objects.count()
    migration.make_review(apps, None)
    assert Workflow.objects.count() == reviews
    assert WorkflowPage.objects.get(page=home).workflow.name == "Moderation"
