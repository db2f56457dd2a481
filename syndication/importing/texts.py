"""Texts of other systems made such that they can be stored and shown on one line."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from urllib.parse import SplitResult, urlsplit

# What XML, JSON and PostgreSQL cannot hold, or nobody can see.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")

MOST_LETTERS = 20_000_000


class TooLong(Exception):
    """A text of which an export says each piece once, and means it many times."""


def held(pieces: Iterable[str]) -> str:
    """The pieces in one text. Raises TooLong as soon as they are more than 20 MB."""
    kept, letters = [], 0
    for piece in pieces:
        kept.append(piece)
        letters += len(piece)
        if letters > MOST_LETTERS:
            raise TooLong("its text grows beyond 20 MB, and is left out")
    return "".join(kept)


def parts_of(address: str) -> SplitResult:
    """The parts of a stranger's address, all '' where it is none: 'https://[x'."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def storable(value):
    """A text, list or dataclass, all its texts without characters for no reader."""
    if isinstance(value, str):
        return str(UNWANTED.sub("", value)) if UNWANTED.search(value) else value
    if isinstance(value, list):
        return [storable(each) for each in value]
    if is_dataclass(value):
        found = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{name: storable(each) for name, each in found.items()})
    return value


def plain(text: str) -> str:
    """The words of a line that may have been written with tags and entities."""
    return line(unescape(_TAG.sub("", text)))


def line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())
