"""A category's colours can be read, and its address is its own."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from news.contrast import contrast
from news.models import CategoryIndexPage
from news.routes import CATEGORY_SUBPATHS, top_level_routes
from newsroom.demo import builders
from newsroom.demo.build import CATEGORIES


@pytest.fixture
def post_category(desk, home):
    def post(**fields):
        address = reverse(
            "wagtailadmin_pages:add", args=["news", "categoryindexpage", home.pk]
        )
        data = {
            "title": "Weather",
            "slug": "weather",
            "introduction": "",
            "accent_light": "#A6192E",
            "accent_dark": "#FF8A94",
            "action-publish": "1",
        }
        return desk.post(address, nested_form_data(data | fields))

    return post


def test_a_category_is_made_in_the_admin(post_category, client):
    assert post_category().status_code == 302
    assert client.get("/weather/").status_code == 200


def test_a_category_needs_a_name_only(post_category, client):
    assert post_category(title="Weather <& tides>", slug="").status_code == 302
    assert client.get("/weather-tides/").status_code == 200


@pytest.mark.parametrize(
    ("field", "colour", "word"),
    [
        ("accent_light", "#FF8A94", "darker"),
        ("accent_dark", "#6B2C91", "lighter"),
        ("accent_light", "red", "six digits"),
        ("accent_light", "#12345", "six digits"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(post_category, field, colour, word):
    errors = post_category(**{field: colour}).context["form"].errors

    assert list(errors) == [field]
    assert word in errors[field][0]


def test_the_colours_of_the_demo_can_be_read():
    for light, dark, _ in CATEGORIES.values():
        assert contrast(light, "#FAF8F3") >= 4.5
        assert contrast(dark, "#15171A") >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("slug", ["search", "admin", "hashtags", "static", "media"])
def test_a_category_may_not_take_an_address_of_the_site(post_category, slug):
    errors = post_category(title="Search", slug=slug).context["form"].errors

    assert list(errors) == ["slug"]
    assert f"/{slug}/ is an address of the site itself" in errors["slug"][0]


def test_every_route_of_the_project_is_taken():
    assert {"admin", "search", "hashtags", "authors", "outlets"} <= top_level_routes()


@pytest.mark.parametrize("slug", sorted(CATEGORY_SUBPATHS))
def test_a_story_may_not_take_an_address_of_its_category(home, slug):
    with pytest.raises(ValidationError) as refused:
        builders.make_article("Archive", slug=slug)

    assert list(refused.value.message_dict) == ["slug"]


@pytest.mark.parametrize("slug", ["search", "feed"])
def test_a_copy_keeps_to_the_addresses_that_are_free(desk, home, slug):
    story = builders.make_article()
    page = story.get_parent() if slug == "search" else story
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {
        "new_title": "Copy",
        "new_slug": slug,
        "new_parent_page": page.get_parent().pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    errors = desk.post(address, data).context["form"].errors

    assert list(errors) == ["new_slug"]


def test_a_hidden_category_is_named_on_no_page(client, home):
    world = builders.make_category("World")
    story = builders.make_article(category=world)
    builders.make_article("Another", category=world)
    assert client.get(story.url).content.decode().count("/world/") > 2

    world.unpublish()
    for address in ("/", story.url):
        page = client.get(address).content.decode()
        assert 'href="/world/"' not in page
        assert ">World<" not in page


def test_authors_are_found_in_the_admin(desk, home):
    builders.make_author("Ines Calloway")
    page = desk.get(reverse("wagtailsnippets_news_author:list"), {"q": "ines"})

    assert "Ines Calloway" in page.content.decode()


def test_only_stories_lie_below_a_category():
    assert [model.__name__ for model in CategoryIndexPage.allowed_subpage_models()] == [
        "ArticlePage"
    ]


def test_the_style_sheet_holds_the_categories_colours(client, home):
    category = builders.make_category("World", accent_light="#1F4E8C")
    answer = client.get("/accents.css")

    assert answer["Content-Type"].startswith("text/css")
    assert f".accent-{category.pk}{{--accent:light-dark(#1F4E8C," in (
        answer.content.decode()
    )


def test_the_menu_holds_the_categories_in_the_editors_order(client, home):
    for name in ("World", "Sport", "Culture"):
        builders.make_category(name)
    CategoryIndexPage.objects.get(slug="culture").move(
        CategoryIndexPage.objects.get(slug="world"), pos="left"
    )
    page = client.get("/").content.decode()
    menu = page[page.index("category-menu") :]

    assert menu.index("Culture") < menu.index("World") < menu.index("Sport")
