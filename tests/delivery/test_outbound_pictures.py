"""Pictures that are fetched may be large, but not slow, and nothing else may be."""

import time

import pytest

from delivery.outbound import OutboundClient, OutboundFailed
from tests.delivery.listeners import HEAD, answer, listening, raw

pytestmark = pytest.mark.usefixtures("connects")
JPEG = b"\xff\xd8\xff\xe0" + b"a" * 3_000_000
LARGEST = 5_000_000


def fetched(give, seconds=3.0):
    with listening(give) as listener:
        client = OutboundClient(seconds, loopback=listener.place)
        return client.get_picture(listener.url, LARGEST)


def drip(caller, request):
    caller.sendall(
        HEAD + b"Content-Type: image/jpeg\r\nContent-Length: 3000000\r\n\r\n"
    )
    caller.sendall(JPEG[:1000])
    while True:
        time.sleep(0.02)
        caller.sendall(b"a")


def test_a_picture_may_be_larger_than_what_else_is_read():
    assert fetched(answer(JPEG, Content_Type="image/jpeg")).body == JPEG


@pytest.mark.parametrize(
    "give",
    [
        answer(JPEG, Content_Type="text/html"),
        answer(b"<html>" + JPEG, Content_Type="image/jpeg"),
        answer(JPEG, "404 Not Found", Content_Type="image/jpeg"),
        answer(JPEG + JPEG, Content_Type="image/jpeg"),
        raw(HEAD + b"Content-Type: image/jpeg\r\n\r\n" + JPEG),
    ],
    ids=["a page", "no picture inside", "an error", "too large", "of no length"],
)
def test_what_is_no_such_picture_is_held_to_the_limit_of_all_else(give):
    with pytest.raises(OutboundFailed, match="larger than 1,000,000 bytes"):
        fetched(give)


def test_a_picture_that_drips_is_over_in_the_time_of_all_else():
    started = time.monotonic()
    with pytest.raises(OutboundFailed, match=r"within 0\.3 seconds"):
        fetched(drip, seconds=0.3)

    assert time.monotonic() - started < 0.8
