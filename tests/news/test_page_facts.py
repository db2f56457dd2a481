"""What a page says of itself is read from any bytes, and in no time."""

import time
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import page_facts


def test_a_page_with_only_a_title_is_known_by_its_host():
    facts = page_facts.facts_of_page(
        "<title>\n Hello\x00 </title>", "https://www.a.b/c"
    )

    assert (facts.title, facts.provider, facts.text) == ("Hello", "a.b", "")


@pytest.mark.parametrize(
    ("header", "body", "title"),
    [
        ("text/html; charset=iso-8859-1", "<title>Käse", "Käse"),
        ("text/html", '<meta charset="shift_jis"><title>東京', "東京"),
        ("text/html; charset=punycode", "<title>plain", "plain"),
        ("text/html; charset=nonsense", "<title>plain", "plain"),
        ("text/html; charset*=utf-8''%00", "<title>plain", "plain"),
        ("text/html", '<meta charset="\0"><title>plain', "plain"),
    ],
)
def test_a_page_is_read_in_its_own_character_set(header, body, title):
    headers = Message()
    headers["Content-Type"] = header
    codec = {"Käse": "latin-1", "東京": "shift_jis"}.get(title, "ascii")
    html = page_facts.decoded(body.encode(codec), headers)

    assert page_facts.facts_of_page(html, "https://a.example/").title == title


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<!--", "<!-->", "<!---->", "<meta", "<meta ", "<meta a='", '<meta a="'),
        *('<meta"', "<meta a=b ", "<link href=/", "<title", "<title ", "<script>"),
        *("<script></script>", "<meta ''", "a ", "&#", "</script", "<meta \"<meta '"),
        *("<meta a=\"a' b='\" ", "<![CDATA[", "\x00", "İ"),
    ],
)
def test_a_page_made_to_hurt_takes_no_time(piece):
    html = (piece * (1_000_000 // len(piece)))[:1_000_000]
    for page in (html, f"<meta {html[:8_000]}>" * 120, f"<title>{html}"):
        started = time.process_time()
        page_facts.facts_of_page(page, "https://a.example/")
        assert time.process_time() - started < 2


@given(st.text(), st.text())
def test_any_page_says_something_or_nothing(before, text):
    html = f'{before}"><meta property="og:title" content="&#{"9" * 5000};{text}">'
    facts = page_facts.facts_of_page(html, "https://a.example/")

    assert "\n" not in facts.title
    facts.title.encode()
