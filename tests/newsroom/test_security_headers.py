"""What every answer says of security, by the app and by its page cache alike."""

import pytest

from newsroom.security import FOR_OTHERS, strict_headers
from newsroom.surfaces import ROUTES

RESOURCES = "Cross-Origin-Resource-Policy"
HSTS = "Strict-Transport-Security"
ADMIN = "/admin/sign-in/"


@pytest.fixture
def https(settings):
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.mark.parametrize("address", ["/", "/search/", "/nowhere/", "/robots.txt"])
def test_middleware_says_what_is_said_without_it(client, home, https, address):
    answer = client.get(address, secure=True)
    expected = strict_headers()
    assert {name: answer[name] for name in expected} == expected
    assert expected[HSTS] == "max-age=63072000; includeSubDomains; preload"


def test_plain_http_promises_no_https(client, home, https):
    assert HSTS not in client.get("/").headers
    assert HSTS not in strict_headers("http")


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("/feed/", "cross-origin"),
        ("/llms.txt", "cross-origin"),
        ("/api/v1/stories", "cross-origin"),
        ("/oembed?url=x", "cross-origin"),
        (f"/media/images/{'0' * 32}.webp", "same-origin"),
        ("/", "same-origin"),
        (ADMIN, "same-origin"),
    ],
)
def test_other_sites_show_what_is_made_for_them(client, home, address, whose):
    assert client.get(address)[RESOURCES] == whose


def test_what_is_for_others_is_a_public_surface():
    assert FOR_OTHERS - {"api-1"} <= ROUTES.keys()


def test_a_page_may_use_what_sharing_and_players_need_and_no_more(client, home):
    said = client.get("/")["Permissions-Policy"]
    assert "camera=()" in said
    assert "publickey-credentials-get=()" in said
    assert "clipboard-write=(self)" in said
    assert "fullscreen=*" in said  # in the frames of players, and there are no others
    assert "publickey-credentials-get=(self)" in client.get(ADMIN)["Permissions-Policy"]
