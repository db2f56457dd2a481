"""Words are counted, reading is timed, and excerpts end at a word."""

import pytest
from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from hypothesis import given
from hypothesis import strategies as st

from news.text import count_words, length, plain_text, reading_minutes, shorten
from newsroom.demo import builders


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("It rained.", 2),
        ("The minister's well-known U.S. trip", 5),
        ("Дождь шёл три дня", 4),
        ("東京で雨が降った", 8),
        ("NATO は 東京", 4),
        ("— … !", 0),
    ],
)
def test_words_are_counted(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 1), ("word " * 230, 1), ("word " * 700, 3), ("雨" * 1500, 3)],
)
def test_reading_is_timed(text, minutes):
    assert reading_minutes(text) == minutes


def test_text_of_neighbouring_blocks_does_not_run_together():
    assert (
        plain_text("<p>One.</p><p>Two &amp; <b>three</b>.</p>") == "One. Two & three ."
    )


@given(st.text(), st.integers(2, 300))
def test_an_excerpt_is_never_longer_than_allowed(text, length):
    assert len(shorten(text, length)) <= length


def test_an_excerpt_ends_at_a_word():
    assert shorten("The harbour board met for six hours.", 20) == "The harbour board…"


def test_a_story_knows_its_length_and_first_lines(home):
    story = builders.make_article(
        body=[
            ("heading", {"text": "What happened", "level": "h2"}),
            ("paragraph", "<p>" + "The board met. " * 100 + "</p>"),
            ("quote", {"text": "We meet again.", "attribution": "Ilse Varga"}),
        ]
    )

    assert story.word_count == 2 + 300 + 3 + 2
    assert story.reading_minutes == 1
    assert story.excerpt.startswith("The board met. The board met.")
    assert len(story.excerpt) <= 160
    assert story.summary == story.excerpt


def test_a_standfirst_goes_before_the_first_lines(home):
    assert builders.make_article(standfirst="In short.").summary == "In short."


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", 0),
        ("Ada", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("👩‍🚀", 1),
        ("👍🏽", 1),
        ("🇫🇷🇩🇪", 2),
        ("กำ", 2),
        ("नी", 1),
        ("한", 1),
        ("مرحبا", 5),
        ("𝒜", 1),
    ],
)
def test_a_character_is_what_readers_see_as_one(text, characters):
    assert length(text) == characters


def test_what_only_a_browser_can_read_is_read_as_it_does():
    """Python's parser refuses such a section, whatever stands around it."""
    said = "<b>The board</b> <![CD\n[alert(1)]]><i>met</i>"
    with pytest.raises(ParserRejectedMarkup):
        BeautifulSoup(said, "html.parser")
    assert plain_text(said) == "The board met"
