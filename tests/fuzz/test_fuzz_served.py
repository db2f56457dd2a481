"""Hostile requests over sockets, to gunicorn as it is started and to nginx before it.

And many of them, in a newsroom of its own on the database of this run.
"""

import json
import os
import re
import socket
import time
import urllib.request
from collections import Counter
from urllib.parse import urlsplit

import pytest
from nginx import newsroom_behind
from raw import MALFORMED, SMUGGLING, as_bytes, exchanged
from requests_made import request_of

SEED = os.environ.get("NEWSCLIP_FUZZ_SEED", "newsclip")
COUNT = os.environ.get("NEWSCLIP_FUZZ", "1000")
OVER_SOCKETS = 150
# What HTTP itself answers to a coding or a version that a server does not know, and
# oEmbed to a format (RFC 9112, 6.1; RFC 9110, 15.6.6; oEmbed, 2.3.4).
NOT_OURS = {501, 505}
# With another length than the body's, a server waits for the rest: see SMUGGLING.
OF_A_BODY = ("Content-Length", "Transfer-Encoding")


@pytest.fixture(scope="module")
def served(new_newsroom, tmp_path_factory):
    """A newsroom at work with something at each address; and nginx's address."""
    folder = tmp_path_factory.mktemp("nginx")
    with newsroom_behind(new_newsroom, folder) as (newsroom, address):
        newsroom.environment["NEWSCLIP_SEARCHES_A_MINUTE"] = "0"
        newsroom.run("tests/fuzz/at.py", SEED, "0", check=True)
        with newsroom.web():
            yield newsroom, address


@pytest.fixture(params=["gunicorn", "nginx"])
def address(request, served):
    """Whom to ask: the web process itself, or nginx in front of it."""
    return served[0].address if request.param == "gunicorn" else served[1]


def is_well(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/livez", timeout=20) as answer:
        return answer.status == 200


def test_many_hostile_requests_are_no_fault_of_ours(new_newsroom, say):
    newsroom = new_newsroom(NEWSCLIP_SEARCHES_A_MINUTE="0")
    patience = 300 + int(COUNT) / 50
    said = newsroom.run("tests/fuzz/at.py", SEED, COUNT, patience=patience)
    say(f"seed {SEED}: {said.stdout}")
    assert said.returncode == 0, said.stdout + said.stderr[-2000:]
    assert re.match(r"[\d,]+ requests to \d+ surfaces", said.stdout)


def test_malformed_requests_are_refused(address):
    counts = Counter()
    for sent in MALFORMED:
        statuses, _ = exchanged(address, sent)
        counts.update(statuses or ["closed"])
        assert all(each < 500 or each in NOT_OURS for each in statuses), sent[:80]
    assert counts[400] > 5
    assert is_well(address)


def test_no_second_request_is_smuggled(address):
    for sent in SMUGGLING:
        statuses, _ = exchanged(address, sent)
        assert all(each < 500 or each in NOT_OURS for each in statuses), sent[:120]
        assert len(statuses) <= 1 or statuses[0] == 403, (sent[:120], statuses)
    assert is_well(address)


def test_generated_requests_are_answered(served, address):
    newsroom, _ = served
    places = json.loads((newsroom.var / "fuzzed.json").read_text())
    names, counts = ["page", "q", "format", "url", "from"], Counter()
    for number in range(OVER_SOCKETS):
        asked = request_of(SEED, number, places, names)
        asked.headers = [h for h in asked.headers if h[0] not in OF_A_BODY]
        statuses, _ = exchanged(address, as_bytes(asked), ends=False)
        counts.update(statuses or ["closed"])
        assert all(each < 500 or each in NOT_OURS for each in statuses), asked
    assert counts[200] > 5
    assert is_well(address)


def test_who_sends_slowly_or_leaves_early_keeps_nobody_waiting(address):
    """Forty who begin a request and do not end it, and forty who leave at once."""
    site = urlsplit(address)
    waiting = []
    try:
        for number in range(80):
            talk = socket.create_connection((site.hostname, site.port), 10)
            if number % 2:
                talk.sendall(b"GET / HTTP/1.1\r\nHost: loc")
                talk.close()
                continue
            talk.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nA:")
            waiting.append(talk)
        began = time.monotonic()
        if "nginx" in os.environ.get("PYTEST_CURRENT_TEST", ""):
            assert is_well(address)
            assert time.monotonic() - began < 10
    finally:
        for talk in waiting:
            talk.close()
    assert is_well(address)
