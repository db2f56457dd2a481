"""Production starts with a secret key and host names, and with nothing less."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "k3y-of-more-than-fifty-characters-for-a-test-of-production-settings"
COMPLETE = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "newsclip.example,www.newsclip.example"}
# What the machine that runs the tests may have set.
OURS = {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG"}


@pytest.fixture
def run(tmp_path):
    """``run(environment, *arguments)``: Python with production's environment."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and not name.startswith(("NEWSCLIP_", "DJANGO_"))
    }

    def run(environment, *arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.ROOT,
            env={
                **inherited,
                "NEWSCLIP_ENV": "production",
                "NEWSCLIP_VAR": str(tmp_path),
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"SECRET_KEY": KEY},
        {"ALLOWED_HOSTS": "newsclip.example"},
        {"SECRET_KEY": "", "ALLOWED_HOSTS": "newsclip.example"},
        {"SECRET_KEY": KEY, "ALLOWED_HOSTS": ""},
    ],
)
@pytest.mark.parametrize(
    "arguments", [("manage.py", "check"), ("-c", "import newsroom.wsgi")]
)
def test_production_refuses_to_start_without_key_or_hosts(
    run, tmp_path, environment, arguments
):
    refusal = run(environment, *arguments)
    assert refusal.returncode == 1
    last_line = refusal.stderr.strip().splitlines()[-1]
    assert "NEWSCLIP_ENV=production needs SECRET_KEY and ALLOWED_HOSTS" in last_line
    assert "50 random characters" in last_line
    assert list(tmp_path.iterdir()) == []


def test_production_starts_with_key_and_hosts(run, tmp_path):
    """And keeps no key of its own beside the one it was given."""
    check = run(COMPLETE, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (check.returncode, "no issues" in check.stdout) == (0, True)
    assert run(COMPLETE, "-c", "import newsroom.wsgi").returncode == 0
    assert not (tmp_path / "secret_key").exists()


PRINT = (
    "from django.conf import settings as s;"
    "print(s.SECRET_KEY, s.ALLOWED_HOSTS, s.BASE_URL, s.DEBUG, s.SECURE_SSL_REDIRECT,"
    " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)"
)


def printed(run, environment):
    django = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return run(environment | django, "-c", PRINT).stdout.strip()


def test_production_is_strict(run):
    assert printed(run, COMPLETE) == (
        f"{KEY} ['newsclip.example', 'www.newsclip.example'] https://newsclip.example "
        "False True True True True"
    )


def test_behind_plain_http_none_goes_round_in_circles_and_editors_sign_in(run):
    plain = {"NEWSCLIP_BASE_URL": "http://newsroom.internal/"}
    shown = printed(run, COMPLETE | plain)
    assert "http://newsroom.internal False False False False" in shown


def test_development_needs_nothing_set(run, tmp_path):
    shown = printed(run, {"NEWSCLIP_ENV": "development"})
    kept = (tmp_path / "secret_key").read_text()
    assert len(kept) > 50
    assert shown == (
        f"{kept} ['localhost', '127.0.0.1', '[::1]'] http://localhost:8000 "
        "False False False False False"
    )


@pytest.mark.parametrize("key", ["short", "no space-in-it", "a" * 129, "käse-käse"])
def test_a_key_that_indexnow_would_refuse_is_refused_at_the_start(run, key):
    told = COMPLETE | {"NEWSCLIP_INDEXNOW_KEY": key}
    refusal = run(told, "-c", "import newsroom.settings")
    assert refusal.returncode == 1
    assert "8 to 128 letters, digits and dashes" in refusal.stderr
