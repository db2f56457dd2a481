"""What the outbound client sends and brings back; every redirect is checked anew."""

import ssl
import subprocess

import pytest

from delivery import outbound, public_addresses
from delivery.outbound import (
    OutboundClient,
    OutboundFailed,
    OutboundRefused,
)
from tests.delivery.listeners import (
    answer,
    listening,
    raw,
    reached,
    redirect,
)

pytestmark = pytest.mark.usefixtures("connects")

# What comes back ---------------------------------------------------------------------


def test_the_admitted_listener_is_reached_and_answers():
    """The control of every test above: nothing but the rule kept them away."""
    with listening(answer(b"<p>hello", X_Thing="yes")) as listener:
        found = OutboundClient(loopback=listener.place).get(f"{listener.url}/a?b=c#d")

        assert (found.status, found.body) == (200, b"<p>hello")
        assert found.url == f"{listener.url}/a?b=c"
        assert found.headers["x-thing"] == "yes"
        assert len(listener.connections) == 1


def test_only_the_admitted_listener_is_admitted(everywhere):
    admitted, *others = everywhere
    client = OutboundClient(loopback=admitted.place)

    for url in (
        *(other.url for other in others),
        f"http://localhost:{admitted.port}",
        f"http://127.0.0.2:{admitted.port}",
        f"http://0.0.0.0:{admitted.port}",
    ):
        with pytest.raises(OutboundRefused):
            client.get(url)

    assert reached(everywhere) == []
    assert client.get(admitted.url).status == 200


@pytest.mark.parametrize("place", ["10.0.0.1:80", "8.8.8.8:80", "localhost:80", ":80"])
def test_only_a_loopback_listener_can_be_admitted(place):
    with pytest.raises(ValueError, match="not"):
        OutboundClient(loopback=place)


def test_a_request_says_who_asks_and_nothing_else(settings, monkeypatch, tmp_path):
    settings.BASE_URL = "https://newsclip.example"
    settings.DEFAULT_FROM_EMAIL = "The desk <desk@newsclip.example>"
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    with listening(answer(Set_Cookie="a=b")) as listener:
        client = OutboundClient(loopback=listener.place)
        client.get(listener.url)
        client.get(listener.url, accept="text/html")

        sent = listener.requests[1].decode().split("\r\n")

    assert sent == [
        "GET / HTTP/1.1",
        f"Host: {listener.place}",
        f"User-Agent: Newsclip/{settings.VERSION} "
        "(+https://newsclip.example; desk@newsclip.example)",
        "Accept: text/html",
        "Accept-Encoding: identity",
        "Connection: close",
        "",
        "",
    ]


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch):
    with listening() as proxy, listening(answer(b"direct")) as listener:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
            monkeypatch.setenv(name, proxy.url)
        found = OutboundClient(loopback=listener.place).get(listener.url)

        assert found.body == b"direct"
        assert reached([proxy]) == []


@pytest.mark.parametrize("status", ["204 No Content", "404 Not Found", "500 Oops"])
def test_a_status_is_returned_not_raised(status):
    with listening(answer(b"", status)) as listener:
        found = OutboundClient(loopback=listener.place).get(listener.url)

    assert found.status == int(status[:3])


def test_head_asks_for_no_body():
    with listening(
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")
    ) as listener:
        found = OutboundClient(loopback=listener.place).head(listener.url)

        assert (found.status, found.body) == (200, b"")
        assert listener.requests[0].startswith(b"HEAD / ")


# Redirects ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_a_redirect_is_followed(status):
    answers = {"/": redirect("/käse?a".encode().decode("latin-1"), status)}
    with listening(answers | {"/k%C3%A4se?a": answer(b"there")}) as listener:
        found = OutboundClient(loopback=listener.place).get(listener.url)

        assert (found.url, found.body) == (f"{listener.url}/k%C3%A4se?a", b"there")
        assert b"Referer" not in listener.requests[1]


def test_a_redirect_to_another_loopback_port_is_refused(everywhere):
    for other in everywhere:
        leading = listening(redirect(other.url))
        with leading as listener, pytest.raises(OutboundRefused):
            OutboundClient(loopback=listener.place).get(listener.url)

    assert reached(everywhere) == []


@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.2/", "//127.1/", "http://localhost/", "file:///etc/passwd"),
        *("http://made-up.example/", "gopher://127.0.0.1/", "http://a@made-up.example"),
        *("http://169.254.169.254/latest/meta-data/", "\\\\127.0.0.2\\", "\xff"),
    ],
)
def test_a_redirect_is_checked_like_an_address(location, names, everywhere, connects):
    names["made-up.example"] = [["127.0.0.2"]]
    with listening(redirect(location)) as listener:
        with pytest.raises(OutboundRefused):
            OutboundClient(loopback=listener.place).get(listener.url)

        assert len(listener.connections) == 1
    assert (connects, reached(everywhere)) == (["127.0.0.1"], [])


def test_five_redirects_are_followed_and_not_a_sixth():
    answers = {f"/{step}": redirect(f"/{step + 1}") for step in range(6)}
    with listening(answers | {"/6": answer(b"end")}) as listener:
        client = OutboundClient(loopback=listener.place)

        assert client.get(f"{listener.url}/1").body == b"end"
        with pytest.raises(OutboundFailed, match="more than 5 times"):
            client.get(f"{listener.url}/0")


# TLS ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The files of a certificate for news.example, which nobody trusts yet."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=news.example"),
            *("-addext", "subjectAltName=DNS:news.example"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture
def secure(certificate, names, monkeypatch):
    """A TLS listener that news.example and other.example resolve to, as if public."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    asked_for = []
    context.sni_callback = lambda tls, name, _: asked_for.append(name)
    with listening(tls=context) as listener:
        listener.names = asked_for
        monkeypatch.setattr(outbound, "is_public", lambda address: True)
        ports = {**public_addresses.PORTS, "test": listener.port}
        monkeypatch.setattr(public_addresses, "PORTS", ports)
        names["news.example"] = names["other.example"] = [["127.0.0.1"]]
        yield listener


def test_a_certificate_is_checked_for_the_name(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    found = OutboundClient().get(f"https://news.example:{secure.port}/")

    assert found.status == 200
    assert secure.names == ["news.example"]
    assert f"Host: news.example:{secure.port}".encode() in secure.requests[0]
    with pytest.raises(OutboundFailed, match="certificate"):
        OutboundClient().get(f"https://other.example:{secure.port}/")
    assert len(secure.requests) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(secure):
    with pytest.raises(OutboundFailed, match="certificate"):
        OutboundClient().get(f"https://news.example:{secure.port}/")

    assert secure.requests == []
