"""How often one address may search, and which address that is."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from search import limits

PROXY, READER, OTHER = "127.0.0.1", "192.0.2.7", "192.0.2.8"


@pytest.fixture(autouse=True)
def three_a_minute(settings, monkeypatch):
    settings.SEARCHES_A_MINUTE = 3
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_020.5)


def asked(address=READER, forwarded=None):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else None
    return RequestFactory().get(
        "/search/?q=gas&page=2", REMOTE_ADDR=address, headers=headers
    )


def test_an_address_may_search_so_often_in_a_minute(monkeypatch):
    assert [limits.retry_after(asked()) for _ in range(5)] == [0, 0, 0, 60, 60]
    assert limits.retry_after(asked(OTHER)) == 0
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_079.9)
    assert limits.retry_after(asked()) == 1
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_080.0)
    assert limits.retry_after(asked()) == 0


def test_suggestions_are_four_times_as_many_and_counted_apart():
    answers = [limits.retry_after(asked(), "suggestions") for _ in range(13)]
    assert answers == [0] * 12 + [60]
    assert limits.retry_after(asked()) == 0


def test_a_newsroom_may_set_no_limit(settings):
    settings.SEARCHES_A_MINUTE = 0
    assert not any(limits.retry_after(asked()) for _ in range(10))


def test_a_network_of_ipv6_is_one_reader_and_a_neighbour_is_not():
    same = [f"2001:db8:0:1::{host:x}" for host in range(4)]
    assert [limits.retry_after(asked(each)) for each in same] == [0, 0, 0, 60]
    assert limits.retry_after(asked("2001:db8:0:2::1")) == 0
    assert limits.retry_after(asked("::ffff:192.0.2.1")) == 0
    assert limits.retry_after(asked("::ffff:192.0.2.2")) == 0


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        # Nobody in between, and what somebody may say then.
        (READER, None, READER),
        (READER, OTHER, READER),
        (PROXY, None, PROXY),
        # A proxy of ours; what stands before its word, the reader may have written.
        (PROXY, READER, READER),
        (PROXY, f"{OTHER}, {READER}", READER),
        (PROXY, f"{OTHER}, {READER}, 10.1.2.3", READER),
        (PROXY, f"nonsense, {READER}", READER),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (PROXY, f"{READER}:51000", READER),
        (PROXY, "[2001:db8::7]:51000", "2001:db8::7"),
        (PROXY, "unknown", PROXY),
        (PROXY, "", PROXY),
        (PROXY, "127.0.0.1, ::1", PROXY),
        # A socket of this machine has no address.
        ("", READER, READER),
    ],
)
def test_which_address_asks(settings, address, forwarded, client):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "::1", "10.0.0.0/8"]
    assert str(limits.client_address(asked(address, forwarded))) == client


def test_where_any_proxy_is_trusted_the_nearest_says_who_asks(settings):
    settings.TRUSTED_PROXIES = ["*"]
    found = limits.client_address(asked("10.1.2.3", f"{OTHER}, {READER}"))
    assert str(found) == READER


def test_who_has_no_address_is_not_limited():
    """Else all readers together would be."""
    assert limits.client_address(asked("")) is None
    assert not any(limits.retry_after(asked("")) for _ in range(5))


def test_a_proxy_that_does_not_write_the_header_anew_lets_nobody_escape():
    said = [
        limits.retry_after(asked(PROXY, f"198.51.100.{n}, {READER}")) for n in "1234"
    ]
    assert said == [0, 0, 0, 60]


def test_no_address_is_in_the_cache():
    limits.retry_after(asked())
    kept = "".join(f"{key}{value}" for key, value in cache._cache.items())
    assert len(cache._cache) == 1
    assert READER not in kept
    assert limits._household(limits.client_address(asked())) not in kept


def test_a_number_that_the_cache_forgot_begins_again(monkeypatch):
    def forgotten(key):
        raise ValueError(key)

    monkeypatch.setattr(limits.cache, "incr", forgotten)
    assert limits.retry_after(asked()) == 0


@pytest.mark.django_db
def test_the_page_says_when_to_search_again(home):
    answer = limits.too_many(asked(), 37)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "37"
    assert "in 37 seconds" in answer.text
    assert 'href="/search/?q=gas&amp;page=2"' in answer.text
    assert "in 1 second," in limits.too_many(asked(), 1).text
