"""Public pages load nothing from elsewhere, run nothing inline and remember nobody."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from markup import offences
from wagtail.models import Page, PageViewRestriction

pytestmark = pytest.mark.django_db

POLICY = "Content-Security-Policy"
STRICT = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; "
    # Films' players that are configured; a page has none until its reader starts one.
    "frame-src https://www.youtube-nocookie.com https://player.vimeo.com "
    "https://geo.dailymotion.com https://embed.ted.com https://www.reelhouse.example; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def response(client, address):
    """What an anonymous reader is answered by a page of one type."""
    answer = client.get(address)
    assert answer.status_code == (404 if "no/such" in address else 200)
    return answer


def test_public_page_has_the_strict_policy(response):
    assert response[POLICY] == STRICT
    assert "unsafe" not in response[POLICY]


def test_public_page_has_the_other_security_headers(response):
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_public_page_sets_no_cookie(response):
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.get("Vary", "")


def test_public_page_keeps_its_own_policy(response):
    """Nothing that the policy would block, however hostile the stories' own text."""
    html = response.content.decode()
    assert "alert(1)" in html or "/no/such" in response.request["PATH_INFO"]
    assert offences(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script src=/x.js></script>",
        "<script src=/media/x.js></script>",
        "<script>alert(1)</script>",
        "<script type=module>alert(1)</script>",
        "<style>p{}</style>",
        "<p style='color:red'>",
        "<p onclick=x()>",
        "<img onerror=x() src=/x.jpg>",
        "<a href=' JavaScript:x()'>",
        "<img src=https://other.example/x.jpg>",
        "<img src=//other.example/x.jpg>",
        "<img srcset='/x.jpg 1x, https://other.example/x.jpg 2x'>",
        "<source srcset=//other.example/x.webp>",
        "<link rel=stylesheet href=https://other.example/x.css>",
        "<base href=https://other.example/>",
        "<img src=data:image/png;base64,AAAA>",
    ],
)
def test_the_test_before_finds_what_it_looks_for(html):
    assert len(offences(f"<html>{html}</html>")) == 1


def test_all_parts_of_a_story_were_there_to_be_tested(client, addresses):
    html = client.get(addresses["article"]).content.decode()
    for part in ("<picture", "<blockquote", "<h2", 'class="hero"', 'class="share"'):
        assert part in html
    for part in (
        "hashtags",
        "sources",
        "correction",
        "byline",
        "card ",
        "label__kicker",
    ):
        assert f'class="{part}' in html
    assert html.count("&lt;script&gt;") > 10


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/admin/no/such/"])
def test_admin_has_a_policy_of_its_own(desk, home, address):
    policy = desk.get(address)[POLICY]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ):
        assert directive in policy
    assert "*" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/administration/", "/x/admin/", "/admin-x/"])
def test_address_that_only_resembles_the_admin_has_the_strict_policy(
    client, home, address
):
    assert client.get(address)[POLICY] == STRICT


@pytest.mark.parametrize(
    "address", ["/robots.txt", "/accents.css", "/media/images/none.jpg", "/favicon.ico"]
)
def test_what_is_no_page_has_the_strict_policy_too(client, home, address):
    response = client.get(address)
    assert response.get(POLICY, STRICT) == STRICT
    assert not response.cookies


def test_reader_of_a_restricted_story_gets_the_strict_policy(client, addresses):
    page = Page.objects.get(slug="vote-0")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    response = client.get(addresses["article"])
    assert response.status_code == 302
    assert response[POLICY] == STRICT


def test_server_error_has_the_strict_policy(client, home, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("search.views.render", lambda *args: 1 / 0)
    response = client.get("/search/")
    assert response.status_code == 503
    assert response[POLICY] == STRICT


def test_policy_that_a_view_gives_itself_is_kept(client, home, monkeypatch):
    def answer(*args):
        response = HttpResponse()
        response._csp_config = {"default-src": ["'self'"]}
        return response

    monkeypatch.setattr("search.views.render", answer)
    assert client.get("/search/")[POLICY] == "default-src 'self'"


def test_signed_in_editor_reads_the_same_page(desk, client, addresses):
    """No part of a public page depends on who reads it, so it may be cached."""
    signed_in = {name: desk.get(path).content for name, path in addresses.items()}
    desk.logout()
    for name, path in addresses.items():
        assert client.get(path).content == signed_in[name], name
    assert desk.get(reverse("wagtailadmin_home")).status_code == 302
