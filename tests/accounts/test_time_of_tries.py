"""How long a try to sign in takes says nothing of who is known.

Seconds of a processor, of tries in turn, so that a busy machine slows all of them.
"""

from statistics import median
from time import process_time

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from accounts.people import OnePassword
from newsroom.demo import builders
from tests.accounts.signing_in import PASSWORD, SIGN_IN

pytestmark = pytest.mark.django_db

TIMES = 15
# What the medians may differ by.
AT_MOST = 1.25
TRIES = {
    "a name": ("editor", "wrong-one"),
    "an address": ("editor@newsclip.example", "wrong-one"),
    "who left": ("gone", PASSWORD),
    "nobody": ("nobody", "wrong-one"),
}


class Quicker(PBKDF2PasswordHasher):
    """Django's own, with a hash that takes a fiftieth of the time."""

    iterations = 30_000


@pytest.fixture
def medians(client, home, settings):
    """The median in ms of each kind of try."""
    settings.PASSWORD_HASHERS = [f"{__name__}.{Quicker.__name__}"]
    settings.ACCOUNT_RATE_LIMITS = False
    builders.make_user("editor", PASSWORD)
    builders.make_user("gone", PASSWORD, is_active=False)

    def tried(name: str, password: str) -> float:
        began = process_time()
        answer = client.post(SIGN_IN, {"login": name, "password": password})
        took = process_time() - began
        assert answer.status_code == 200, "nobody was let in"
        return 1000 * took

    def measure() -> dict[str, float]:
        took = {kind: [] for kind in TRIES}
        for _ in range(TIMES):
            for kind, typed in TRIES.items():
                took[kind].append(tried(*typed))
        return {kind: round(median(each), 1) for kind, each in took.items()}

    return measure


def are_apart(found: dict) -> bool:
    return max(found.values()) > AT_MOST * min(found.values())


def test_each_kind_of_try_takes_as_long(medians, say):
    found = medians()
    say(f"{TIMES} tries to sign in by each, ms of a processor: {found}")
    assert not are_apart(found)


def test_a_try_without_its_hash_is_seen(medians, monkeypatch, say):
    """The control."""
    monkeypatch.setattr(OnePassword, "_mitigate_timing_attack", lambda *args: None)
    found = medians()
    say(f"without a hash for nobody: {found}")
    assert are_apart(found)
