"""What is shown, what is refused, and which addresses are the same report."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import (
    address_key,
    canonical_address,
    check_address,
    registrable_domain,
    shown_address,
)

BBC = "https://www.bbc.com/news/articles/c74vx4n003xo"

SAME = [
    (BBC, "http://www.bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "www.bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "//www.bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "https://bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "https://m.bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "HTTPS://WWW.BBC.COM/news/articles/c74vx4n003xo"),
    (BBC, "https://www.bbc.com./news/articles/c74vx4n003xo"),
    (BBC, "https://www.bbc.com:443/news/articles/c74vx4n003xo"),
    (BBC, "http://www.bbc.com:80/news/articles/c74vx4n003xo"),
    (BBC, f"  {BBC}\n"),
    (BBC, f"\ufeff{BBC}\u200b"),
    (BBC, f"{BBC}/"),
    (BBC, f"{BBC}."),
    (BBC, f"{BBC}?"),
    (BBC, f"{BBC}#comments"),
    (BBC, f"{BBC}#:~:text=the%20minister"),
    (BBC, f"{BBC}.amp"),
    (BBC, f"{BBC}/amp"),
    (BBC, f"{BBC}/amp/"),
    (BBC, f"{BBC}?amp"),
    (BBC, f"{BBC}?amp=1"),
    (BBC, f"{BBC}?outputType=amp"),
    (BBC, f"{BBC}?at_medium=RSS&at_campaign=rss"),
    (BBC, f"{BBC}?utm_source=x&UTM_Medium=y&fbclid=IwAR1"),
    (BBC, f"{BBC}?&&utm_source=x&"),
    (BBC, f"https://www.google.com/amp/s/{BBC.removeprefix('https://')}"),
    (BBC, f"https://www.google.co.uk/amp/{BBC.removeprefix('https://')}?usqp=mq331"),
    (BBC, f"https://www-bbc-com.cdn.ampproject.org/c/s/{BBC[8:]}"),
    (BBC, f"https://cdn.ampproject.org/v/s/{BBC[8:]}.amp?amp_js_v=0.1"),
    (BBC, f"https://www.google.com/amp/s/amp-x.cdn.ampproject.org/c/s/{BBC[8:]}/amp"),
    ("https://bbc.com/news/world-1", "https://www.bbc.com/news/amp/world-1"),
    ("https://cnbc.com/2026/a.html", "https://www.cnbc.com/amp/2026/a.html"),
    ("https://x.example/a.html", "https://x.example/a.amp.html"),
    ("https://x.example/a/", "https://x.example/a/amp.html"),
    ("https://en.wikipedia.org/wiki/NATO", "https://en.m.wikipedia.org/wiki/NATO"),
    ("https://www.gov.uk/guidance", "https://gov.uk/guidance"),
    ("https://x.example", "https://x.example/"),
    ("https://x.example/", "https://x.example/index.html"),
    ("https://x.example/a/", "https://x.example/a/index.php"),
    ("https://x.example/a", "https://x.example/b/../a"),
    ("https://x.example/a", "https://x.example/./%2e/a"),
    ("https://x.example/a?b=2&a=1", "https://x.example/a?a=1&b=2"),
    ("https://x.example/~ann", "https://x.example/%7Eann"),
    ("https://x.example/%c3%a9", "https://x.example/é"),
    ("https://x.example/a?q=%c3%a9", "https://x.example/a?q=é"),
    ("https://x.example/100%", "https://x.example/100%25"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://BÜCHER.example/a", "https://bücher.example/a"),
    ("https://x.example/#!/story/1", "http://www.x.example#!/story/1"),
    ("https://[2001:db8::1]/a", "https://[2001:0DB8:0:0::1]:443/a"),
]

DIFFERENT = [
    (BBC, "https://www.bbc.com/news/articles/c74vx4n003xO"),
    (BBC, "https://www.bbc.co.uk/news/articles/c74vx4n003xo"),
    (BBC, "https://feeds.bbc.com/news/articles/c74vx4n003xo"),
    (BBC, "https://www.bbc.com:8080/news/articles/c74vx4n003xo"),
    (BBC, f"{BBC}/media"),
    (BBC, f"{BBC}?page=2"),
    ("https://x.example/a?id=1", "https://x.example/a?id=2"),
    ("https://x.example/a?ref=1", "https://x.example/a"),
    ("https://x.example/a?cid=1", "https://x.example/a?cid=2"),
    ("https://x.example/a?amp=3", "https://x.example/a"),
    ("https://x.example/#!/story/1", "https://x.example/#!/story/2"),
    ("https://x.example/a%2Fb", "https://x.example/a/b"),
    ("https://x.example/a?q=1%262", "https://x.example/a?q=1&2"),
    ("https://x.example/wiki/Mercury_(planet)", "https://x.example/wiki/Mercury_"),
    ("https://x.example/wiki/Amp", "https://x.example/wiki"),
    ("https://x.example/camp", "https://x.example/c"),
    ("https://x.example/index.html.zip", "https://x.example/"),
    ("https://m.co.uk/a", "https://co.uk/a"),
    ("https://www.com/a", "https://com.example/a"),
    ("https://a.github.io/x", "https://b.github.io/x"),
    ("https://www.google.com/amp/s/localhost/a", "https://localhost/a"),
    ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
]

REFUSED = [
    ("", "Enter the address"),
    (" \u200b ", "Enter the address"),
    ("javascript:alert(1)", "start with https://"),
    ("JavaScript://bbc.com/%0aalert(1)", "start with https://"),
    ("data:text/html,x", "start with https://"),
    ("ftp://bbc.com/x", "start with https://"),
    ("mailto:desk@bbc.com", "start with https://"),
    ("desk@bbc.com", "start with https://"),
    ("BBC", "start with https://"),
    ("/news/articles/x", "start with https://"),
    ("localhost:8000/x", "start with https://"),
    ("https://user:secret@bbc.com/x", "user name and password"),
    ("https://bbc.com@evil.example/x", "user name and password"),
    ("https://bbc.com\\@evil.example/x", "user name and password"),
    ("https://", "no site name"),
    ("https:///news", "no site name"),
    ("https://:443/news", "no site name"),
    ("https://?q=1", "no site name"),
    ("https://www.bbc.com/a b", "a space or an invisible character"),
    ("see https://www.bbc.com/a", "a space or an invisible character"),
    ("https://www.bbc.com/a\nb", "a space or an invisible character"),
    ("java\tscript:alert(1)", "a space or an invisible character"),
    ("https://www.bbc.com/\x00", "a space or an invisible character"),
    ("https://www.bbc.com/\u202etxt.exe", "a space or an invisible character"),
    ("https://www.bbc.com/\ud800", "a space or an invisible character"),
    ("https://www.bbc.com:port/x", "not a complete address"),
    ("https://www.bbc.com:99999/x", "not a complete address"),
    ("https://[::1/x", "not a complete address"),
    ("https://[::1%25eth0]/x", "not a complete address"),
    ("https://[v1.abc]/x", "not a complete address"),
    ("https://bbc..com/x", "not a complete address"),
    ("https://www.bbc.com\\evil/x", "not a complete address"),
    ("https://bbc%2Ecom/x", "not a complete address"),
    ("https://<script>/x", "not a complete address"),
    (f"https://{'a' * 64}.example/x", "not a complete address"),
    (f"https://{'a.' * 130}example/x", "not a complete address"),
    (f"https://www.bbc.com/{'a' * 2000}", "longer than 2,000 characters"),
]

# Texts that look enough like addresses to reach the last line of the code.
ADDRESSES = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "//", "", "https://www.google.com/amp/s/"]),
    st.one_of(
        st.lists(
            st.sampled_from(["www", "m", "amp", "co", "uk", "gov", "bbc", "com", "bü"]),
            min_size=1,
        ).map(".".join),
        st.sampled_from(["[::1]", "192.0.2.1", "x.cdn.ampproject.org/c/s", "例え.jp"]),
        st.text(),
    ),
    st.sampled_from(["", ":", ":80", ":443", ":8080", ":x"]),
    st.lists(
        st.one_of(
            st.sampled_from(["/", "/.", "/..", "/amp", ".amp", ".html", "/index.html"]),
            st.sampled_from(["%", "%2e", "%2F", "%e9", "é", "/www.bbc.com", " "]),
            st.text(max_size=3),
        )
    ).map("".join),
    st.lists(
        st.one_of(
            st.sampled_from(
                ["?", "&", "=", "#", "#!", "utm_x=1", "amp", "fbclid", "%"]
            ),
            st.sampled_from([" ", "\u200b", "a=1", "b", "+", "%26", "%75tm_x=1"]),
            st.text(max_size=3),
        )
    ).map("".join),
)


def is_accepted(url: str) -> bool:
    try:
        check_address(url)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_report_have_one_key(one, other):
    check_address(other)
    assert canonical_address(one) == canonical_address(other)
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_different_pages_have_different_keys(one, other):
    assert canonical_address(one) != canonical_address(other)
    assert address_key(one) != address_key(other)


def test_key_is_64_hexadecimal_digits():
    assert len(address_key(BBC)) == 64
    assert int(address_key(BBC), 16)


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_refused_address_says_what_to_do(url, reason):
    with pytest.raises(ValidationError) as refusal:
        check_address(url)
    assert reason in refusal.value.messages[0]


@pytest.mark.parametrize(
    "url",
    [
        BBC,
        "https://例え.jp/ニュース",
        "https://fa.wikipedia.org/wiki/می\u200cخواهم",
        "http://localhost:8000/x",
        "http://192.0.2.1/report.pdf",
        "https://data_portal.example.org/x",
        "https://x.example/a[1]|b'c\"d",
        "bbc.com",
        f"{BBC}?fbclid={'a' * 2000}",
    ],
)
def test_usable_address_is_accepted(url):
    check_address(url)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (f" {BBC}\n", BBC),
        ("www.bbc.com/news", "https://www.bbc.com/news"),
        ("bbc.com:8080/news", "https://bbc.com:8080/news"),
        ("//bbc.com/news", "https://bbc.com/news"),
        ("http://bbc.com/news", "http://bbc.com/news"),
        ("HTTPS://BBC.com/a/../B/?", "HTTPS://BBC.com/a/../B/?"),
        (f"{BBC}?at_medium=RSS&at_campaign=rss", BBC),
        (f"{BBC}?utm_source=a&page=2&gclid=b#c", f"{BBC}?page=2#c"),
        (f"{BBC}?b=1&a=%c3%a9&&c", f"{BBC}?b=1&a=%c3%a9&&c"),
        (f"{BBC}?fbclid\u200b&utm_source=a", BBC),
        (f"{BBC}?xtor=RSS-1#:~:text=a", f"{BBC}#:~:text=a"),
        (
            f"{BBC}?id=utm_source&cid=7&ref=x&s=1",
            f"{BBC}?id=utm_source&cid=7&ref=x&s=1",
        ),
        (f"{BBC}/amp?amp=1", f"{BBC}/amp?amp=1"),
        ("not an address", "not an address"),
    ],
)
def test_readers_see_the_address_as_typed_less_tracking(typed, shown):
    assert shown_address(typed) == shown


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        (BBC, "bbc.com"),
        ("https://news.bbc.co.uk/x", "bbc.co.uk"),
        ("https://www.google.com/amp/s/www.lemonde.fr/x", "lemonde.fr"),
        ("https://ann.github.io/x", "ann.github.io"),
        ("https://www.gov.uk/x", "gov.uk"),
        ("https://www.who.int/x", "who.int"),
        ("https://news.bücher.example/x", "xn--bcher-kva.example"),
        ("https://192.0.2.1/x", "192.0.2.1"),
        ("https://[2001:db8:0::1]/x", "2001:db8::1"),
        ("http://intranet:8000/x", "intranet"),
    ],
)
def test_domain_is_the_one_that_the_outlet_registered(url, domain):
    assert registrable_domain(url) == domain


@given(st.one_of(ADDRESSES, st.text()))
def test_any_text_is_accepted_or_refused_and_nothing_else(url):
    """An accepted address has every derived form; a refused one says so in words."""
    if is_accepted(url):
        assert len(address_key(url)) == 64
        assert registrable_domain(url)
    else:
        with pytest.raises(ValidationError, match=r"\w+ \w+"):
            check_address(url)


@given(st.one_of(ADDRESSES, st.text()))
def test_shown_address_is_idempotent_and_the_same_source(url):
    shown = shown_address(url)
    assert shown_address(shown) == shown
    assert is_accepted(shown) == is_accepted(url)
    if is_accepted(url):
        assert address_key(shown) == address_key(url)


@given(ADDRESSES)
def test_canonical_address_is_idempotent(url):
    if is_accepted(url):
        canonical = canonical_address(url)
        assert canonical_address(canonical) == canonical
        assert canonical.isascii()
        assert canonical.startswith("https://")
