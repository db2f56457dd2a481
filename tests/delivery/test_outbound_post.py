"""What the outbound client sends: to one public address, within the limits, once."""

import time

import pytest

from delivery.outbound import OutboundClient, OutboundFailed, OutboundRefused
from tests.delivery.listeners import answer, listening, reached, redirect
from tests.delivery.test_outbound import HOSTS

pytestmark = pytest.mark.usefixtures("connects")
JSON = {"Content-Type": "application/json"}


def test_a_body_arrives_whole_with_what_it_is_and_nothing_of_the_environment(
    settings, monkeypatch, tmp_path
):
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    with listening() as proxy, listening(answer(Set_Cookie="a=b")) as listener:
        for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy"):
            monkeypatch.setenv(name, proxy.url)
        client = OutboundClient(loopback=listener.place)
        body = "Käse\r\n\r\n".encode() * 100_000
        for _ in range(2):  # the second brings no cookie
            assert client.post(f"{listener.url}/a?b", body, JSON).status == 200

        assert listener.bodies == [body, body]
        head = listener.requests[1].partition(b"\r\n\r\n")[0].decode().split("\r\n")
        assert reached([proxy]) == []
    assert head[0] == "POST /a?b HTTP/1.1"
    assert {line.partition(":")[0].lower() for line in head[1:]} == {
        *("host", "user-agent", "accept", "accept-encoding", "connection"),
        *("content-type", "content-length"),
    }


@pytest.mark.parametrize("status", ["302 F", "307 T", "308 P"])
def test_a_redirect_comes_back_and_is_not_followed(status):
    with listening() as other, listening(redirect("", status)) as listener:
        listener.answers = redirect(other.url, status)
        client = OutboundClient(loopback=listener.place)

        assert client.post(listener.url, b"{}", JSON).status == int(status[:3])
        assert (len(listener.requests), reached([other])) == (1, [])


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_sent_to_this_machine(host, everywhere):
    for listener in everywhere:
        with pytest.raises(OutboundRefused):
            OutboundClient().post(f"http://{host}:{listener.port}/", b"{}", JSON)

    assert reached(everywhere) == []


def test_a_name_that_leads_into_the_network_is_sent_nothing(
    names, everywhere, connects
):
    names["hub.example"] = [["10.0.0.1"]]

    with pytest.raises(OutboundRefused, match="not on the public internet"):
        OutboundClient().post("http://hub.example/", b"{}", JSON)

    assert connects == []


def test_of_an_answer_no_body_is_waited_for():
    def endless(caller, request):
        caller.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 999999999\r\n\r\n")
        time.sleep(5)

    with listening(endless) as listener:
        client = OutboundClient(seconds=2, loopback=listener.place)
        began = time.monotonic()

        assert client.post(listener.url, b"{}", JSON).status == 202
        assert time.monotonic() - began < 1.5


def test_who_does_not_take_the_body_in_time_is_given_up():
    def deaf(caller, request):
        time.sleep(5)

    with listening(deaf) as listener:
        client = OutboundClient(seconds=0.3, loopback=listener.place)

        with pytest.raises(OutboundFailed, match=r"within 0\.3 seconds"):
            client.post(listener.url, b"a" * 30_000_000, JSON)


def test_a_header_cannot_hold_another():
    with listening() as listener:
        client = OutboundClient(loopback=listener.place)

        with pytest.raises(OutboundFailed):
            client.post(listener.url, b"{}", {"Webhook-Id": "1\r\nHost: evil.example"})

        assert listener.requests == []
