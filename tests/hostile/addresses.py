"""Ways to write an address that leads inside, or to no web page at all.

Each is a form of its own; what they name inside is this machine, its metadata service,
its network. ``NAMES`` are answers of a resolver that is in somebody's hands.
"""

from itertools import chain

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:4700::1111"
# One for each kind of address that is somebody's own.
INSIDE_4 = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1"),
    *("172.31.255.254", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
)
INSIDE_6 = (
    *("::1", "::", "0:0:0:0:0:0:0:1", "::0001", "fe80::1", "fc00::1", "fd00:ec2::254"),
    *("fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1"),
    *("4000::1", "2001:20::1", "2001:10::1"),
)


def spelled(a: int, b: int, c: int, d: int) -> list[str]:
    """One IPv4 address in every way that some resolver takes for it."""
    number = (a << 24) | (b << 16) | (c << 8) | d
    tail, long_tail = (c << 8) | d, (b << 16) | (c << 8) | d
    dotted = f"{a}.{b}.{c}.{d}"
    wide = "".join(chr(ord(char) + 0xFEE0) for char in dotted)
    return [
        *(f"{number}", f"{number:#x}", f"0{number:o}", f"{a}.{long_tail}"),
        *(f"{a}.{b}.{tail}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"{a:#x}.{long_tail}"),
        *(f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"0{a:o}.{b}.{c}.{d:#x}", f"0X{number:08X}"),
        *(f"{a:03}.{b:03}.{c:03}.{d:03}", f"{a}.{b}.{c}.{d}.", f"{number}."),
        *(f"{a + 256}.{b}.{c}.{d}", f"{number + 2**32}", f"{a:#010x}.{b}.{c}.{d}"),
        *(dotted.replace(".", "\u3002"), dotted.replace(".", "\uff61"), wide),
        dotted.replace(".", "%2e"),
        "".join(f"%{ord(char):02x}" for char in dotted),
        f"[::ffff:{dotted}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        *(f"[::{dotted}]", f"[::ffff:0:{dotted}]", f"[64:ff9b::{dotted}]"),
        *(f"[64:ff9b:1::{dotted}]", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"),
        f"[2001:0:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        f"[2001::{~number >> 16 & 0xFFFF:x}:{~number & 0xFFFF:x}]",
        *(f"[fe80::5efe:{dotted}]", f"[2001:db8::5efe:{dotted}]"),
        *(f"[{dotted}]", f"[v1.{dotted}]", f"[::ffff:{dotted}%25lo]"),
    ]


_TRICKS = (
    *("127.1", "127.0.1", "0", "0x", "0x.0x.0x.0x1", "00000000177.1", "0.0"),
    *("①②⑦.⓪.⓪.①", "１２７.1", "1２7.0.0.1", "127.0.0.1\u200b", "\u202e127.0.0.1"),
    *(
        "localhost",
        "LOCALHOST",
        "localhost.",
        "localhost..",
        "a.localhost",
        "ⓛocalhost",
    ),
    *("loc\u00adalhost", "loc%61lhost", "localhost.localdomain", "printer.local"),
    *(
        "metadata.google.internal",
        "wiki.corp",
        "nas.lan",
        "router.home.arpa",
        "intranet",
    ),
    *("db", "redis", "postgres", "kubernetes.default.svc", "host.docker.internal"),
    *("[::1%lo]", "[fe80::1%25eth0]", "[::1", "::1", "[::1]evil", "[[::1]]", "[]"),
    *("good.example@127.0.0.1", "good.example:secret@127.0.0.1", "@127.0.0.1"),
    *(
        "127.0.0.1\\@good.example",
        "127.0.0.1\\.good.example",
        "good.example\\@127.0.0.1",
    ),
    *("127.0.0.1#@good.example", "127.0.0.1?@good.example", "good.example&@127.0.0.1"),
    *("good.example%40127.0.0.1", "127.0.0.1%23.good.example", "127.0.0.1%2f@x"),
    *(" 127.0.0.1", "127.0.0.1 ", "127.0.0.1\t", "127.0.0.1\n", "127.0\r\n.0.1"),
    *(
        "\t127.0.0.1",
        "127.0.0.1%00.good.example",
        "127.0.0.1%0d%0aHost:x",
        "127.0.0.1%09",
    ),
    *("127.0.0.1:80:80", "127.0.0.1:+80", "127.0.0.1:٨٠", "127.0.0.1: 80"),
    *(
        "127.0.0.1:22",
        "127.0.0.1:25",
        "127.0.0.1:6379",
        "127.0.0.1:5432",
        "[::1]:11211",
    ),
    *("good.example:22", "good.example:25", "good.example:6379", "good.example:0"),
    *("good.example:65536", "good.example:-1", "good.example:8080", "good.example:x"),
    *("", ":80", ".", "..", "-", "*", ".good.example", "a..example", "good_example:"),
    *(
        "a" * 64 + ".example",
        "a." * 130 + "example",
        "xn--a",
        "exa℀mple",
        "good.exa／mple",
    ),
)
_WHOLE = (
    *("", "http:", "http://", "http:///", "http:///etc/passwd", "http:127.0.0.1"),
    *("http:/127.0.0.1/", "http:\\\\127.0.0.1\\", "//127.0.0.1/", "///127.0.0.1/"),
    *("\\\\127.0.0.1\\x", "127.0.0.1/", "127.0.0.1:80/", "localhost:6379/"),
    *("https:127.0.0.1/", "http://http://127.0.0.1/", "http://https:127.0.0.1/"),
    *("hTtP://127.0.0.1/", "http\u2028://127.0.0.1/", "view-source:http://127.0.0.1/"),
    *("file:///etc/passwd", "file://127.0.0.1/etc/passwd", "FILE:/etc/passwd"),
    *(
        "gopher://127.0.0.1:6379/_INFO",
        "dict://127.0.0.1:11211/stats",
        "ldap://127.0.0.1",
    ),
    *(
        "ftp://127.0.0.1/",
        "sftp://127.0.0.1/",
        "tftp://127.0.0.1/x",
        "jar:http://127.1!/",
    ),
    *("netdoc:///etc/passwd", "data:text/html,hello", "javascript:alert(1)", "blob:x"),
    *("unix:///var/run/docker.sock", "http+unix://%2fvar%2frun%2fdocker.sock/info"),
    *("ws://127.0.0.1/", "mailto:root@localhost", "about:blank", "chrome://version"),
    *("http://127.0.0.1/\r\nHost: good.example", "http://127.0.0.1/ HTTP/1.1\r\nX: y"),
    *("http://[::ffff:127.0.0.1]:6379/\r\nSET a b\r\n", "http://127.0.0.1/\x7f"),
    "http://127.0.0.1/?url=http://good.example/",
)
# What leads inside, as a resolver answers; each list is one answer, then the next.
_RESOLVED = {
    **{f"a{n}.evil.example": [[each]] for n, each in enumerate(INSIDE_4)},
    **{f"aaaa{n}.evil.example": [[each]] for n, each in enumerate(INSIDE_6)},
    "mapped.evil.example": [["::ffff:127.0.0.1"]],
    "nat64.evil.example": [["64:ff9b::7f00:1"]],
    "sixtofour.evil.example": [["2002:7f00:1::1"]],
    "zone.evil.example": [["fe80::1%lo"]],
    "mixed.evil.example": [[PUBLIC, "127.0.0.1"]],
    "mixed-first.evil.example": [["127.0.0.1", PUBLIC]],
    "mixed-six.evil.example": [[PUBLIC, "::1"]],
    "many.evil.example": [[*[PUBLIC] * 9, "10.0.0.1"]],
    "alias-of-localhost.evil.example": [["127.0.0.1", "::1"]],
    "rebind.evil.example": [["93.184.215.66"], ["127.0.0.1"]],
    "rebind-six.evil.example": [["93.184.215.66"], ["::1"]],
    "rebind-back.evil.example": [["93.184.215.66"], ["169.254.169.254"], [PUBLIC]],
    "nobody.evil.example": [[]],
}
NAMES = _RESOLVED


def forms() -> list[str]:
    """Every form once, in one order."""
    hosts = chain(
        spelled(127, 0, 0, 1),
        spelled(169, 254, 169, 254),
        INSIDE_4[1:],
        [f"[{each}]" for each in INSIDE_6],
        _TRICKS,
        _RESOLVED,
    )
    schemes = ("http", "https")
    written = [f"{schemes[number % 2]}://{host}/" for number, host in enumerate(hosts)]
    return list(dict.fromkeys([*written, *_WHOLE]))
