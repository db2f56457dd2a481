"""Requests as no browser makes them: each by its seed and number the same."""

import random
from dataclasses import dataclass, field
from urllib.parse import quote

ORDINARY, ODD = (
    ("GET", "POST", "HEAD"),
    (
        *("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PURGE"),
        *("LINK", "get", "FOO", "X" * 20),
    ),
)
# Written as they stand in an address.
SEGMENTS = (
    *("%00", "%0a", "%0d%0aX-A:%20b", "..", "%2e%2e", ".%2e", "..%2f..%2fetc%2fpasswd"),
    *("%c0%ae%c0%ae", "%c0%af", "%e0%80%af", "%f0%80%80%af", "%ed%a0%80", "%ff%fe"),
    *("%f5%80%80%80", "%uD800", "%", "%%", "%zz", "\\..\\..", "%5c", "*", "~", "'"),
    *("%22%3e%3cscript%3e", "%e2%80%ae", "%ef%bb%bf", "%d9%a1%d9%a2", "%ef%bc%91"),
    *("-1", "0", "00", "1e9", "9223372036854775807", "9223372036854775808", "1" * 400),
    *("2147483648", "0x10", "NaN", "1.5", "+1", "%2b1", "1;2", "1:2", "{}", "[]"),
    *("null", "None", "undefined", "__proto__", "con", "a" * 300, "a" * 5_000),
    *("%25%32%65", "2026-13", "0000-00", "9999-99", "2026-02-30", "10000-01"),
    *("%f0%9f%a4%96", "%c4%b0", "%c3%9f", "%e1%ba%9e", "e%cc%81" * 60, "1..2", "2..1"),
    *("1..1", "999999999..1", "feed.atom", "feed.json", "embed", "history", "page.md"),
)
# What a parameter is given; quoted when it is sent.
VALUES = (
    *("", "0", "-1", "1", "2", "01", "+1", " 1", "1.0", "1e3", "NaN", "Infinity", "-0"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 400),
    *("9" * 5_000, "0x1f", "1_000", "١٢", "１", "²", "true", "null", "[]", "{}", "[1]"),
    *("\0", "a\0b", "\ud800", "\n", "\r\nSet-Cookie: a=b", "'", '"', "'--", "\\", "%"),
    *("1' OR '1'='1", "1;DROP TABLE x", "${7*7}", "{{7*7}}", "{% load x %}", "%s%n"),
    *("<script>alert(1)</script>", "../../etc/passwd", "a" * 10_000, "ä" * 3_000),
    *("(" * 500, '"' * 501, "a AND " * 300, "-" * 400, "NOT " * 300, "a*" * 300, "((a"),
    *("(a+)+$", "a" * 60 + "!", "#" * 200, "#NATO", "author:", "category:x", "a:b:c"),
    *("before:", "date:2026", "after:9999-99-99", "from:0000-00-00", "to:" + "9" * 30),
    *("0000-00-00", "2026-02-30", "9999-12-31", "0001-01-01", "10000-01-01", "2026-13"),
    *("2026-01-01T00:00:00Z", "2026-01-01T25:61:61+99:99", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-14:00", "1970-01-01", "-1-1-1", "1e400", "P1D", "now"),
    *("http://localhost/", "http://[::1", "http://[::1]:99999/", "//", "javascript:a"),
    *(
        "http://a" + "." * 300,
        "http://\ud800",
        "http://xn--a",
        "https://user:p@h/",
        "x:",
    ),
    *(
        "é" * 200 + "\u0301" * 500,
        "\u202e",
        "\ufeff",
        "\U0001f4f0" * 50,
        "\u0130I\u0131",
    ),
    *("relevance", "date", "rss", "atom", "json", "xml", "de", "en-US-x-" + "a" * 90),
)
HEADERS = {
    "Accept": ("*/*", "", "a/b;q=x", "text/html;q=1e999", ",".join(["a/b"] * 900)),
    "Accept-Encoding": ("gzip", "br;q=0", "*;q=0", "gzip;q=NaN", "a," * 900, ";;;"),
    "Accept-Language": ("de", "*", "-", "a" * 900, "x;q=9", "en-" * 300, "\xff"),
    "Range": ("bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=" + "0-1," * 500, "x=1"),
    "If-None-Match": ("*", '"', 'W/"', '"a",' * 400, "\xff", "W/" * 300),
    "If-Modified-Since": ("Thu, 01 Jan 1970 00:00:00 GMT", "x", "9" * 300, "Fri, 99"),
    "If-Match": ("*", '"x"', ","),
    "If-Unmodified-Since": ("x", "Thu, 01 Jan 9999999 00:00:00 GMT"),
    "If-Range": ('"x"', "Thu, 31 Feb 2026 00:00:00 GMT"),
    "Host": ("", "a", "localhost:99999", "localhost:x", "[::1", "a" * 300, "loc\xe4l"),
    "Cookie": ("=", ";;;", "sessionid=x", "sessionid=" + "a" * 4_000, "a=b;" * 300),
    "Authorization": ("Basic", "Basic %%%", "Basic " + "QQ" * 900, "Bearer a", "\xff"),
    "X-Forwarded-For": (
        "",
        "a",
        "1.2.3.4, ::1",
        "," * 300,
        "::ffff:1.2.3.4%eth0",
        "\xff",
    ),
    "X-Forwarded-Proto": ("https", "x", ","),
    "X-Forwarded-Host": ("evil.example", "\xff"),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-CSRFToken": ("x", "a" * 32, "a" * 64, "\xff"),
    "Content-Length": ("0", "9", "-1", "x", "99999999", "9" * 40, ""),
    "Transfer-Encoding": ("chunked", "identity", "x"),
    "Referer": ("x", "http://[::1", "http://localhost/", "\xff", "a" * 3_000),
    "Origin": ("null", "http://evil.example", "http://[", "\xff"),
    "X-HTTP-Method-Override": ("DELETE",),
    "User-Agent": ("", "\xff" * 300, "a" * 9_000),
    "X-Request-ID": ("", "\xff", "a" * 9_000, "{}"),
    "Sec-Fetch-Site": ("cross-site", "x"),
}
KINDS = (
    *(
        "application/x-www-form-urlencoded",
        "application/json",
        "text/xml",
        "",
        "/",
        "x",
    ),
    *("multipart/form-data; boundary=b", "multipart/form-data", "\xff/\xff"),
    *("multipart/form-data; boundary=" + "b" * 300, "application/json; charset=rot13"),
    *("application/x-www-form-urlencoded; charset=utf-7", "text/plain; charset=\xff"),
)
BODIES = (
    *(
        b"",
        b"\0",
        b"{",
        b"[" * 2_000,
        b'{"a":' * 900,
        b'{"a":NaN}',
        b"\xff\xfe",
        b"&&=&=",
    ),
    *(b"a=%", b"a=%ff%00", b"a&" * 2_000, b"--b", b"--b\r\n\r\n--b--", b"--b--\r\n"),
    b'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n\0\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="a"; filename="\0"\r\n\r\n\r\n--b--',
    b"--b\r\nContent-Disposition: form-data\r\nContent-Transfer-Encoding: base64\r\n"
    b"\r\n!\r\n--b--\r\n",
    b"5\r\nhello\r\n0\r\n\r\n",
)
FORM = (
    *(
        "username",
        "login",
        "password",
        "email",
        "next",
        "return_url",
        "code",
        "_method",
    ),
    *("csrfmiddlewaretoken", "new_password1", "new_password2", "remember", "q", "page"),
)
TOKEN = "a" * 32


@dataclass
class Asked:
    """One request: ``target`` is path and query as they are sent, in Latin-1."""

    surface: str
    method: str = "GET"
    target: str = "/"
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def request_of(
    seed: str, number: int, grounds: dict[str, list[str]], names: list[str]
) -> Asked:
    """The request with that number; ``names`` are those that parameters have."""
    chance = random.Random(f"{seed} {number}")
    surface = chance.choice(sorted(grounds))
    target = chance.choice(grounds[surface])
    path, _, query = target.partition("?")
    if chance.random() < 0.5:
        path = _other_path(chance, path)
    if chance.random() < 0.7:
        query = _other_query(chance, query, names)
    asked = Asked(surface, target=f"{path}?{query}" if query else path)
    asked.method = chance.choice(ORDINARY if chance.random() < 0.8 else ODD)
    for name in chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 2, 5))):
        asked.headers.append((name, chance.choice(HEADERS[name])))
    if asked.method in ("POST", "PUT", "PATCH") or chance.random() < 0.05:
        _give_a_body(chance, asked)
    return asked


