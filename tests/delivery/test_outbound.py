"""The outbound client reaches public addresses, and nothing on this machine or network.

Listeners stand on every local address; what must not be called, they must not hear of.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.outbound import (
    OutboundClient,
    OutboundFailed,
    OutboundRefused,
)
from delivery.public_addresses import is_public, target_of
from tests.delivery.listeners import (
    OWN,
    reached,
)

pytestmark = pytest.mark.usefixtures("connects")
PUBLIC = "93.184.215.14"

HOSTS = [
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "127.0.1",
    "0x7f000001",
    "0x7f.1",
    "0X7F.0.0.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "127.0.0.1.",
    "127.1.",
    "0.0.0.0",
    "0",
    "0x",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost..",
    "a.localhost",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::127.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:7f00:0001::1]",
    "[2001:0:7f00:1::]",
    "[fe80::1%25lo]",
    "[fe80::1%lo]",
    "[::1%lo]",
    "[fec0::1]",
    "[v1.127.0.0.1]",
    "[127.0.0.1]",
    "１２７.０.０.１",
    "１２７。０。０。１",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "loc\u00adalhost",
    "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1",
    "loc%61lhost",
    "good.example@127.0.0.1",
    "good.example:secret@127.0.0.1",
    "@127.0.0.1",
    "127.0.0.1\\@good.example",
    "127.0.0.1\\.good.example",
    " 127.0.0.1",
    "127.0.0.1 ",
    "127.0.0.1\t",
    "127.0.0.1\n",
    "127.0\r\n.0.1",
    "127.0.0.1\x00.good.example",
    "127.0.0.1\u200b",
    "\u202e127.0.0.1",
]


@pytest.mark.parametrize("host", HOSTS)
def test_no_way_of_writing_this_machine_reaches_it(host, everywhere):
    for listener in everywhere:
        for scheme in ("http", "https"):
            with pytest.raises(OutboundRefused):
                OutboundClient().get(f"{scheme}://{host}:{listener.port}/")

    assert reached(everywhere) == []


@pytest.mark.parametrize("host", OWN)
def test_this_machines_own_address_is_not_reached(host, everywhere):
    host = f"[{host}]" if ":" in host else host
    for listener in everywhere:
        with pytest.raises(OutboundRefused):
            OutboundClient().get(f"http://{host}:{listener.port}/")

    assert reached(everywhere) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http:",
        "http://",
        "http:///path",
        "http://:80/",
        "http://?a",
        "//good.example/",
        "good.example",
        "file:///etc/passwd",
        "ftp://good.example/",
        "gopher://127.0.0.1:6379/_INFO",
        "data:text/html,hello",
        "javascript:alert(1)",
        "http://good.example@/",
        "http://user@good.example/",
        "http://user:word@good.example/",
        "http://good.example:22/",
        "http://good.example:0/",
        "http://good.example:99999/",
        "http://good.example:x/",
        "http://good.example/a b",
        "http://good.example/\r\nHost: evil",
        "http://good.example/\x7f",
        "http://good_example:80:80/",
        "http://.example/",
        "http://a..example/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 130}example/",
        "http://intranet/",
        "http://134744072/",
        "http://8.8.2056/",
        "http://8.8.010.8/",
        "http://[::1/",
        "http://[2606:4700::1111]evil/x",
        "http://good.exa℀mple/",
        "http://127.0.0.1#@good.example/",
        "http://127.0.0.1?@good.example/",
        "http://good.example/" + "a" * 4_096,
    ],
)
def test_what_is_no_public_web_address_is_refused_unasked(url, names, connects):
    names["good.example"] = [[PUBLIC]]

    with pytest.raises(OutboundRefused) as refused:
        OutboundClient().get(url)

    assert str(refused.value).endswith(".")
    assert (names["asked"], connects) == ([], [])


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.0.0.2", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
        *("255.255.255.255", "192.88.99.1", "192.0.0.9"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "fe80::1"),
        *(
            "fe80::1%eth0",
            "2606:4700::1111%eth0",
            "fc00::1",
            "fd00:ec2::254",
            "fec0::1",
        ),
        *("ff02::1", "ff0e::1", "2002:808:808::", "2001::1", "2001:0:1:2::", "100::1"),
        *("2001:db8::1", "3fff::1", "5f00::1", "64:ff9b::127.0.0.1", "4000::1"),
        *("64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "2001:20::1", "2001:10::1"),
    ],
)
def test_an_address_of_no_public_host_is_refused(address, names, everywhere, connects):
    names["made-up.example"] = [[address]]

    for url in ("http://made-up.example/", "https://made-up.example/"):
        with pytest.raises(OutboundRefused, match="not on the public internet"):
            OutboundClient().get(url)

    assert (connects, reached(everywhere)) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", PUBLIC, "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"],
)
def test_a_public_address_is_called(address, names, connects):
    names["made-up.example"] = [[address]]

    with pytest.raises(OutboundFailed):
        OutboundClient().get("http://made-up.example/")

    assert connects == [address]


@pytest.mark.parametrize(
    "mixture",
    [
        [PUBLIC, "127.0.0.1"],
        ["127.0.0.1", PUBLIC],
        [PUBLIC, "::1"],
        ["2606:4700::1111", "::ffff:127.0.0.1"],
        [*[PUBLIC] * 6, "10.0.0.1"],
    ],
)
def test_one_private_answer_among_public_ones_refuses_the_name(
    mixture, names, everywhere, connects
):
    names["made-up.example"] = [mixture]

    with pytest.raises(OutboundRefused):
        OutboundClient().get("http://made-up.example/")

    assert (connects, reached(everywhere)) == ([], [])


def test_a_name_that_changes_its_answer_is_asked_once(names, everywhere, connects):
    """DNS rebinding: the connection goes to the address that was checked."""
    for listener in everywhere:
        names["rebind.example"] = [[PUBLIC], ["127.0.0.1"]]
        with pytest.raises(OutboundFailed):
            OutboundClient().get(f"http://rebind.example:{listener.port}/")

    assert names["asked"] == ["rebind.example"] * len(everywhere)
    assert set(connects) == {PUBLIC}
    assert reached(everywhere) == []


@given(
    st.text() | st.from_regex(r"https?://[^/]{1,20}(:[0-9]+)?/.{0,9}", fullmatch=True)
)
def test_an_address_is_a_clean_target_or_refused(url):
    try:
        target = target_of(url)
    except OutboundRefused:
        return

    assert target.url.isascii()
    assert target.url.isprintable()
    assert " " not in target.url
    assert target_of(target.url) == target
    assert target.literal is None or is_public(target.literal)


@pytest.mark.parametrize(
    ("url", "called"),
    [
        ("http://Good.EXAMPLE:80", "http://good.example/"),
        ("https://good.example.:443/a?b#c", "https://good.example/a?b"),
        ("https://bücher.example/Käse?ö=ß", "https://xn--bcher-kva.example/K%C3%A4se"),
        (
            "https://good.example/a%20b/%E2%82%AC",
            "https://good.example/a%20b/%E2%82%AC",
        ),
        ("https://[2606:4700:0::1111]/", "https://[2606:4700::1111]/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
    ],
)
def test_an_address_as_people_write_it_is_called(url, called):
    assert target_of(url).url.startswith(called)
