"""The query language: what a reader typed, read as words, names and dates.

``parse`` asks no database and refuses nothing. What it cannot use it leaves out, and
says so in ``Query.ignored``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hashtags import folding
from search import days
from search.characters import (
    AROUND_WORDS,
    bare_address,
    cleaned,
    is_searchable,
    plain,
)

LONGEST = 200
MOST_PARTS = 32


@dataclass(frozen=True)
class Word:
    """``prices``: as typed, without its signs. The analyser may make several of it."""

    text: str
    excluded: bool = False


@dataclass(frozen=True)
class Phrase:
    """``"gas prices"``: what stood between the quotes."""

    text: str
    excluded: bool = False


@dataclass(frozen=True)
class Tag:
    """``#NATO``: a hashtag's name as typed, without '#'."""

    name: str
    excluded: bool = False


@dataclass(frozen=True)
class Either:
    """``gas OR oil``: two or more, none of them excluded."""

    parts: tuple[Word | Phrase | Tag, ...]


@dataclass(frozen=True)
class Named:
    """``author:"Ada Marsh"``: an author, a category or, ``from``, an outlet."""

    kind: str
    value: str
    excluded: bool = False


Part = Word | Phrase | Tag | Either | Named


@dataclass(frozen=True)
class Query:
    """A query that has been read.

    ``text`` is what was typed, cleaned and cut to ``LONGEST``. ``after`` and ``before``
    are the first and the last day that count, None where that side is open.
    ``ignored`` tells readers what was left out, a sentence each.
    """

    text: str
    parts: tuple[Part, ...]
    after: date | None
    before: date | None
    ignored: tuple[str, ...]

    def without(self, part: Part | None) -> str:
        """The query to type for all but ``part``; for all of it where that is None."""
        pieces = [written(each) for each in self.parts if each != part]
        return " ".join(pieces + days.written(self.after, self.before))


def parse(text: str, today: date) -> Query:
    """Read what a reader typed; never raises, whatever that is.

    ``today`` gives the dates of the examples in ``ignored``.
    """
    line = cleaned(text)
    cut = line[:LONGEST].rstrip()
    reader = _Reader(today)
    for piece in _pieces(cut):
        reader.take(piece)
    if len(line) > LONGEST:
        reader.ignored.append(
            f"We ignored all that follows the first {LONGEST} characters."
        )
    if cut and not (reader.parts or reader.spans or reader.ignored):
        reader.ignored.append(f"There is nothing to look for in “{cut}”.")
    after, before = days.common(reader.spans)
    return Query(
        text=cut,
        parts=tuple(reader.parts),
        after=after,
        before=before,
        ignored=tuple(dict.fromkeys(reader.ignored)),
    )


def written(part: Part) -> str:
    """What to type for this part of a query: quoted where ``parse`` needs it."""
    match part:
        case Either(parts):
            return " OR ".join(map(written, parts))
        case Word(text):
            spellings = [text]
        case Phrase(text):
            spellings = [f'"{text}"']
        case Tag(name):
            spellings = [f"#{name}", f'#"{name}"']
        case Named(kind, value):
            spellings = [f"{kind}:{value}", f'{kind}:"{value}"']
    sign = "-" if part.excluded else ""
    for spelling in spellings:
        if [*_pieces(sign + spelling)] == [part]:
            break
    return sign + spelling


