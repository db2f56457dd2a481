"""The name and the menus that stand on every page."""

import re

import pytest
from django.core.cache import cache
from wagtail.models import Page, PageViewRestriction, Site

from home.furniture import furniture_of
from home.models import BrandSettings, HomePage, StandardPage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

MENU = re.compile(r'<nav class="category-menu".*?</nav>', re.DOTALL)


@pytest.fixture
def furniture(rf):
    """Ask for the furniture of a new request."""
    return lambda **headers: furniture_of(rf.get("/", headers=headers))


def names(pages) -> list[str]:
    return [page.title for page in pages]


def test_menu_has_the_categories_in_the_order_of_the_page_tree(furniture, home):
    last, first = builders.make_category("World"), builders.make_category("Business")
    first.move(last, pos="left")
    assert names(furniture().categories) == ["Business", "World"]
    last.refresh_from_db()
    assert furniture().categories[1] == last
    assert furniture().categories[1].url == "/world/"
    assert furniture().categories[1].accent_light == last.accent_light


def test_new_category_is_in_the_menu_until_an_editor_takes_it_out(furniture, home):
    world = builders.make_category("World")
    assert names(furniture().categories) == ["World"]
    world.show_in_menus = False
    world.save()
    assert furniture().categories == []


def test_draft_and_private_sections_are_in_no_menu(furniture, home):
    for name in ("Draft", "Private", "World"):
        builders.make_category(name)
    Page.objects.get(slug="draft").specific.unpublish()
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug="private"), restriction_type="login"
    )
    assert names(furniture().categories) == ["World"]


def test_alias_of_a_private_category_is_in_no_menu(furniture, home):
    world = builders.make_category("World")
    alias = world.create_alias(update_slug="globe")
    alias.create_alias(update_slug="earth")
    assert names(furniture().categories) == ["World"] * 3
    PageViewRestriction.objects.create(page=world, restriction_type="login")
    assert furniture().categories == []


def test_page_that_is_no_category_stands_with_the_other_pages(furniture, home):
    builders.make_category("World")
    home.add_child(instance=StandardPage(title="About"))
    home.add_child(instance=StandardPage(title="Quiet", show_in_menus=False))
    assert names(furniture().pages) == ["About"]
    assert furniture().pages[0].url == "/about/"
    assert names(furniture().categories) == ["World"]


def test_new_newsroom_has_a_brand_before_anybody_saved_one(furniture, home):
    assert furniture().brand.name == "Newsclip"
    assert not BrandSettings.objects.exists()


def test_each_site_has_its_own_brand_and_sections(furniture, home):
    builders.make_category("World")
    other = home.get_parent().add_child(instance=HomePage(title="Other", slug="other"))
    site = Site.objects.create(hostname="other.example", root_page=other)
    BrandSettings.objects.create(site=site, name="The Other")
    there = furniture(host="other.example")
    assert (there.brand.name, there.categories) == ("The Other", [])
    here = furniture(host="localhost")
    assert (here.brand.name, names(here.categories)) == ("Newsclip", ["World"])


def test_without_a_site_there_is_a_name_and_no_menu(furniture, home):
    builders.make_category("World")
    Site.objects.all().delete()
    assert furniture().brand.name == "Newsclip"
    assert (furniture().categories, furniture().pages) == ([], [])


def test_furniture_is_two_queries_a_request(rf, home, django_assert_num_queries):
    """One: the site, its root, its brand, the logo; and where addresses begin.

    Two: the sections below its root, private ones left out inside it. None for
    Wagtail's own site and settings, for the logo's files, or for a page's address.
    """
    BrandSettings.objects.create(
        site=Site.objects.get(), logo=builders.make_picture("Logo")
    )
    PageViewRestriction.objects.create(
        page=builders.make_category("Private"), restriction_type="login"
    )
    for number in range(10):
        builders.make_category(f"Category {number}")
    cache.clear()
    request = rf.get("/")
    with django_assert_num_queries(2):
        furniture = furniture_of(request)
        assert furniture.brand.logo.ready_files
        assert len({category.url for category in furniture.categories}) == 10
        assert furniture.pages == []
        assert furniture_of(request) is furniture
        assert Site.find_for_request(request) == furniture.site
        assert BrandSettings.for_request(request) is furniture.brand


def test_a_new_host_name_is_in_addresses_at_once(furniture, home):
    assert builders.make_category("World").full_url.startswith("http://localhost")
    site = Site.objects.get()
    site.hostname = "news.example"
    site.save()
    assert furniture().categories[0].full_url.startswith("http://news.example")


def test_error_page_has_the_menu(client, home):
    builders.make_category("World")
    page = client.get("/no/such/").content.decode()
    assert "/world/" in MENU.search(page)[0]
