"""'New story' asks only for the category, and only who may add one is asked."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from newsroom.demo import builders

ADDRESS = "/admin/new-story/"


@pytest.fixture
def categories(home):
    return [builders.make_category(name) for name in ("General", "Politics", "Sport")]


def writer_in(*categories, name="writer"):
    """Somebody who may add stories to these categories."""
    group = Group.objects.create(name=f"{name}s")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for category in categories:
        GroupPagePermission.objects.create(
            group=group,
            page=category,
            permission=Permission.objects.get(codename="add_page"),
        )
    user = builders.make_user(name, is_superuser=False)
    user.groups.add(group)
    return user


def editor_of(category):
    return reverse("wagtailadmin_pages:add", args=["news", "articlepage", category.pk])


def chosen(client):
    return client.get(ADDRESS).context["form"]["category"].initial


def test_it_lists_the_categories_and_leads_to_the_editor(desk, categories):
    page = desk.get(ADDRESS)
    assert [choice.choice_label for choice in page.context["form"]["category"]] == [
        *("General", "Politics", "Sport")
    ]
    answer = desk.post(ADDRESS, {"category": categories[1].pk})
    assert answer.url == editor_of(categories[1])


def test_the_last_used_is_chosen_and_has_the_focus(desk, editor, categories):
    assert chosen(desk) == categories[0].pk
    builders.make_article("Ours", category=categories[2], user=editor, publish=False)
    builders.make_article("A colleague's", category=categories[1])
    page = desk.get(ADDRESS).content.decode()
    assert chosen(desk) == categories[2].pk
    assert page.count("autofocus") == 1
    button = page[: page.index("autofocus")].rpartition("<input")[2]
    assert f'value="{categories[2].pk}"' in button


def test_the_last_used_is_forgotten_where_nobody_may_add_any_more(client, categories):
    writer = writer_in(*categories[:2])
    builders.make_article("Before", category=categories[2], user=writer, publish=False)
    client.force_login(writer)
    assert chosen(client) == categories[0].pk


def test_one_category_is_no_question(client, categories):
    client.force_login(writer_in(categories[1]))
    assert client.get(ADDRESS).url == editor_of(categories[1])


def test_only_categories_in_which_one_may_add_are_taken(client, categories):
    client.force_login(writer_in(*categories[:2]))
    for value in (categories[2].pk, 10**30, "", "x\x00", "<b>"):
        answer = client.post(ADDRESS, {"category": value})
        assert answer.status_code in (200, 400)
        if answer.status_code == 200:
            assert answer.context["form"].errors["category"]


def test_who_may_add_nowhere_sees_and_gets_nothing(client, categories):
    client.force_login(writer_in(name="nobody"))
    dashboard = client.get("/admin/").content.decode()
    assert "/admin/new-story/" not in dashboard
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS, {"category": categories[0].pk}).status_code == 302
    client.logout()
    assert client.get(ADDRESS).url.startswith("/admin/sign-in/")


def test_sidebar_and_dashboard_offer_it(desk, categories):
    dashboard = desk.get("/admin/").content.decode()
    assert 'href="/admin/new-story/"' in dashboard  # the panel
    assert '"/admin/new-story/"' in dashboard.partition("wagtail-sidebar-props")[2]
    assert dashboard.index('href="/admin/new-story/"') < dashboard.index("at-work")


def test_it_asks_the_database_as_often_for_many_categories(client, categories):
    def queries_of(user):
        client.force_login(user)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ADDRESS).status_code == 200
        return len(asked)

    of_two = queries_of(writer_in(*categories[:2], name="two"))
    many = [builders.make_category(f"Section {number}") for number in range(10)]
    assert queries_of(writer_in(*many, name="ten")) == of_two
