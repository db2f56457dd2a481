"""The passage that answers, its words marked, whatever is written there."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import tokens
from search.excerpts import LENGTH, excerpt

LONG = "Nothing of the kind was said at all here. " * 40


def terms(text: str) -> set[str]:
    return {token.term for token in tokens(text)}


def test_the_words_found_are_marked():
    assert excerpt("Two ferries left.", terms("ferry")) == (
        "Two <mark>ferries</mark> left."
    )


def test_the_densest_passage_is_shown():
    text = f"A strike. {LONG} The harbour strike ended. {LONG}"

    shown = excerpt(text, terms("harbour strike"))

    assert "The <mark>harbour</mark> <mark>strike</mark> ended." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_what_is_written_is_escaped():
    shown = excerpt("<script>alert('storm')</script> & storm", terms("storm"))

    assert "<script" not in shown
    assert "&lt;script&gt;alert(&#x27;<mark>storm</mark>&#x27;)" in shown


def test_pairs_of_characters_are_marked_as_one():
    assert excerpt("昨日の東京都の天気", {"東京", "京都"}) == (
        "昨日の<mark>東京都</mark>の天気"
    )


def test_a_story_without_the_words_shows_its_summary():
    assert excerpt("Of bees.", terms("storm"), "Bees in a box") == "Bees in a box"
    assert excerpt("Of bees.", terms("storm")) == "Of bees."


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_gives_a_short_excerpt_of_it(text, typed):
    shown = excerpt(text, terms(" ".join(typed)))

    plain = html.unescape(re.sub("</?mark>", "", shown))
    assert len(plain) <= LENGTH + 60
    kept = plain.removeprefix("… ").removesuffix(" …").removesuffix("…")
    assert kept in text
