"""The newsroom's five roles: what each may do, and in which categories."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow

from hashtags.models import Hashtag
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.story_form import story_form

pytestmark = pytest.mark.django_db
ROLES = ["Contributor", "Reporter", "Editor", "Managing editor", "Owner"]


def test_a_new_newsroom_has_the_five_roles_and_no_others():
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLES)


def test_a_new_newsroom_has_one_review():
    (workflow,) = Workflow.objects.all()
    assert [task.name for task in workflow.tasks] == ["Edit", "Legal review", "Publish"]
    assert builders.front_page().get_workflow() == workflow


def test_each_role_may_do_what_the_one_before_may():
    held = [
        set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
        for role in ROLES
    ]
    for less, more in pairwise(held):
        assert less < more


def test_every_permission_of_a_role_is_one_that_a_model_declares():
    held = Permission.objects.filter(group__name__in=ROLES).distinct()
    for permission in held:
        model = permission.content_type.model_class()
        if model is None:
            continue  # Wagtail's own, which hangs on no model
        declared = {codename for codename, name in model._meta.permissions}
        declared |= {
            f"{action}_{model._meta.model_name}"
            for action in model._meta.default_permissions
        }
        assert permission.codename in declared, permission


def test_only_a_reporter_makes_hashtags_others_propose_them(client, home):
    category = builders.make_category()
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", category.pk]
    )
    for role, status in (("Contributor", "proposed"), ("Reporter", "active")):
        client.force_login(member(role))
        form = story_form(title=role, slug=role.lower(), hashtags=f"By{role}")
        client.post(address, form)
        assert Hashtag.objects.get(name=f"By{role}").status == status


def test_a_new_category_is_open_to_the_roles(home):
    category = builders.make_category("Weather")
    for role, may_publish in (
        ("Contributor", False),
        ("Reporter", False),
        ("Editor", True),
        ("Managing editor", True),
    ):
        rights = category.permissions_for_user(member(role))
        assert rights.can_add_subpage()
        assert rights.can_publish_subpage() == may_publish


def test_an_editor_edits_no_front_page_and_a_managing_editor_does(client, home):
    for role, answer in (("Editor", 302), ("Managing editor", 200)):
        client.force_login(member(role))
        address = f"/admin/pages/{home.pk}/edit/"
        assert client.get(address).status_code == answer
        sidebar = client.get("/admin/").content.decode()
        assert (f'"{address}"' in sidebar) == (answer == 200)


@pytest.mark.parametrize(
    ("address", "least"),
    [
        ("/admin/users/", "Owner"),
        ("/admin/groups/", "Owner"),
        ("/admin/settings/home/brandsettings/", "Managing editor"),
        ("/admin/settings/news/historysettings/", "Managing editor"),
        ("/admin/redirects/", "Managing editor"),
        ("/admin/hashtags/hashtag/create/", "Managing editor"),
        ("/admin/images/add/", "Reporter"),
        ("/admin/documents/multiple/add/", "Reporter"),
        ("/admin/snippets/search/promotion/", "Editor"),
        ("/admin/snippets/news/author/", "Editor"),
        ("/admin/stories/", "Contributor"),
    ],
)
def test_who_is_let_in_where(client, home, address, least):
    builders.make_category()
    for role in ROLES:
        client.force_login(member(role))
        answer = client.get(address, follow=True)
        let_in = not any(
            "do not have permission" in str(message)
            for message in answer.context["messages"]
        )
        assert let_in == (ROLES.index(role) >= ROLES.index(least)), role


def test_a_desk_of_its_own_publishes_in_one_category(client, home):
    politics, sport = (
        builders.make_category("Politics"),
        builders.make_category("Sport"),
    )
    desk = Group.objects.create(name="Politics desk")
    desk.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in ("add", "change", "publish"):
        GroupPagePermission.objects.create(
            group=desk,
            page=politics,
            permission=Permission.objects.get(codename=f"{action}_page"),
        )
    editor = member("Contributor")
    editor.groups.set([desk])
    for category, may in ((politics, True), (sport, False)):
        story = builders.make_article("Vote", category=category, publish=False)
        assert story.permissions_for_user(editor).can_publish() == may
