"""Tries to sign in are counted once for all processes, and when Redis is down."""

import os
import subprocess
import sys

import pytest
from django.core.cache import caches

from accounts.attempts import Cache, SharedFiles
from newsroom.demo import builders
from tests.accounts.signing_in import sign_in

TRIES = """
import sys
import django
from django.conf import settings
django.setup()
from django.core.cache import cache
from django.test import RequestFactory
from allauth.core import context
from allauth.core.internal import ratelimit
request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.5")
with context.request_context(request):
    allowed = [
        bool(ratelimit.consume(request, app="allauth.account", action="login_failed",
                               key=sys.argv[1]))
        for _ in range(4)
    ]
cache.set("of this process", 1)
print(sum(allowed), cache.add("allauth.mfa.totp.used?user=1", "y"))
"""


def two_processes(var, **environment) -> list[str]:
    said = {**os.environ, "NEWSCLIP_VAR": str(var)} | environment
    said |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TRIES, "localhost:editor"],
            env=said,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    return [process.communicate(timeout=300)[0].strip() for process in both]


def test_two_processes_allow_five_tries_together_and_one_code_once(tmp_path):
    """Four each, at once: of eight five pass; a code is new to one of them."""
    said = [line.split() for line in two_processes(tmp_path)]
    assert sum(int(allowed) for allowed, _ in said) == 5, said
    assert sorted(first for _, first in said) == ["False", "True"]


def five_tries_are_all(client) -> None:
    builders.make_user()
    for _ in range(5):
        assert sign_in(client, password="no").status_code == 200
    assert "Too many tries" in sign_in(client).content.decode()


def test_a_redis_that_is_down_leaves_the_counting_to_the_machine(
    client, db, home, settings, caplog
):
    settings.CACHE_URL = "redis://127.0.0.1:9/0"
    away = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": settings.CACHE_URL,
    }
    settings.CACHES = settings.CACHES | {"attempts": away}
    five_tries_are_all(client)
    assert "counted on this machine alone" in caplog.text


def test_a_full_disk_leaves_the_counting_to_the_process(
    client, db, home, settings, tmp_path, caplog
):
    (tmp_path / "file").touch()
    here = {
        "BACKEND": "accounts.attempts.SharedFiles",
        "LOCATION": str(tmp_path / "file" / "folder"),  # which none can be made in
    }
    settings.CACHES = settings.CACHES | {"attempts_here": here}
    five_tries_are_all(client)
    assert "counted by this process alone" in caplog.text
    caches["attempts_of_process"].clear()


def test_only_what_allauth_counts_leaves_the_process(settings, tmp_path):
    here = {"BACKEND": "accounts.attempts.SharedFiles", "LOCATION": str(tmp_path)}
    settings.CACHES = settings.CACHES | {"attempts_here": here}
    cache = Cache("own", {})
    cache.set("searches", 3)
    cache.set("allauth:rl", 4)
    assert (cache.get("searches"), cache.get("allauth:rl")) == (3, 4)
    shared = caches["attempts_here"]
    assert isinstance(shared, SharedFiles)
    assert (shared.get("searches"), shared.get("allauth:rl")) == (None, 4)
    cache.delete("allauth:rl")
    assert cache.get("allauth:rl", "gone") == "gone"


@pytest.mark.parametrize("key", ["a", "allauth:b"])
def test_what_is_added_twice_is_added_once(key):
    cache = Cache("twice", {})
    assert [cache.add(key, 1), cache.add(key, 2), cache.get(key)] == [True, False, 1]
