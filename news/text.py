"""Plain text of a story's body: its length, its reading time, its first lines."""

import re
import unicodedata

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

EXCERPT_LENGTH = 160
WORDS_A_MINUTE = 230
CHARACTERS_A_MINUTE = 500

# Scripts written without spaces are counted by character, as word processors do:
# Thai, Lao, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CHARACTER = re.compile(f"[{_UNSPACED}]")
# What belongs to the character before it: marks, and what is invisible.
_PARTS = {"Mn", "Me", "Mc", "Cf"}
_SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}
_FLAG_LETTERS = {chr(code) for code in range(0x1F1E6, 0x1F200)}
# Python's parser knows some of these and refuses the rest; browsers skip all of them
# (HTML Standard, 13.2.5.42, "Markup declaration open state").
_MARKED_SECTION = re.compile(r"<!\[[^>]*>?")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def soup_of(html: str) -> BeautifulSoup:
    """``html``, whatever it is, as a tree."""
    try:
        return BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        return BeautifulSoup(_MARKED_SECTION.sub("", html), "html.parser")


def plain_text(html: str) -> str:
    """The text of some HTML on one line, with a space wherever a block ends."""
    if "<" in html or "&" in html:
        html = soup_of(html).get_text(" ")
    return " ".join(html.split())


def count_words(text: str) -> int:
    """Words of ``text``; a character of a script without spaces counts as one."""
    spaced = _CHARACTER.sub(" ", text)
    return len(_WORD.findall(spaced)) + len(_CHARACTER.findall(text))


def reading_minutes(text: str) -> int:
    """Whole minutes that reading ``text`` takes, at least 1."""
    characters = len(_CHARACTER.findall(text))
    words = count_words(text) - characters
    return max(1, round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE))


def length(text: str) -> int:
    """How many characters readers see: accents, joined emoji and flags count once.

    As a browser's ``Intl.Segmenter`` counts them, which the editor's counters ask.
    """
    count, joined, flag = 0, False, False
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) in _PARTS or char in _SKIN_TONES:
            joined = joined or char == "\u200d"
            continue
        second_half = flag and char in _FLAG_LETTERS
        count += not (joined or second_half)
        flag = char in _FLAG_LETTERS and not second_half
        joined = False
    return count


def shorten(text: str, length: int = EXCERPT_LENGTH) -> str:
    """``text`` cut to ``length`` characters, at a space where there is one."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if " " in cut[length // 2 :]:
        cut = cut.rpartition(" ")[0]
    return f"{cut.rstrip(' ,;:–-')}…"
