"""What a reader sees where there is no page, or where something broke."""

import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from markup import offences

from newsroom import errors
from newsroom.demo import builders


@pytest.fixture
def missing(client, home):
    builders.make_category("General")
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    return response.content.decode()


@pytest.mark.django_db
def test_missing_page_stands_in_the_sites_design(missing):
    assert "<title>This page isn’t here — Newsclip</title>" in missing
    assert missing.count("<h1") == 1
    assert '<header class="masthead">' in missing
    assert '<a href="/general/"' in missing
    assert '<link rel="stylesheet" href="/static/css/site.css">' in missing
    assert '<footer class="site-footer">' in missing


@pytest.mark.django_db
def test_missing_page_offers_the_search_and_the_front_page(missing):
    assert 'role="search" action="/search/"' in missing
    assert '<a href="/">read the latest</a>' in missing


@pytest.mark.django_db
def test_missing_page_offers_the_latest_five_stories(client, home):
    stories = [builders.make_article(f"Story {number}") for number in range(6)]
    page = client.get("/no/such/page/").content.decode()
    assert stories[0].url not in page
    for story in stories[1:]:
        assert f'<a href="{story.url}">' in page
    assert "<h2" in page


@pytest.mark.django_db
def test_missing_page_of_an_empty_newsroom_offers_none(missing):
    assert "The latest<" not in missing


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["images/none.jpg", "images/%00.jpg", "avatar_images/%00.jpg", "stills/none"],
)
def test_missing_file_is_said_in_a_line(client, home, path):
    answer = client.get(f"/media/{path}")
    assert (answer.status_code, answer.content) == (404, b"No such file.")
    assert answer["Content-Type"] == "text/plain"


@pytest.mark.django_db
def test_missing_page_without_a_database_is_the_500_page(rf, home, monkeypatch):
    def fail(*args):
        raise OperationalError("gone away")

    monkeypatch.setattr(errors.StoryList, "newest", fail)
    response = errors.not_found(rf.get("/x/"), Http404())
    assert response.status_code == 503
    assert "Something went wrong here" in response.content.decode()


@pytest.mark.django_db
def test_missing_page_is_in_no_index_and_claims_no_address(missing):
    assert '<meta name="robots" content="noindex">' in missing
    assert "canonical" not in missing


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/no-such-category/",
        "/general/no-such-story/",
        "/hashtags/nothing/",
        "/authors/nobody/",
        "/outlets/none/",
        "/<script>alert(1)</script>/",
    ],
)
def test_every_missing_page_looks_the_same(client, home, path):
    builders.make_category("General")
    response = client.get(path)
    assert response.status_code == 404
    page = response.content.decode()
    assert "This page isn" in page
    assert offences(page) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/%00/",
        "/general/%00/",
        "/general/vote%00/",
        "/hashtags/%00/",
        "/authors/a%00b/",
        "/outlets/%00/",
        "/documents/1/%00",
        "/static/%00",
        "/admin/%00",
        "/admin/pages/%00/",
        "/search/%00",
        "/robots.txt%00",
    ],
)
def test_null_character_in_the_address_is_not_found(client, home, path):
    """PostgreSQL raises on one, and so do file systems."""
    builders.make_category("General")
    response = client.get(path)
    assert response.status_code == 404
    assert "This page isn" in response.content.decode()


@pytest.mark.django_db
def test_null_character_in_the_address_is_not_found_by_post(client, home):
    assert client.post("/general/%00/").status_code == 404


def test_front_page_without_a_database_is_the_500_page(client):
    """pytest-django keeps this test from any database at all."""
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 503
    assert "Something went wrong here" in response.content.decode()


@pytest.mark.django_db
def test_500_page_asks_nothing_of_the_database(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = errors.server_error(request)
    page = response.content.decode()
    assert response.status_code == 503
    assert '<link rel="stylesheet" href="/static/css/site.css">' in page
    assert '<a href="/">go to the front page</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_500_page_needs_nothing_of_the_request():
    answer = errors.server_error(HttpRequest())
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "no-store" in answer["Cache-Control"]


def test_in_the_admin_what_failed_is_a_failure():
    assert errors.server_error(RequestFactory().get("/admin/")).status_code == 500


@pytest.mark.django_db
def test_failing_view_tells_a_reader_nothing_of_the_failure(home, monkeypatch):
    def fail(*args):
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr("search.views.render", fail)
    response = Client(raise_request_exception=False).get("/search/")
    assert response.status_code == 503
    assert "secret reason" not in response.content.decode()


@pytest.mark.django_db
def test_missing_page_does_not_say_why(client, home):
    request = RequestFactory().get("/x/")
    page = errors.not_found(request, Http404("the secret reason")).content.decode()
    assert "secret reason" not in page
