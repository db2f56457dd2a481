"""The network in somebody's hands, and how long its callers wait."""

import pytest

from news import embeds
from sources import links
from syndication.push import sending
from tests.hostile.fetchers import prepare
from tests.hostile.web import Web

QUICK = 0.1  # seconds that a call may take where what is tested is not how long


@pytest.fixture
def web(db, monkeypatch):
    prepare()
    network = Web()
    network.install(monkeypatch)
    yield network
    network.close()


@pytest.fixture
def patience(monkeypatch):
    """Give each client so many seconds; without it they have what is shipped."""

    def give(seconds: float):
        for client in (embeds.client, links.client, sending.client):
            monkeypatch.setattr(client, "seconds", seconds)

    return give
