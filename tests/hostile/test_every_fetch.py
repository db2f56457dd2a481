"""Every hostile address at everything that fetches: nothing inside is reached, each
call is over within its seconds and 1 MB, and says in words what came of it.

`make hostile` waits as long as the clients do; else they wait for less, and each form
is given to three of the nine.
"""

import pytest

from delivery import outbound, public_addresses
from delivery.outbound import OutboundClient
from news import embeds
from sources import links
from syndication.management.commands.import_stories import Command
from syndication.push import sending
from tests.delivery.listeners import answer
from tests.hostile import addresses
from tests.hostile.fetchers import FETCHERS, films_still, imported_picture, websub_hub
from tests.hostile.fetching import FULL, answered_addresses, walk
from tests.images import picture_files

pytestmark = pytest.mark.django_db
SECONDS = 3.0 if FULL else 0.15
each_fetcher = pytest.mark.parametrize(
    "fetcher", FETCHERS, ids=[each.__name__ for each in FETCHERS]
)


def test_the_clients_have_three_seconds_and_one_megabyte():
    for client in (embeds.client, links.client, sending.client, Command().client()):
        assert (client.seconds, client.max_bytes, client.loopback) == (
            3,
            1_000_000,
            None,
        )


@each_fetcher
def test_no_form_reaches_anything_inside(fetcher, web, patience, say):
    patience(SECONDS)
    forms = [*addresses.forms(), *answered_addresses()]
    forms = forms if FULL else forms[FETCHERS.index(fetcher) % 3 :: 3]
    came = walk(fetcher, forms, web, SECONDS)
    say(f"{fetcher.__name__}: {came}")

    assert came.wrong == []
    assert (web.inside, web.asked_inside) == ([], [])
    assert came.forms > (300 if FULL else 100)


@each_fetcher
def test_what_may_be_fetched_is(fetcher, web):
    """The positive control."""
    picture = picture_files.encoded("JPEG")
    web.good[b"/x"] = answer(b"<title>A page</title>")
    address = "http://good.example/x"
    if fetcher in (films_still, imported_picture):
        web.good[b"/x"] = answer(picture, Content_Type="image/jpeg")
    *_, told = fetcher(address, web)

    assert any(b" /x " in request for request in web.asked_good)
    assert not web.inside
    assert told in {"A page", "A film", "Live", "It was told."} or "made: " in told


@each_fetcher
def test_without_the_guard_the_walk_sees_what_is_reached(
    fetcher, web, patience, monkeypatch
):
    """The negative control: every fetcher is led inside by these very forms."""
    patience(0.1)
    for module in (outbound, public_addresses):
        monkeypatch.setattr(module, "is_public", lambda address: True)
    monkeypatch.setattr(public_addresses, "check_host", lambda host: None)
    inside = ["http://127.0.0.1/", "http://2130706433/", "http://a7.evil.example/"]
    came = walk(fetcher, inside, web, 0.1)

    assert len([each for each in came.wrong if "connected to" in each]) == len(inside)
    assert len(web.asked_inside) >= len(inside)


def test_a_name_that_were_asked_twice_would_lead_inside(web, monkeypatch):
    """The negative control for names that change their answers."""

    def addresses_of(client, target, left):
        outbound._resolved(target, left.seconds())
        return outbound._resolved(target, left.seconds())

    monkeypatch.setattr(OutboundClient, "_addresses", addresses_of)
    came = walk(websub_hub, ["http://rebind.evil.example/"], web, 3)

    assert "connected to ['127.0.0.1']" in came.wrong[0]


def test_the_walk_sees_what_takes_too_long_or_too_much(web, patience, monkeypatch):
    """The negative control for time and size."""
    patience(0.1 + 1.5)
    slow = walk(websub_hub, ["http://silent.evil.example/x"], web, 0.1)
    monkeypatch.setattr(embeds.client, "max_bytes", 9_000_000)
    large = walk(FETCHERS[0], ["http://endless.evil.example/x"], web, 3)

    assert ["took" in each for each in slow.wrong] == [True]
    assert ["read" in each for each in large.wrong] == [True]
