"""Who is told outside of stories: a webhook, a WebSub hub, a search engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from tests.leaks.planted import WORDS
from tests.syndication.receivers import make_webhook, receiver, run_all

CHANNELS = {"webhook": "POST /hook", "WebSub": "POST /hub", "IndexNow": "POST /engine"}


@contextmanager
def outside(monkeypatch, settings) -> Iterator:
    """A receiver for all three; what is sent to it is really sent."""
    with receiver(monkeypatch) as listener:
        make_webhook(f"{listener.url}/hook")
        settings.WEBSUB_HUBS = [f"{listener.url}/hub"]
        settings.INDEXNOW_KEY = "a1B2-c3d4e5f6"
        settings.INDEXNOW_ENDPOINT = f"{listener.url}/engine"
        yield listener


def told(listener) -> dict[str, set[str]]:
    """The planted words that each was sent since it was last asked, and how often."""
    before = len(listener.requests)
    run_all()
    run_all()
    sent = [unquote(each.decode().lower()) for each in listener.requests[before:]]
    return {
        name: {w for w in WORDS.values() for each in sent if _is_for(each, start, w)}
        for name, start in CHANNELS.items()
    }


def times_sent(listener) -> dict[str, int]:
    """How often each was sent anything at all."""
    sent = [each.decode() for each in listener.requests]
    return {
        name: sum(each.startswith(start) for each in sent)
        for name, start in CHANNELS.items()
    }


def _is_for(request: str, start: str, word: str) -> bool:
    return request.startswith(start.lower()) and word in request
