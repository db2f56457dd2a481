"""Whoever hangs elsewhere slows no reader: pages ask nobody, saving a story neither."""

import ast
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import override_settings
from wagtail import rich_text
from wagtail.embeds import finders
from wagtail.embeds.exceptions import EmbedException
from wagtail.rich_text import EmbedHandler, features

from delivery.outbound import OutboundError
from news import embeds
from news.models import Embed
from newsroom.demo import builders

HANGS = "http://silent.evil.example/x"
# What Wagtail's own embeds are stored as, whoever stored one.
STOCK = '<p>See</p><embed embedtype="media" url="https://www.youtube.com/watch?v=a"/>'
NETWORK = {
    *("socket", "ssl", "http", "urllib3", "requests", "httpx", "aiohttp", "smtplib"),
    *("boto3", "redis"),
}
# The one client for addresses that people supply; who asks what the environment names;
# who wants only the name of this machine, or of an error.
MAY = {
    *("delivery/outbound.py", "delivery/wires.py"),
    *("delivery/front.py", "delivery/fleet.py", "delivery/purge.py"),
    *("images/objects.py", "search/remote.py", "deploy/healthy.py"),
    *("delivery/mail.py", "delivery/metrics.py"),
    "newsroom/management/commands/restore.py",
}


@pytest.fixture
def asked(monkeypatch):
    """Every name that is looked up, and every address connected to."""
    found = []

    def refuse(*args, **kwargs):
        found.append(args)
        raise OSError("nobody is to be asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return found


def test_saving_and_reading_a_story_asks_nobody(home, client, asked):
    story = builders.make_article(body=[("embed", HANGS), ("paragraph", STOCK)])
    answer = client.get(story.url)

    assert answer.status_code == 200
    assert HANGS in answer.content.decode()
    assert asked == []


def test_a_site_that_hangs_holds_up_its_own_errand_alone(home, client, web, patience):
    """A story is saved and read while the page that it embeds never answers.

    Whoever fetches it, later, waits as long as the client does, and no longer.
    """
    patience(0.3)
    # The best of some: the machine may be busy.
    taken = min(_saved_and_read(client, number) for number in range(3))
    embed = Embed.objects.get()

    assert taken < 3
    assert (embed.fetched_at, web.read) == (None, 0)
    started = time.monotonic()
    with pytest.raises(OutboundError):  # it is tried again
        embeds.resolve({"embed": embed.pk})
    assert 0.3 <= time.monotonic() - started < 3


def _saved_and_read(client, number: int) -> float:
    started = time.monotonic()
    story = builders.make_article(f"Story {number}", body=[("embed", HANGS)])
    assert client.get(story.url).status_code == 200
    return time.monotonic() - started


def test_fetched_while_it_is_saved_it_would_hold_up_who_saves(
    home, web, patience, monkeypatch
):
    """The negative control: without the outbox, saving waits for the site."""
    patience(0.3)
    said = []

    def fetch(embed):
        with pytest.raises(OutboundError) as error:
            embeds.resolve({"embed": embed.pk})
        said.append(str(error.value))

    monkeypatch.setattr(embeds, "_enqueue", fetch)
    started = time.monotonic()
    builders.make_article(body=[("embed", HANGS)])

    assert said
    assert time.monotonic() - started > 0.3


def test_wagtails_own_embeds_ask_nobody():
    finders.get_finders.cache_clear()

    assert not apps.is_installed("wagtail.embeds")
    assert finders.get_finders() == []


@pytest.fixture
def stock_embeds(monkeypatch):
    """Wagtail's own embeds in text, with the finder that it has if none is named."""

    class Asking(EmbedHandler):
        identifier = "media"

        @staticmethod
        def expand_db_attributes(attrs):
            for finder in finders.get_finders():
                with suppress(EmbedException):
                    finder.find_embed(attrs["url"])
            return ""

    caches = (finders.get_finders, rich_text.get_rewriter)
    with override_settings():
        del settings.WAGTAILEMBEDS_FINDERS
        monkeypatch.setitem(features.embed_types, "media", Asking)
        for cached in caches:
            cached.cache_clear()
        yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_wagtails_own_embeds_would_hold_up_readers(home, client, asked, stock_embeds):
    """The negative control: with its finder, a page waits for a provider."""
    story = builders.make_article(body=[("paragraph", STOCK)])
    client.get(story.url)

    assert asked


def test_only_those_who_are_named_open_connections(tmp_path):
    root = Path(settings.ROOT)
    rooms = [path for path in root.iterdir() if (path / "__init__.py").exists()]
    files = [
        file
        for room in rooms
        if room.name not in {"tests", "bench"}
        for file in room.rglob("*.py")
    ]
    users = {str(file.relative_to(root)) for file in files if _uses_network(file)}

    assert "delivery/outbound.py" in users
    assert users <= MAY, users - MAY


@pytest.mark.parametrize(
    "line", ["import requests", "from http.client import x", "import urllib.request"]
)
def test_who_opens_connections_is_seen(tmp_path, line):
    """The negative control, and that reading words alone is no such thing."""
    file = tmp_path / "views.py"
    file.write_text(f"def view():\n    {line}\n")

    assert _uses_network(file)
    file.write_text('"""By requests over http, see urllib."""\nfrom http import x\n')
    assert not _uses_network(file)


def _uses_network(file: Path) -> bool:
    """Whether it imports what opens connections; of two packages, one module does."""
    text = file.read_text()
    if not any(name in text for name in (*NETWORK, "urllib.request")):
        return False
    named = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.add(node.module)
    firsts = {name.partition(".")[0] for name in named} - {"http"}
    return bool(firsts & NETWORK or named & {"http.client", "urllib.request"})
