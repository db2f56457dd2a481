"""Pages travel compressed, but never one that could hold a secret."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from newsroom.compression import CompressionForReaders
from newsroom.demo import builders

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def story(home):
    return builders.make_article("Harbour vote", hashtags=["NATO"])


@pytest.mark.parametrize("address", ["/", "/hashtags/nato/", "/search/?q=harbour"])
def test_a_readers_page_is_compressed_and_says_so_to_caches(client, story, address):
    plain = client.get(address)
    packed = client.get(address, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]
    assert packed["Vary"] == plain["Vary"]
    assert packed["Cache-Control"] == plain["Cache-Control"]
    assert len(packed.content) < len(plain.content) / 2


def test_one_page_is_always_the_same_bytes(client, story):
    first, second = (client.get(story.url, headers=GZIP) for _ in range(2))

    assert first.content == second.content


def test_a_page_that_is_not_there_is_compressed_as_well(client, home):
    assert client.get("/nowhere/", headers=GZIP)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", ["/", "/admin/", "/admin/pages/"])
def test_nothing_is_compressed_for_who_is_signed_in(desk, story, address):
    answer = desk.get(address, headers=GZIP, follow=True)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_form_with_a_token_is_not_compressed(client, story):
    PageViewRestriction.objects.create(
        page=story, restriction_type="password", password="tide"
    )
    form = client.get(story.url, headers=GZIP)

    assert b"csrfmiddlewaretoken" in form.content
    assert "Content-Encoding" not in form.headers


@pytest.mark.parametrize(
    ("path", "cookie", "kind", "compressed"),
    [
        ("/", "", "text/html", True),
        ("/feed.json", "", "application/feed+json", True),
        ("/feed.xml", "", "application/rss+xml; charset=utf-8", True),
        ("/media/a.jpg", "", "image/jpeg", False),
        ("/documents/1/a.zip", "", "application/zip", False),
        ("/admin/login/", "", "text/html", False),
        ("/", settings.SESSION_COOKIE_NAME, "text/html", False),
        ("/", settings.CSRF_COOKIE_NAME, "text/html", False),
        ("/", "theme", "text/html", True),
    ],
)
def test_what_is_compressed(path, cookie, kind, compressed):
    request = RequestFactory().get(path, headers=GZIP)
    request.COOKIES = {cookie: "1"} if cookie else {}
    pack = CompressionForReaders(lambda _: HttpResponse("a" * 999, content_type=kind))

    assert ("Content-Encoding" in pack(request).headers) == compressed
