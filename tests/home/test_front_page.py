"""The front page: a lead, a second rank, the latest and rails, no story twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from home.front import compose
from home.models import HomePage, StandardPage
from news.models import CategoryIndexPage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CANONICAL = re.compile(r'<link rel="canonical" href="https?://[^/]+([^"]*)"')


def make_stories(numbers, category="General", **fields) -> list:
    """A story for each number of minutes before noon, newest first."""
    return [
        builders.make_article(
            f"Story {number}",
            slug=f"s{number}",
            category=builders.make_category(category),
            published_at=NOON - timedelta(minutes=number),
            **fields,
        )
        for number in numbers
    ]


def front():
    """The front with a rail for every category of the menu."""
    return compose(CategoryIndexPage.objects.in_menu().order_by("path"))


def titles(stories) -> list[str]:
    return [story.title for story in stories]


def all_of(front) -> list:
    """Every story of the front, in its order."""
    in_rails = [story for rail in front.rails for story in rail.stories]
    lead = [front.lead] if front.lead else []
    return [*lead, *front.second, *front.latest, *in_rails]


@pytest.fixture
def picture(home):
    return builders.make_picture("Harbour")


def test_empty_newsroom_says_so(client, home):
    page = client.get("/").content.decode()
    assert "No stories yet." in page
    assert all_of(front()) == []


def test_one_story_is_the_lead(client, home):
    (story,) = make_stories([0])
    assert all_of(front()) == [front().lead] == [story]
    assert "Story 0" in client.get("/").content.decode()


def test_the_newest_with_a_picture_leads(picture):
    make_stories([0, 1, 3])
    make_stories([2, 4], hero_image=picture)
    assert front().lead.title == "Story 2"


def test_without_a_picture_the_newest_leads(home):
    make_stories(range(5))
    made = front()
    assert made.lead.title == "Story 0"
    assert titles(made.second) == ["Story 1", "Story 2", "Story 3"]
    assert titles(made.latest) == ["Story 4"]


def test_an_old_picture_does_not_lead(picture):
    make_stories(range(12))
    make_stories([12], hero_image=picture)
    assert front().lead.title == "Story 0"


def test_the_second_rank_begins_with_a_picture(picture):
    make_stories([0, 1, 2, 4])
    make_stories([3, 5], hero_image=picture)
    made = front()
    assert made.lead.title == "Story 3"
    assert titles(made.second) == ["Story 5", "Story 0", "Story 1"]
    assert titles(made.latest) == ["Story 2", "Story 4"]


def test_latest_are_the_next_eight(home):
    make_stories(range(20))
    latest = front().latest
    assert titles(latest) == [f"Story {number}" for number in range(4, 12)]


def test_rails_are_what_else_each_category_has(home):
    make_stories(range(14), "World")
    make_stories(range(14, 20), "Sport")
    world, sport = front().rails
    assert (world.category.title, sport.category.title) == ("World", "Sport")
    assert titles(world.stories) == ["Story 12", "Story 13"]
    assert titles(sport.stories) == [f"Story {number}" for number in range(14, 18)]


def test_rails_stand_in_the_order_of_the_menu_and_alternate(home):
    make_stories(range(12), "General")
    names = ["World", "Sport", "Culture", "Science"]
    for place, name in enumerate(names):
        make_stories([20 + place, 30 + place], name)
    rails = front().rails
    assert [rail.category.title for rail in rails] == names
    assert [rail.density for rail in rails] == ["lead", "four", "columns", "lead"]


def test_a_rail_needs_two_stories_and_a_place_in_the_menu(home):
    make_stories(range(13), "World")
    make_stories([20, 21], "Sport")
    CategoryIndexPage.objects.filter(title="Sport").update(show_in_menus=False)
    assert front().rails == []


def test_no_story_stands_twice(client, picture):
    for place, name in enumerate(["World", "Sport", "Culture"]):
        make_stories(range(place, 45, 3), name, hero_image=picture)
    page = client.get("/").content.decode()
    linked = re.findall(r'card__headline"><a href="([^"]*)"', page)
    assert len(linked) == len(set(linked)) == 12 + 3 * 4


def test_hidden_stories_stand_nowhere_on_the_front(home):
    soon = NOON.replace(year=2126)
    make_stories(range(12), "World")
    make_stories(range(20, 23), "Sport")
    make_stories([24, 25], "Sport", embargo_until=soon)
    make_stories([26], "Sport", publish=False)
    assert titles(front().rails[0].stories) == ["Story 20", "Story 21", "Story 22"]


def test_there_is_only_one_page_of_the_front(client, home):
    make_stories(range(25))
    first = client.get("/").content.decode()
    for number in ("1", "2", "x", "9" * 5000, "\x00"):
        assert client.get("/", {"page": number}).content.decode() == first
    assert CANONICAL.findall(first) == ["/"]
    assert "pagination" not in first


def test_introduction_stands_above_the_stories(client, home):
    builders.make_article("Vote postponed")
    home.introduction = "News of the harbour & beyond"
    home.save_revision().publish()
    page = client.get("/").content.decode()
    introduction = page.index("News of the harbour &amp; beyond")
    assert introduction < page.index("Vote postponed")


def test_there_is_one_front_page(home):
    assert not HomePage.can_create_at(home.get_parent())
    below = {type(builders.make_category()), StandardPage}
    assert set(HomePage.allowed_subpage_models()) == below


def test_category_may_not_take_an_address_of_the_site(home):
    with pytest.raises(ValidationError, match="address of the site itself"):
        builders.make_category("Admin")
