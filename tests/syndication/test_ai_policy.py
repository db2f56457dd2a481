"""Whoever reads any public page is told what machines may use it for."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES
from syndication.ai_policy import SIGNALS, configured_policy

DEFAULT = "search=yes, ai-input=yes, ai-train=no"


def headers_of(answer) -> tuple:
    names = ("Content-Signal", "TDM-Reservation", "X-Robots-Tag")
    return tuple(answer.get(name) for name in names)


@pytest.fixture
def story(home):
    """A public story that every surface shows, with a picture, of two versions."""
    story = builders.make_article(
        "Harbour vote",
        hashtags=["NATO"],
        sources=["https://paper.example/report"],
        authors=[builders.make_author("Ada Marsh")],
        hero_image=builders.make_picture(),
    )
    builders.make_article(
        "Another",
        hashtags=["NATO"],
        sources=["https://paper.example/other"],
        authors=[builders.make_author("Ada Marsh")],
    )
    story.save_revision().publish()
    return story


def test_every_surface_says_it(client, story):
    surfaces = {s.name: s for s in [*PAGES.values(), *ROUTES.values()] if s.where}
    places = [(s.name, at) for s in surfaces.values() for at in s.where(story)]
    assert len(places) > 40
    for name, at in places:
        answer = client.get(at)
        signal, reserved, robots = headers_of(answer)
        assert (signal, reserved) == (DEFAULT, "1"), (name, at)
        assert robots in ("noai, noimageai", "noindex, noai, noimageai"), (name, at)
    for at in ("/robots.txt", "/accents.css", "/feeds/", "/nowhere/", "/saved/"):
        assert headers_of(client.get(at)) == (DEFAULT, "1", "noai, noimageai"), at


def test_the_admin_does_not(client, desk, story):
    for at in ("/admin/", "/admin/login/", f"/admin/pages/{story.pk}/edit/"):
        assert headers_of(client.get(at)) == (None, None, None), at


def test_what_says_noindex_says_so_still(client, story):
    answer = client.get(f"{story.url}history/")
    assert answer["X-Robots-Tag"] == "noindex, noai, noimageai"


@pytest.mark.parametrize("policy", ["ai-train=yes", "search=yes, ai-input=no"])
def test_where_training_is_not_refused_nothing_is_reserved(
    client, home, settings, policy
):
    settings.AI_POLICY = configured_policy(policy)
    assert headers_of(client.get("/")) == (policy, None, None)


def test_a_newsroom_may_say_nothing(client, home, settings):
    settings.AI_POLICY = configured_policy(" ")
    assert headers_of(client.get("/")) == (None, None, None)


def test_a_policy_is_written_one_way_however_it_was_typed():
    policy = configured_policy(" AI-Train = NO ,search=yes,, ai-input=yes")
    assert str(policy) == DEFAULT


INVALID = [
    *("no", "ai-train", "ai-train=", "ai-train=maybe", "train=no", "search=yes=no"),
    *("ai-train=no, ai-train=no", "search=yes; ai-train=no", "search=yes\r\nX: y"),
]


@pytest.mark.parametrize("text", INVALID)
def test_anything_else_is_refused_in_a_line_that_says_what_it_takes(text):
    with pytest.raises(ImproperlyConfigured, match="NEWSCLIP_AI_POLICY has") as refusal:
        configured_policy(text)
    assert "\n" not in str(refusal.value)
    assert "search=yes, ai-input=yes, ai-train=no" in str(refusal.value)


@given(st.dictionaries(st.sampled_from(SIGNALS), st.booleans()))
def test_what_a_policy_says_is_the_policy(answers):
    text = ",".join(f"{n}={'yes' if said else 'no'}" for n, said in answers.items())
    policy = configured_policy(text)
    assert dict(policy.signals) == answers
    assert configured_policy(str(policy)) == policy


def test_an_invalid_policy_refuses_to_start(tmp_path):
    environment = {
        **os.environ,
        "NEWSCLIP_VAR": str(tmp_path),
        "NEWSCLIP_AI_POLICY": "train=never",
    }
    refusal = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=project.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert refusal.returncode == 1
    last_line = refusal.stderr.strip().splitlines()[-1]
    assert "NEWSCLIP_AI_POLICY has 'train=never'" in last_line
