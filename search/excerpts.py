"""The passage of a story that answers a query, the words found marked."""

from collections import Counter
from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news.text import shorten
from search.analysis import Token, tokens

# About two lines of a result, in characters.
LENGTH = 200
# What may stand before the first word found.
BEFORE = 50
# Nobody waits for the words behind so many characters.
SEARCHED = 40_000

Span = tuple[int, int]


def excerpt(text: str, terms: Collection[str], otherwise: str = "") -> SafeString:
    """About two lines of ``text``, as HTML with ``<mark>`` around words of ``terms``.

    The passage with the most different terms, the first of several; it lies in one line
    of the text. ``otherwise``, or else how the text begins, where it has none of them.
    """
    best: list[Token] = []
    line_of_best, most = "", 0
    for line in text[:SEARCHED].split("\n"):
        found = [token for token in tokens(line) if token.term in terms]
        window, different = _densest(found)
        if different > most:
            best, line_of_best, most = window, line, different
    if not best:
        return format_html("{}", shorten(otherwise or text, LENGTH))
    return _marked(line_of_best, best)


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


def _marked(line: str, found: list[Token]) -> SafeString:
    begin, end = _cut(line, found)
    before, after = "… " if begin else "", " …" if end < len(line) else ""
    spans = _merged(found)
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


def _merged(found: list[Token]) -> list[Span]:
    """Where the tokens stand; pairs of characters overlap, and are one."""
    spans: list[Span] = []
    for token in found:
        if spans and token.start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(token.end, spans[-1][1])
        else:
            spans.append((token.start, token.end))
    return spans
