"""The passage that answers, its words marked, whatever is written there."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import tokens
from search.excerpts import LENGTH, Passages
from search.expression import All
from search.meaning import Wanted, Way, query_words
from search.query import Word
from search.vocabulary import Vocabulary

LONG = "Nothing of the kind was said at all here. " * 40


def excerpt(text: str, typed: str, otherwise: str = "") -> str:
    """The excerpt of a text in an index that knows its words, and no others."""
    vocabulary = Vocabulary(stories=1)
    for token in tokens(text):
        if token.word not in vocabulary.forms[token.term]:
            vocabulary.forms[token.term].append(token.word)
    weights = {token.term: 1.0 for token in query_words(typed)}
    wanted = Wanted(Word(typed), [Way(All(()), weights)])
    return Passages([wanted], vocabulary).excerpt(text, otherwise)


def test_the_words_found_are_marked():
    assert excerpt("Two ferries left.", "ferry") == ("Two <mark>ferries</mark> left.")


def test_the_densest_passage_is_shown():
    text = f"A strike. {LONG} The harbour strike ended. {LONG}"

    shown = excerpt(text, "harbour strike")

    assert "The <mark>harbour</mark> <mark>strike</mark> ended." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_accents_capitals_and_apostrophes_are_marked_too():
    assert excerpt("El NIÑO’s winds", "nino") == "El <mark>NIÑO’s</mark> winds"
    assert excerpt("Under 10 µm", "µm") == "Under 10 <mark>µm</mark>"
    assert excerpt("Lech Wałęsa", "walesa") == "Lech <mark>Wałęsa</mark>"
    assert excerpt("Hauptstraße 7", "hauptstrasse") == "<mark>Hauptstraße</mark> 7"
    assert excerpt("Less CO₂ now", "co2") == "Less <mark>CO₂</mark> now"
    assert excerpt("Mr O’Brien won", "obrien") == "Mr <mark>O’Brien</mark> won"
    assert excerpt("It isn't O'Brien's", "obrien") == (
        "It isn&#x27;t <mark>O&#x27;Brien&#x27;s</mark>"
    )
    assert excerpt("Министры ушли", "министр") == "<mark>Министры</mark> ушли"


def test_letters_that_share_a_capital_are_marked():
    assert excerpt("Ilık, İLİK", "ilik") == "<mark>Ilık</mark>, <mark>İLİK</mark>"
    assert excerpt("Four ſeas", "seas") == "Four <mark>ſeas</mark>"


def test_a_short_line_goes_on_with_the_next_and_all_is_marked():
    assert excerpt("A storm\nIt was a storm.\n" + LONG, "storm").startswith(
        "A <mark>storm</mark> … It was a <mark>storm</mark>. … Nothing of"
    )


def test_what_is_written_is_escaped():
    shown = excerpt("<script>alert('storm')</script> & storm", "storm")

    assert "<script" not in shown
    assert "&lt;script&gt;alert(&#x27;<mark>storm</mark>&#x27;)" in shown


def test_pairs_of_characters_are_marked_as_one():
    assert excerpt("昨日の東京都の天気", "東京都") == (
        "昨日の<mark>東京都</mark>の天気"
    )


def test_a_story_without_the_words_shows_its_summary():
    assert excerpt("Of bees.", "storm", "Bees in a box") == "Bees in a box"
    assert excerpt("Of bees.", "storm") == "Of bees."


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_gives_a_short_excerpt_of_it(text, typed):
    shown = excerpt(text, " ".join(typed))

    plain = html.unescape(re.sub("</?mark>", "", shown))
    assert len(plain) <= LENGTH + 60
    kept = plain.removeprefix("… ").removesuffix(" …").removesuffix("…")
    assert all(part in text for part in kept.split(" … "))
