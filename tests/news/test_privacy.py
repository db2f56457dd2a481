"""What lies in a private section, told by the database, is what Wagtail asks for."""

import pytest
from wagtail.models import Page, PageViewRestriction

from news.models import ArticlePage, CategoryIndexPage
from news.querysets import SectionQuerySet
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(home) -> CategoryIndexPage:
    return builders.make_category("World")


def make_private(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def private() -> set[str]:
    """The addresses of private pages; and those by which each asks who is there."""
    by_database = {page.url for page in SectionQuerySet(Page).private()}
    pages = Page.objects.filter(depth__gt=1).specific()
    asking = {page.url for page in pages if page.get_view_restrictions()}
    assert by_database == asking
    public = {page.url for page in SectionQuerySet(Page).public().filter(depth__gt=1)}
    assert public == {page.url for page in pages} - by_database
    return by_database


def test_nothing_is_private_where_nobody_asks(world):
    builders.make_article(category=world, slug="vote")
    assert private() == set()


def test_story_alone(world):
    make_private(builders.make_article(category=world, slug="vote"))
    builders.make_article(category=world, slug="vote-2")
    assert private() == {"/world/vote/"}


def test_section_with_all_below_it_and_no_neighbour(world):
    builders.make_article(category=world, slug="vote")
    builders.make_article(category=builders.make_category("General"), slug="vote")
    make_private(world)
    assert private() == {"/world/", "/world/vote/"}


def test_alias_of_a_private_story_and_its_alias(world):
    story = builders.make_article(category=world, slug="vote")
    general = builders.make_category("General")
    alias = story.create_alias(parent=general)
    alias.create_alias(parent=general, update_slug="again")
    make_private(story)
    assert private() == {"/world/vote/", "/general/vote/", "/general/again/"}


def test_alias_of_a_story_below_a_private_section(world):
    story = builders.make_article(category=world, slug="vote")
    story.create_alias(parent=builders.make_category("General"))
    make_private(world)
    assert private() == {"/world/", "/world/vote/", "/general/vote/"}


def test_page_of_its_own_below_an_alias_of_a_private_section(world):
    alias = world.create_alias(update_slug="globe")
    builders.make_article(category=alias.specific, slug="own")
    make_private(world)
    assert private() == {"/world/", "/globe/", "/globe/own/"}


def test_aliases_that_lead_in_a_circle_end_the_search(world):
    story = builders.make_article(category=world, slug="vote")
    alias = story.create_alias(parent=builders.make_category("General"))
    ArticlePage.objects.filter(pk=story.pk).update(alias_of=alias.pk)
    make_private(world)
    hidden = {page.url for page in SectionQuerySet(Page).private()}
    assert hidden == {"/world/", "/world/vote/", "/general/vote/"}


def test_the_door_is_one_query(world, django_assert_num_queries):
    make_private(builders.make_article(category=world))
    builders.make_article("Public", category=world)
    with django_assert_num_queries(1):
        stories = [story.title for story in ArticlePage.objects.published()]
    assert stories == ["Public"]
