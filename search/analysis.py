"""The one analyser: what a word of a story, or of a query, is looked up by.

Words are folded (width, case, accents; ``hashtags.folding``) and stemmed by Snowball,
Latin letters in the site's language, other alphabets in the language that has them.
Scripts without spaces are cut into overlapping pairs of characters, so that any part
of a word of two or more characters is found.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer
from django.conf import settings

from hashtags.folding import fold

LONGEST_WORD = 60

# Snowball's algorithm of letters other than Latin ones.
_OTHER_SCRIPTS = {
    "ARABIC": "arabic",
    "ARMENIAN": "armenian",
    "CYRILLIC": "russian",
    "DEVANAGARI": "hindi",
    "GREEK": "greek",
    "TAMIL": "tamil",
}
_LATIN_BY_CODE = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
# Snowball's rules of English miss what these are forms of.
_ENGLISH = {
    "analyses": "analysis",
    "buses": "bus",
    "canvases": "canvas",
    "children": "child",
    "crises": "crisis",
    "feet": "foot",
    "gases": "gas",
    "halves": "half",
    "knives": "knife",
    "lenses": "lens",
    "men": "man",
    "mice": "mouse",
    "shelves": "shelf",
    "teeth": "tooth",
    "theses": "thesis",
    "thieves": "thief",
    "wives": "wife",
    "wolves": "wolf",
    "women": "woman",
}
# Letters that Unicode does not take apart, as people without the key for them type.
_TYPED_PLAINLY = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
# 'l'État', 'd'Artagnan': the article is a word of its own. 'O'Brien' is one word.
_ELIDED = re.compile("([cdjlmnst]|qu)['’ʼ](?=..)", re.IGNORECASE)


class Token(NamedTuple):
    """A word, or two neighbouring characters of a script without spaces.

    ``word`` is folded, ``term`` is what is indexed. It is ``text[start:end]``. ``lone``
    marks the last character of a run without spaces, which closes the run by itself.
    """

    word: str
    term: str
    start: int
    end: int
    lone: bool = False


def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order; those of one text stand beside each other."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup == "unspaced":
            found += _pairs(text, start, end)
            continue
        elided = _ELIDED.match(text, start, end)
        if elided:
            found.append(Token(*_analysed(elided[1]), start, elided.end(1)))
            start = elided.end()
        word, term = _analysed(text[start:end])
        if word:
            found.append(Token(word, term, start, end))
    return found


def words(text: str) -> list[str]:
    """The folded words of ``text``, in order."""
    return [token.word for token in tokens(text)]


@lru_cache(maxsize=50_000)
def _analysed(typed: str) -> tuple[str, str]:
    """The word as it is folded, and its stem; the same string where they are alike."""
    if typed.isascii() and typed.isalpha():
        word = typed.lower()
    else:
        word = fold(typed).translate(_TYPED_PLAINLY)
        word = _SIGN.sub("", word.removesuffix("'s"))
    word = sys.intern(word[:LONGEST_WORD])
    return word, sys.intern(_stem(word)) if word else ""


def _stem(word: str) -> str:
    script = _script(word)
    algorithm = _OTHER_SCRIPTS.get(script)
    if script == "LATIN":
        algorithm = _LATIN_BY_CODE.get(settings.LANGUAGE_CODE[:2])
    if algorithm == "english":
        word = _ENGLISH.get(word, word)
    return _stemmers.of(algorithm).stemWord(word) if algorithm else word


def _pairs(text: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of a run of characters, then the last character alone.

    A character is a letter with its marks: 'ก็' is one.
    """
    spans = [each.span() for each in _CLUSTER.finditer(text, start, end)]
    folded = [fold(text[begin:stop]) for begin, stop in spans]
    for place, (begin, stop) in enumerate(spans):
        last = place + 1 == len(spans)
        pair = folded[place] + ("" if last else folded[place + 1])
        pair = sys.intern(pair[:LONGEST_WORD])
        yield Token(pair, pair, begin, stop if last else spans[place + 1][1], last)


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]


class _Stemmers(threading.local):
    """Each thread has its own: a stemmer is used by one at a time."""

    def __init__(self):
        self.by_algorithm = {}

    def of(self, algorithm: str):
        if algorithm not in self.by_algorithm:
            # It would remember words by itself; here words are remembered folded, too.
            self.by_algorithm[algorithm] = Stemmer.Stemmer(algorithm, 0)
        return self.by_algorithm[algorithm]


_stemmers = _Stemmers()


def _ranges(characters: Iterator[int]) -> str:
    """A class of a regular expression with these code points."""
    spans: list[list[int]] = []
    for code in characters:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


# Combining marks, which Python's '\w' leaves out; all that are in use lie below.
_MARKS = _ranges(
    code for code in range(0x300, 0x11A00) if unicodedata.category(chr(code))[0] == "M"
)
# Thai, Lao, Myanmar, Khmer, kana, Han, Hangul and their forms of half width.
_BLOCKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_JOINERS = "\u00ad\u200c\u200d"
_SIGN = re.compile(rf"[^\w{_MARKS}]|_")
_LETTER = rf"[^\W_{_BLOCKS}]"
_IN_WORD = rf"(?:{_LETTER}|[{_MARKS}{_JOINERS}])"
_UNSPACED = rf"(?:(?=[{_BLOCKS}])[\w{_MARKS}])"
_WORD = re.compile(
    rf"(?P<unspaced>{_UNSPACED}(?:{_UNSPACED}|[{_MARKS}{_JOINERS}])*)"
    rf"|(?P<initials>(?:[^\W\d_{_BLOCKS}]\.){{2,}})"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d))"
    rf"|(?P<word>{_LETTER}{_IN_WORD}*(?:['’ʼ]{_LETTER}{_IN_WORD}*)*)"
)
_CLUSTER = re.compile(rf".[{_MARKS}{_JOINERS}\uff9e\uff9f]*", re.DOTALL)
