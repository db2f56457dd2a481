"""The passage of a story that answers a query, the words found marked."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news.text import shorten
from search.analysis import Token, tokens, words
from search.meaning import Wanted
from search.vocabulary import Vocabulary

# About two lines of a result, in characters.
LENGTH = 170
# What may stand before the first word found.
BEFORE = 40
# A line so short goes on with the next.
SHORT = 100
# Nobody waits for the words behind so many characters.
SEARCHED = 40_000

# Letters with accents, each as the analyser has it; apostrophes.
_LETTERS = (*range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2070, 0x2190))
_FOLDED = {code: "".join(words(chr(code))) for code in _LETTERS}
_PLAIN = {code: plain for code, plain in _FOLDED.items() if len(plain) == 1} | {
    ord(mark): "'" for mark in "’ʼ"
}
# Beyond Latin letters and the signs that stand among them; 'æ' and 'ß', which are two;
# an apostrophe that parts no ending: 'O'Brien', 'l'État'.
_LONGER = "".join(chr(code) for code, plain in _FOLDED.items() if len(plain) > 1)
_ANALYSED = re.compile(
    f"[^\\x00-\u024f\u1e00-\u1eff\u2000-\u22ff]|[{_LONGER}]"
    r"|\w['’ʼ](?!(?:s|t|d|m|ll|re|ve)\b)\w"
)

Span = tuple[int, int]


class Passages:
    """Finds in texts what is wanted: any form of its words that a story has."""

    def __init__(self, wanted: Iterable[Wanted], vocabulary: Vocabulary):
        self._terms = {term for each in wanted for term in each.terms}
        self._term_of = {
            word: term for term in self._terms for word in vocabulary.forms[term]
        }
        longest = sorted(self._term_of, key=len, reverse=True)
        self._pattern = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?:'s)?\b"
        )

    def excerpt(self, text: str, otherwise: str = "") -> SafeString:
        """About two lines of ``text``, as HTML with ``<mark>`` around what is wanted.

        The passage with the most different words, the first of several. It begins in
        one line of the text, and goes on where that is short. ``otherwise``, or else
        how the text begins, where there is none.
        """
        lines = text[:SEARCHED].split("\n")
        best: list[Token] = []
        at, most = 0, 0
        for number, line in enumerate(lines):
            window, different = _densest(self._found(line))
            if different > most:
                best, at, most = window, number, different
        if not best:
            return format_html("{}", shorten(otherwise or text, LENGTH))
        passage, at = lines[at], at + 1
        while len(passage) < SHORT and at < len(lines):
            passage, at = f"{passage} … {lines[at]}", at + 1
        return _marked(passage, best, self._found(passage))

    def _found(self, line: str) -> list[Token]:
        """The words of a line that are wanted; only unusual lines are analysed."""
        if _ANALYSED.search(line):
            return [token for token in tokens(line) if token.term in self._terms]
        found = []
        plain = line if line.isascii() else line.translate(_PLAIN)
        # Of the same length: the one letter that grows, 'İ', is plain by now.
        for match in self._pattern.finditer(plain.lower()):
            word = match[0].removesuffix("'s")
            found.append(Token(word, self._term_of[word], *match.span()))
        return found


def _densest(found: list[Token]) -> tuple[list[Token], int]:
    """Those of the tokens that fit into an excerpt, and how many terms they are."""
    best, most, first = [], 0, 0
    inside: Counter[str] = Counter()
    for last, token in enumerate(found):
        inside[token.term] += 1
        while token.end - found[first].start > LENGTH - BEFORE:
            inside[found[first].term] -= 1
            inside += Counter()  # forgets what is no more inside
            first += 1
        if len(inside) > most:
            best, most = found[first : last + 1], len(inside)
    return best, most


def _marked(line: str, best: list[Token], found: list[Token]) -> SafeString:
    """The part of the line that has the best, all that is found there marked."""
    begin, end = _cut(line, best)
    before, after = "… " if begin else "", " …" if end < len(line) else ""
    # A line of another script beside the best may be analysed where that was not.
    found = sorted({*best, *found}, key=lambda each: (each.start, each.end))
    spans = _merged(each for each in found if begin <= each.start < each.end <= end)
    starts = [begin, *(stop for _, stop in spans)]
    parts = [
        (line[at:start], line[start:stop])
        for at, (start, stop) in zip(starts, spans, strict=False)
    ]
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}{}{}", before, marked, line[spans[-1][1] : end], after)


def _cut(line: str, found: list[Token]) -> Span:
    """Where the excerpt begins and ends, between words where there are any."""
    begin = max(found[0].start - BEFORE, 0)
    space = line.find(" ", begin, found[0].start)
    begin = space + 1 if begin and space >= 0 else begin
    end = max(begin + LENGTH, found[-1].end)
    if end >= len(line):
        return begin, len(line)
    space = line.rfind(" ", found[-1].end, end)
    return begin, space if space >= 0 else end


def _merged(found: Iterable[Token]) -> list[Span]:
    """Where the tokens stand; pairs of characters overlap, and are one."""
    spans: list[Span] = []
    for token in found:
        if spans and token.start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(token.end, spans[-1][1])
        else:
            spans.append((token.start, token.end))
    return spans
