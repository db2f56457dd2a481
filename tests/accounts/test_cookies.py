"""One name for the session's cookie: by HTTPS or not, and nobody else's to know."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES
from tests.accounts.signing_in import sign_in

NGINX = Path(settings.ROOT) / "deploy" / "nginx.conf"
ASK = (
    "from newsroom import settings as s; print(s.SESSION_COOKIE_NAME,"
    " s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
    " s.SECOND_FACTOR_REQUIRED)"
)
PRODUCTION = {
    "NEWSCLIP_ENV": "production",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "news.example",
}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "sessionid csrftoken False False False"),
        (PRODUCTION, "__Host-sessionid __Host-csrftoken True True True"),
        (
            PRODUCTION
            | {"NEWSCLIP_BASE_URL": "http://n.internal", "NEWSCLIP_SECOND_FACTOR": "0"},
            "sessionid csrftoken False False False",
        ),
    ],
)
def test_names_by_what_the_site_is(tmp_path, environment, said):
    said_to = {"PATH": os.environ["PATH"], "NEWSCLIP_VAR": str(tmp_path)} | environment
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env=said_to,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == said


def test_nginx_knows_a_session_by_each_of_its_names():
    (pattern,) = re.findall(
        r'map \$http_cookie .*?"~(.+?)"', NGINX.read_text(), flags=re.S
    )
    for name in ("sessionid", "__Host-sessionid"):
        assert re.search(pattern, f"theme=dark; {name}=abc"), name
    assert not re.search(pattern, "theme=dark")


def test_a_host_cookie_is_set_as_browsers_demand_it(client, db, home, settings):
    """RFC 6265bis, section 4.1.3.2: secure, for `/`, for this host alone."""
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.SESSION_COOKIE_SECURE = True
    builders.make_user()
    sign_in(client)
    cookie = client.cookies["__Host-sessionid"]
    said = [cookie[name] for name in ("secure", "path", "domain", "httponly")]
    assert said == [True, "/", "", True]
    assert cookie["samesite"] == "Lax"
    assert 7.9 * 3600 < int(cookie["max-age"]) <= 8 * 3600


def test_readers_get_no_cookie_on_any_surface(client, db, home, say):
    category = builders.make_category("World")
    story = builders.make_article(
        "Harbour crane lifts",
        category=category,
        hashtags=["Harbour"],
        sources=["https://paper.example/crane"],
        hero_image=builders.make_picture("Crane"),
    )
    asked = {
        address
        for surface in [*PAGES.values(), *ROUTES.values()]
        if callable(surface.where)
        for address in surface.where(story)
    }
    asked |= {"/", "/following/", "/saved/", "/offline/", "/robots.txt", "/no/such/"}
    with_cookies = {at for at in asked if client.get(at).cookies}
    assert with_cookies == set()
    assert client.get("/admin/sign-in/").cookies, "the sign-in's form sets one"
    assert len(asked) > 60
    say(f"{len(asked)} public addresses set no cookie")