def _other_path(chance: random.Random, path: str) -> str:
    parts = path.split("/")
    at = chance.randrange(1, len(parts)) if len(parts) > 1 else 0
    odd = chance.choice(SEGMENTS)
    match chance.randrange(9):
        case 0 | 1 | 2:
            parts[at] = odd
        case 3:
            parts.insert(at, odd)
        case 4:
            parts[at] += odd
        case 5:
            parts[at] = parts[at][: len(parts[at]) // 2]
        case 6:
            parts[at] = "".join(f"%{ord(each):02x}" for each in parts[at] if each < "~")
        case 7:
            parts = [*parts[:at], "", "", *parts[at:]]
        case 8:
            parts[at] = parts[at].swapcase()
    return "/".join(parts) if parts[0] == "" else "/" + "/".join(parts)


def _other_query(chance: random.Random, query: str, names: list[str]) -> str:
    parts = [part for part in query.split("&") if part]
    for _ in range(chance.choice((1, 1, 2, 4))):
        name, value = chance.choice(names), chance.choice(VALUES)
        sent = quote(value, safe="", errors="surrogatepass")
        match chance.randrange(10):
            case 0:
                parts.append(name)
            case 1:
                parts.append(f"{name}[]={sent}&{name}[a]={sent}")
            case 2:
                parts.append(f"{name}={sent}&{name}={chance.choice(SEGMENTS)}")
            case 3:
                parts.append(f"{name}={sent[: len(sent) // 2]}%")
            case 4 if parts:
                parts[chance.randrange(len(parts))] = f"{name}={sent}"
            case _:
                parts.append(f"{name}={sent}")
    if chance.random() < 0.02:
        parts += [f"a{number}=b" for number in range(chance.choice((900, 12_000)))]
    return "&".join(parts)


def _give_a_body(chance: random.Random, asked: Asked) -> None:
    kind, asked.body = chance.choice(KINDS), chance.choice(BODIES)
    if chance.random() < 0.5:
        kind = KINDS[0]
        values = [
            (name, quote(chance.choice(VALUES), errors="surrogatepass"))
            for name in chance.sample(FORM, 3)
        ]
        asked.body = "&".join(f"{name}={value}" for name, value in values).encode()
    asked.headers.append(("Content-Type", kind))
    if chance.random() < 0.6:  # past the token, or no view would read it
        asked.headers = [h for h in asked.headers if h[0] not in ("Cookie", "Host")]
        asked.headers.append(("Cookie", f"csrftoken={TOKEN}"))
        asked.headers.append(("X-CSRFToken", TOKEN))
