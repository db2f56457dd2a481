"""What editors see of what readers search for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from newsroom.demo.builders import make_article, make_user
from search.models import PromotedStory, Promotion, SearchCount

pytestmark = pytest.mark.django_db
FREQUENT, NOTHING = "frequent_searches", "searches_that_found_nothing"
PAGES = [f"{name}{part}" for name in (FREQUENT, NOTHING) for part in ("", "_results")]


def searched(query, times, found=1, days_ago=0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchCount.objects.create(
        day=day, query=query, searches=times, stories_found=found
    )


def rows(client, name) -> list[str]:
    listed = client.get(reverse(name)).context["object_list"]
    return [row["query"] for row in listed]


@pytest.fixture
def searches(home):
    searched("gas prices", 5)
    searched("gas prices", 4, days_ago=29)
    searched("harbour", 7)
    searched("macorn", 3, found=0)
    searched("my neighbour", 2, found=0)
    searched("long ago", 100, days_ago=30)
    searched("found again", 5, found=0, days_ago=1)
    searched("found again", 1)


def test_the_most_frequent_come_first_and_one_persons_not_at_all(desk, searches):
    assert rows(desk, FREQUENT) == ["gas prices", "harbour", "found again", "macorn"]
    assert "my neighbour" not in desk.get(reverse(FREQUENT)).text


def test_what_found_nothing_leaves_when_it_finds_something(desk, searches):
    assert rows(desk, NOTHING) == ["macorn"]


def test_from_a_search_to_its_results_and_to_promoting_stories(desk, searches):
    shown = desk.get(reverse(FREQUENT)).text
    assert 'href="/search/?q=gas+prices"' in shown
    add = reverse("wagtailsnippets_search_promotion:add")
    assert f'href="{add}?query=gas+prices"' in shown
    promotion = Promotion.objects.create(query="Gas Prices")
    PromotedStory.objects.create(promotion=promotion, story=make_article())
    shown = desk.get(reverse(FREQUENT)).text
    assert "1 promoted" in shown
    edit = reverse("wagtailsnippets_search_promotion:edit", args=[promotion.pk])
    assert f'href="{edit}"' in shown
    assert f'href="{add}?query=gas+prices"' not in shown


def test_a_button_is_there_for_who_may_do_what_it_does(client, searches):
    may_delete = make_user("deputy", is_superuser=False)
    wanted = ["access_admin", "delete_promotion"]
    may_delete.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(may_delete)
    shown = client.get(reverse(FREQUENT)).text
    assert "gas prices" in shown
    assert "Promote stories" not in shown


def test_what_readers_typed_is_text(desk, home):
    searched('<script>alert("x")</script>', 3)
    assert "<script>alert(" not in desk.get(reverse(FREQUENT)).text


def test_an_empty_report_says_so(desk, home):
    assert "There are no" in desk.get(reverse(FREQUENT)).text


def test_the_queries_do_not_grow_with_the_list(
    desk, home, django_assert_max_num_queries
):
    for number in range(60):
        searched(f"word {number}", 3)
    desk.get(reverse(FREQUENT))
    with django_assert_max_num_queries(7):
        """Session, user, profile; how many, a page of them, found and promoted."""
        desk.get(reverse(f"{FREQUENT}_results"))


@pytest.mark.parametrize("name", PAGES)
def test_reports_are_for_those_who_may_promote_stories(client, searches, name):
    reporter = make_user("reporter", is_superuser=False)
    allow = reporter.user_permissions.add
    allow(Permission.objects.get(codename="access_admin"))
    client.force_login(reporter)
    assert client.get(reverse(name)).status_code == 302
    assert reverse(FREQUENT) not in client.get(reverse("wagtailadmin_home")).text
    allow(Permission.objects.get(codename="add_promotion"))
    assert client.get(reverse(name)).status_code == 200
    assert reverse(FREQUENT) in client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_sees_reports(client, searches, name):
    assert "/admin/sign-in/" in client.get(reverse(name)).url