_NAMES = {"author": "Smith", "category": "World", "from": "bbc.com"}
_PIECE = re.compile(
    rf"""
    (?P<either>\|+)
    | (?P<sign>[-+{AROUND_WORDS}]*)
      (?:(?P<operator>(?ai:{"|".join([*_NAMES, *days.OPERATORS])})):)?
      (?:
        (?P<address>(?ai:https?)://[^\s"]+)
        | (?P<hash>\#*)"(?P<quoted>[^"]*)"?
        | (?P<bare>[^\s()|"]+)
      )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Or:
    """Joins what stands before it to what follows."""


@dataclass(frozen=True)
class _Operator:
    """An operator of dates, or one with nothing behind it."""

    typed: str
    kind: str
    value: str
    excluded: bool


def _pieces(text: str) -> Iterator[Word | Phrase | Tag | Named | _Or | _Operator]:
    """What is written in a cleaned text, in order, parentheses and 'AND' left out."""
    for match in _PIECE.finditer(plain(text)):
        if match["either"]:
            yield _Or()
        elif match["operator"]:
            yield _operator(match, text)
        elif match["address"]:
            address = bare_address(_typed(match, text, "address"))
            if is_searchable(address.partition("://")[2]):
                yield Named("from", address, _is_excluded(match))
        elif match["quoted"] is not None:
            quoted = _typed(match, text, "quoted").strip()
            if is_searchable(quoted):
                kind = Tag if match["hash"] else Phrase
                yield kind(quoted, _is_excluded(match))
        elif match["bare"]:
            yield from _words(_typed(match, text, "bare"), _is_excluded(match))


def _words(bare: str, excluded: bool) -> Iterator[Word | Tag | _Or]:
    if bare[0] in folding.HASHES:
        names = (name.strip(AROUND_WORDS) for name in folding.parse(bare))
        yield from (Tag(name, excluded) for name in names if is_searchable(name))
        return
    word = bare.strip(AROUND_WORDS)
    if not excluded and plain(word) in ("OR", "AND"):
        if plain(word) == "OR":
            yield _Or()
    elif is_searchable(word):
        yield Word(word, excluded)


def _operator(match: re.Match, text: str) -> Named | _Operator:
    kind, excluded = match["operator"].lower(), _is_excluded(match)
    if match["address"]:
        value = bare_address(_typed(match, text, "address"))
    elif match["quoted"] is not None:
        value = _typed(match, text, "quoted").strip()
    else:
        value = _typed(match, text, "bare").strip(AROUND_WORDS)
    if kind in _NAMES and is_searchable(value):
        return Named(kind, value, excluded)
    typed = text[match.end("sign") : match.end()]
    return _Operator("-" * excluded + typed, kind, value, excluded)


def _typed(match: re.Match, text: str, group: str) -> str:
    return text[match.start(group) : match.end(group)] if match[group] else ""


def _is_excluded(match: re.Match) -> bool:
    """A '-' at a word's beginning; not that of '-5' or '--'."""
    if match["sign"] != "-":
        return False
    bare = match["bare"]
    return bool(match["operator"]) or not bare or bare[0].isalpha() or bare[0] == "#"


class _Reader:
    """Puts pieces together, in the order in which they were typed."""

    def __init__(self, today: date):
        self.today = today
        self.parts: list[Part] = []
        self.ignored: list[str] = []
        self._read = 0
        self.spans: list[days.Span] = []
        self._joins = False

    def take(self, piece: Word | Phrase | Tag | Named | _Or | _Operator) -> None:
        if isinstance(piece, _Or):
            self._joins = bool(self.parts)
            return
        joins, self._joins = self._joins, False
        if joins and not (_can_join(self.parts[-1]) and _can_join(piece)):
            self.ignored.append(
                "We ignored OR: it joins only words, phrases and hashtags."
            )
            joins = False
        if isinstance(piece, _Operator):
            self._narrow(piece)
        elif self._read == MOST_PARTS:
            self.ignored.append(f"We ignored all but the first {MOST_PARTS} words.")
        else:
            self._read += 1
            self.parts.append(_joined(self.parts.pop(), piece) if joins else piece)

    def _narrow(self, operator: _Operator) -> None:
        typed, kind = operator.typed, operator.kind
        example = _NAMES.get(kind) or days.example(self.today)
        span = days.span(kind, plain(operator.value), typed)
        if kind in _NAMES or not operator.value:
            wanted = "name" if kind in _NAMES else "date"
            self.ignored.append(
                f"We ignored {typed} because no {wanted} follows. Try {kind}:{example}."
            )
        elif not span:
            self.ignored.append(f"We ignored {typed}. Try {kind}:{example}.")
        elif operator.excluded:
            self.ignored.append(f"We ignored {typed}: days cannot be left out.")
        else:
            for other in self.spans:
                if not other.meets(span):
                    self.ignored.append(
                        f"We ignored {other.typed}: no day is in both it and {typed}."
                    )
            self.spans = [other for other in self.spans if other.meets(span)] + [span]


def _can_join(piece: Part | _Operator) -> bool:
    if isinstance(piece, Word | Phrase | Tag):
        return not piece.excluded
    return isinstance(piece, Either)


def _joined(part: Part, other: Part) -> Either:
    parts = part.parts if isinstance(part, Either) else (part,)
    return Either((*parts, other))
