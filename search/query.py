"""The query language: what a reader typed, read as words, names and dates.

``parse`` asks no database and refuses nothing. What it cannot use it leaves out, and
says so in ``Query.ignored``.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import category

from hashtags import folding

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
        return " ".join(pieces + _written_days(self.after, self.before))


def parse(text: str, today: date) -> Query:
    """Read what a reader typed; never raises, whatever that is.

    ``today`` gives the dates of the examples in ``ignored``.
    """
    cleaned = _cleaned(text)
    cut = cleaned[:LONGEST].rstrip()
    reader = _Reader(today)
    for piece in _pieces(cut):
        reader.take(piece)
    if len(cleaned) > LONGEST:
        reader.ignore(f"We ignored all that follows the first {LONGEST} characters.")
    first, last = reader.days()
    return Query(
        text=cut,
        parts=tuple(reader.parts),
        after=None if first == date.min else first,
        before=None if last == date.max else last,
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


# Reading. ``_plain`` changes no position, so that what it finds is cut from the text as
# it was typed.

_QUOTES = "“”„‟«»‹›「」『』〝〞〟"
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width
_PLAIN |= str.maketrans(_QUOTES + "‐‑−", '"' * len(_QUOTES) + "---")
# Hebrew writes its abbreviations with a quotation mark that is none: צה"ל.
_GERSHAYIM = re.compile('(?<=[א-ת])"(?=[א-ת])')

_AROUND_WORDS = ",;:!?，；：！？、。…"
_NAMES = {"author": "Smith", "category": "World", "from": "bbc.com"}
_DATES = ("before", "after", "during")
_PIECE = re.compile(
    rf"""
    (?P<either>\|+)
    | (?P<sign>[-+{_AROUND_WORDS}]*)
      (?:(?P<operator>(?ai:{"|".join([*_NAMES, *_DATES])})):)?
      (?:
        (?P<address>(?ai:https?)://[^\s"]+)
        | (?P<hash>\#*)"(?P<quoted>[^"]*)"?
        | (?P<bare>[^\s()|"]+)
      )?
    """,
    re.VERBOSE,
)
_DAYS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY = timedelta(days=1)


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


def _cleaned(text: str) -> str:
    """One line of characters that can be seen, stored and sent in XML."""
    kept = (
        char
        for char in text
        if char.isspace()
        or char in folding.ZERO_WIDTH_JOINERS
        or category(char) not in ("Cc", "Cf", "Cs", "Cn")
    )
    return " ".join("".join(kept).split())


def _plain(text: str) -> str:
    """The same, as long, with ASCII's quotes, operators, digits and hyphens."""
    return _GERSHAYIM.sub("״", text.translate(_PLAIN))


def _is_searchable(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _pieces(text: str) -> Iterator[Word | Phrase | Tag | Named | _Or | _Operator]:
    """What is written in a cleaned text, in order, parentheses and 'AND' left out."""
    for match in _PIECE.finditer(_plain(text)):
        if match["either"]:
            yield _Or()
        elif match["operator"]:
            yield _operator(match, text)
        elif match["address"]:
            address = _address(match, text)
            if _is_searchable(address.partition("://")[2]):
                yield Named("from", address, _is_excluded(match))
        elif match["quoted"] is not None:
            quoted = _typed(match, text, "quoted").strip()
            if _is_searchable(quoted):
                kind = Tag if match["hash"] else Phrase
                yield kind(quoted, _is_excluded(match))
        elif match["bare"]:
            yield from _words(_typed(match, text, "bare"), _is_excluded(match))


def _words(bare: str, excluded: bool) -> Iterator[Word | Tag | _Or]:
    if bare[0] in folding.HASHES:
        names = (name.strip(_AROUND_WORDS) for name in folding.parse(bare))
        yield from (Tag(name, excluded) for name in names if _is_searchable(name))
        return
    word = bare.strip(_AROUND_WORDS)
    if not excluded and _plain(word) in ("OR", "AND"):
        if _plain(word) == "OR":
            yield _Or()
    elif _is_searchable(word):
        yield Word(word, excluded)


def _operator(match: re.Match, text: str) -> Named | _Operator:
    kind, excluded = match["operator"].lower(), _is_excluded(match)
    if match["address"]:
        value = _address(match, text)
    elif match["quoted"] is not None:
        value = _typed(match, text, "quoted").strip()
    else:
        value = _typed(match, text, "bare").strip(_AROUND_WORDS)
    if kind in _NAMES and _is_searchable(value):
        return Named(kind, value, excluded)
    typed = text[match.end("sign") : match.end()]
    return _Operator("-" * excluded + typed, kind, value, excluded)


def _typed(match: re.Match, text: str, group: str) -> str:
    return text[match.start(group) : match.end(group)] if match[group] else ""


def _address(match: re.Match, text: str) -> str:
    """The address without the sentence's punctuation behind it."""
    address = _typed(match, text, "address")
    closing = "" if "(" in _plain(address) else ")）"
    return address.rstrip(f"{_AROUND_WORDS}.{closing}")


def _is_excluded(match: re.Match) -> bool:
    """A '-' at a word's beginning; not that of '-5' or '--'."""
    if match["sign"] != "-":
        return False
    bare = match["bare"]
    return bool(match["operator"]) or not bare or bare[0].isalpha() or bare[0] == "#"


@dataclass(frozen=True)
class _Span:
    """The days that an operator lets through, both included."""

    typed: str
    first: date
    last: date


class _Reader:
    """Puts pieces together, in the order in which they were typed."""

    def __init__(self, today: date):
        self.today = today
        self.parts: list[Part] = []
        self.ignored: list[str] = []
        self._read = 0
        self._spans: list[_Span] = []
        self._joins = False

    def ignore(self, sentence: str) -> None:
        self.ignored.append(sentence)

    def days(self) -> tuple[date, date]:
        """The first and the last day that all operators of dates let through."""
        first = max((span.first for span in self._spans), default=date.min)
        last = min((span.last for span in self._spans), default=date.max)
        return first, last

    def take(self, piece: Word | Phrase | Tag | Named | _Or | _Operator) -> None:
        if isinstance(piece, _Or):
            self._joins = bool(self.parts)
            return
        joins, self._joins = self._joins, False
        if joins and not (_can_join(self.parts[-1]) and _can_join(piece)):
            self.ignore("We ignored OR: it joins only words, phrases and hashtags.")
            joins = False
        if isinstance(piece, _Operator):
            self._narrow(piece)
        elif self._read == MOST_PARTS:
            self.ignore(f"We ignored all but the first {MOST_PARTS} words.")
        else:
            self._read += 1
            self.parts.append(_joined(self.parts.pop(), piece) if joins else piece)

    def _narrow(self, operator: _Operator) -> None:
        typed, kind = operator.typed, operator.kind
        example = _NAMES.get(kind) or (self.today - _DAY).isoformat()
        if not operator.value or kind in _NAMES:
            self.ignore(
                f"We ignored {typed} with nothing to look for. Try {kind}:{example}."
            )
        elif operator.excluded:
            self.ignore(f"We ignored {typed}: only words and names can be left out.")
        elif span := _span(operator):
            for other in self._spans:
                if other.first > span.last or span.first > other.last:
                    self.ignore(
                        f"We ignored {other.typed}: no day is in both it and {typed}."
                    )
            self._spans = [
                other
                for other in self._spans
                if other.first <= span.last and span.first <= other.last
            ]
            self._spans.append(span)
        else:
            self.ignore(f"We ignored {typed}. Try {kind}:{example}.")


def _can_join(piece: Part | _Operator) -> bool:
    if isinstance(piece, Word | Phrase | Tag):
        return not piece.excluded
    return isinstance(piece, Either)


def _joined(part: Part, other: Part) -> Either:
    parts = part.parts if isinstance(part, Either) else (part,)
    return Either((*parts, other))


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None where there is no such."""
    match = _DAYS.fullmatch(_plain(value))
    if not match:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last_month = int(month or 12)
    last_day = int(day or monthrange(first.year, last_month)[1])
    return first, date(first.year, last_month, last_day)


def _span(operator: _Operator) -> _Span | None:
    days = _days(operator.value)
    if not days:
        return None
    first, last = days
    try:
        match operator.kind:
            case "before":
                first, last = date.min, first - _DAY
            case "after":
                first, last = last + _DAY, date.max
    except OverflowError:  # before the first day of all, after the last
        return None
    return _Span(operator.typed, first, last)


def _written_days(after: date | None, before: date | None) -> list[str]:
    if after and before:
        for length in (4, 7, 10):  # a year, a month, a day
            period = after.isoformat()[:length]
            if _days(period) == (after, before):
                return [f"during:{period}"]
    written_after = [f"after:{after - _DAY}"] if after else []
    return written_after + ([f"before:{before + _DAY}"] if before else [])
