"""Hostile requests at every public address: none is a fault of ours, none is slow.

``make fuzz`` asks 100,000; each is made from a seed and its number, and a failure is a
line that asks it again.
"""

import os
import shlex
from types import SimpleNamespace

import grounds
import pytest
from asking import ask, ask_all
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from django.urls import path
from requests_made import TOKEN, Asked, request_of

from newsroom import health, urls
from newsroom.page_cache.application import PageCache
from newsroom.surfaces import PAGES, ROUTES
from newsroom.wsgi_requests import Handler

SEED = os.environ.get("NEWSCLIP_FUZZ_SEED", "newsclip")
FEW = 100
MULTIPART = "multipart/form-data; boundary=b"
FOLDERS = ("MEDIA_ROOT", "PUBLIC_MEDIA_ROOT")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def newsroom(once):
    """The addresses of each surface of a newsroom, and where its files lie."""
    roots = {name: getattr(settings, name) for name in FOLDERS}
    return grounds.build(), roots


@pytest.fixture
def places(newsroom):
    """The addresses of each surface, of a newsroom that is there."""
    with override_settings(**newsroom[1]):
        yield newsroom[0]


@pytest.fixture
def application(monkeypatch):
    """What gunicorn asks, in this process and in the test's transaction.

    Nobody looks beside it whether the database answers: another connection would have
    another database.
    """
    well = SimpleNamespace(said=dict, is_ready=True)
    monkeypatch.setattr(health.looks, "last", lambda: well)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield PageCache(Handler(), 16)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def requests(seed, count, places):
    names = grounds.parameters()
    return [
        (number, request_of(seed, number, places, names)) for number in range(count)
    ]


def test_every_surface_is_asked_and_answers_plain_questions(places, application):
    """The positive control: what is asked for is there."""
    assert set(PAGES) | set(ROUTES) <= set(places)
    for surface, addresses in places.items():
        if surface.startswith("door:"):
            continue
        said = {ask(application, Asked(surface, target=at))[0] for at in addresses}
        assert grounds.OTHERWISE.get(surface, 200) in said, (surface, addresses, said)


def test_no_hostile_request_is_a_fault_of_ours(places, application):
    report = ask_all(application, requests(SEED, FEW, places), f"{SEED} {{}}")
    assert report.failures == []
    assert report.count == FEW
    assert len(report.surfaces) > 50


def careless(request):
    return int(request.GET["page"])


class WithAFault:
    """The project's addresses, and one whose view believes what it is told."""

    urlpatterns = [path("livez", careless), *urls.urlpatterns]
    handler400 = urls.handler400
    handler404, handler500 = urls.handler404, urls.handler500


def test_a_view_that_believes_what_it_is_told_is_found(places, application):
    """The negative control."""
    only = {"alive": places["alive"]}
    with override_settings(ROOT_URLCONF=WithAFault):
        report = ask_all(application, requests(SEED, 30, only), f"{SEED} {{}}")
    assert report.failures
    number = shlex.split(report.failures[0], comments=True)[1]
    with override_settings(ROOT_URLCONF=WithAFault):
        again = requests(SEED, 30, only)[int(number)][1]
        assert ask(application, again)[0] >= 500


def test_a_charset_that_decodes_no_text_is_no_fault(places, application):
    for kind in (
        "text/plain; charset=rot13",
        "a/b; charset=undefined",
        "x; charset*=a",
    ):
        asked = Asked("search", target="/search/?q=vote", body=b"a=b", method="POST")
        asked.headers = [("Content-Type", kind)]
        assert ask(application, asked)[0] in (403, 405)


def test_a_form_that_cannot_be_read_is_a_bad_request(places, application):
    """At an address without its slash, that is too long to be led to the right one."""
    body = b"--b\r\nA: " + b"a" * 5_000 + b"\r\n\r\n--b--"
    asked = Asked("story", "POST", f"/1?{'a' * 17_000}", body=body)
    asked.headers = [("Content-Type", MULTIPART), ("Cookie", f"csrftoken={TOKEN}")]
    assert ask(application, asked)[0] == 400


def test_a_length_that_nobody_sends_is_no_fault(places, application):
    for length in ("9" * 19, "9" * 40, "-" + "9" * 40):
        asked = Asked("site-rss", "POST", "/feed/", body=b"--b\r\n")
        asked.headers = [("Content-Length", length), ("Content-Type", MULTIPART)]
        assert ask(application, asked)[0] < 500, length


def test_a_name_that_no_disk_holds_is_not_found(places, application):
    for folder in ("images", "stills", "share-cards/site"):
        for name in ("a" * 256, "a" * 5_000, "%c3%a4" * 200):
            asked = Asked("rendition", target=f"/media/{folder}/{name}.jpg")
            assert ask(application, asked)[0] == 404, (folder, name)


def test_a_number_that_no_database_holds_is_not_found(places, application):
    for number in (2**31, 2**63, 10**30):
        for at in ("share-cards/{}/a.png", "documents/{}/a.pdf", "api/v1/stories/{}"):
            asked = Asked("story", target="/" + at.format(number))
            assert ask(application, asked)[0] == 404, (at, number)
