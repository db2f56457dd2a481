"""Editors find what they look for in the admin's views, and readers nothing of it."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.documents.models import Document
from wagtail.images.views.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page, Site

from images.models import NewsImage
from newsroom.demo import builders
from tests.leaks.walk import registered
from tests.search.test_hostile_queries import QUERIES

pytestmark = pytest.mark.django_db

DRAFT = "Kittiwakes delay the dredging"
PUBLIC = "Kittiwakes return to the crane"
VIEWS = {
    "search": "/admin/pages/search/",
    "explorer": "/admin/pages/{front}/",
    "page chooser": "/admin/choose-page/search/",
    "pictures": "/admin/images/",
    "picture chooser": "/admin/images/chooser/results/",
    "documents": "/admin/documents/",
    "document chooser": "/admin/documents/chooser/results/",
    "authors": "/admin/snippets/news/author/",
    "author chooser": "/admin/snippets/choose/news/author/results/",
    "users": "/admin/users/",
}

HOSTILE = [
    "kittiwakes\x00",
    "\"'\\",
    "kittiwakes' | !(vote:*) <-> \\",
    "title : {kittiwakes} NOT NEAR(a b",
    '"a" ' * 2_000,
    "a OR " * 2_000,
]


@pytest.fixture(scope="module")
def newsroom(once):
    """A draft, a public story and one with a newer draft; a picture, a document."""
    builders.front_page()
    world = builders.make_category("World")
    author = builders.make_author("Ruth Abernale")
    builders.make_article(DRAFT, category=world, publish=False)
    story = builders.make_article(PUBLIC, category=world, authors=[author])
    renamed = builders.make_article("Gulls leave", category=world)
    renamed.title = "Puffins leave instead"
    renamed.save_revision()
    picture = builders.make_picture()
    picture.title, picture.description = "A crane", "Nests of kittiwakes"
    picture.save()
    minutes = ContentFile(b"Minutes", "minutes.txt")
    Document.objects.create(title="Minutes of the kittiwakes", file=minutes)
    return story


def address_of(view: str) -> str:
    return VIEWS[view].format(front=Site.objects.get().root_page_id)


def page(client, view: str, query: str, **others) -> str:
    response = client.get(address_of(view), {"q": query, **others})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", ["search", "page chooser"])
def test_pages_are_found_as_they_are_typed(desk, newsroom, view):
    said = page(desk, view, "kittiw")
    assert DRAFT in said
    assert PUBLIC in said
    assert "Puffins" not in said


def test_a_category_is_searched_in(desk, newsroom):
    world = Page.objects.get(title="World")
    address = reverse("wagtailadmin_explore", args=[world.pk])
    said = desk.get(address, {"q": "kittiw"}).content.decode()
    assert DRAFT in said
    assert PUBLIC in said
    said = desk.get(address, {"q": "kittiw", "ordering": "title"}).content.decode()
    assert said.index(DRAFT) < said.index(PUBLIC)
    home = reverse("wagtailadmin_explore", args=[world.get_parent().pk])
    assert PUBLIC not in desk.get(home, {"q": "nowhere"}).content.decode()


@pytest.mark.parametrize("query", ["gulls leave", "puffins inst"])
def test_a_story_is_found_by_its_title_in_public_and_by_its_draft_s(
    desk, newsroom, query
):
    assert "Puffins leave instead" in page(desk, "search", query)


def test_search_is_narrowed_and_ordered(desk, newsroom):
    assert PUBLIC not in page(desk, "search", "kittiwakes live:no")
    assert DRAFT in page(desk, "search", "kittiwakes live:no")
    assert DRAFT not in page(desk, "search", 'live:yes "kittiwakes return"')
    said = page(desk, "search", "kittiwakes", ordering="title")
    assert said.index(DRAFT) < said.index(PUBLIC)
    said = page(desk, "search", "kittiwakes", content_type="news.categoryindexpage")
    assert PUBLIC not in said
    assert "Story (2)" in said
    assert "Everything is here" not in page(desk, "search", "")


def test_a_page_chooser_of_one_type_offers_no_other(desk, newsroom):
    assert "World" in page(desk, "page chooser", "worl")
    only = {"page_type": "news.articlepage"}
    assert "/admin/pages/" not in page(desk, "page chooser", "worl", **only)
    assert PUBLIC in page(desk, "page chooser", "kitti", **only)


@pytest.mark.parametrize(
    ("view", "query", "found"),
    [
        ("pictures", "kittiw", "A crane"),
        ("picture chooser", "crane", "A crane"),
        ("picture chooser", "nests", "A crane"),
        ("documents", "minut", "Minutes of the kittiwakes"),
        ("document chooser", "kittiwakes", "Minutes of the kittiwakes"),
        ("authors", "abern", "Ruth Abernale"),
        ("author chooser", "ruth", "Ruth Abernale"),
        ("users", "edit", "/admin/users/edit/"),
    ],
)
def test_everything_else_is_found(desk, newsroom, view, query, found):
    assert found in page(desk, view, query)
    assert found not in page(desk, view, "nowhere")


def test_all_pictures_that_a_search_finds_can_be_chosen_at_once(desk, newsroom, rf):
    request = rf.get("/", {"q": "kittiwakes", "id": "all"})
    request.user = builders.make_user("chief")
    action = DeleteBulkAction(request, NewsImage)
    pictures = NewsImage.objects.all()
    assert list(action.get_all_objects_in_listing_query(None)) == [pictures.get().pk]


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_query_is_answered(desk, newsroom, view):
    address = address_of(view)
    for query in HOSTILE:
        assert desk.get(address, {"q": query}).status_code == 200, query[:50]
    assert desk.get(f"{address}?q=%ED%A0%80").status_code == 200


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_any_query_is_read(newsroom, query):
    list(page_filter_search(query, Page.objects.all(), Page.objects.all())[0][:20])


def test_readers_find_nothing_of_a_draft(newsroom):
    for query, headline in (("dredging", DRAFT), ("puffins", "Puffins leave")):
        for address in ("/search/", "/search/suggestions/"):
            answer = Client().get(address, {"q": query})
            assert answer.status_code == 200
            assert headline not in answer.content.decode()


def asks_the_admins_index(ask) -> bool:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return any("search_admin" in each["sql"] for each in captured)


def test_no_public_surface_asks_the_admins_index(newsroom):
    places = [address for _, address in registered(newsroom)]
    places += ["/search/?q=kittiwakes", "/search/suggestions/?q=kitti"]
    for address in places:
        assert not asks_the_admins_index(lambda: Client().get(address)), address  # noqa: B023


def test_the_admin_asks_it(desk, newsroom):
    """The control: the test above would see it."""
    assert asks_the_admins_index(lambda: page(desk, "search", "kittiwakes"))


class AnyQuery(TestCase):
    """Properties. SQLite reads a query only where there is a page to compare."""

    @settings(max_examples=50)
    @given(query=st.text(max_size=60))
    def test_any_text_is_read(self, query):
        builders.make_category("World")
        found = page_filter_search(query, Page.objects.all())[0]
        assert found.count() == len(list(found))

    @settings(max_examples=50)
    @given(query=st.text("\"'()&|!:*\\ -<>world%{}^+,", max_size=30))
    def test_any_syntax_is_read(self, query):
        builders.make_category("World")
        found = page_filter_search(query, Page.objects.all())[0]
        assert found.count() == len(list(found))
