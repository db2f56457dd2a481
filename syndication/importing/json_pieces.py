"""JSON read by the piece: nothing of a file is held but what is asked for."""

import codecs
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from syndication.importing.posts import CannotRead

# Deeper than any export; a file made to exhaust the reader goes on for ever.
DEEPEST = 100
EACH = "*"
CHUNK = 65_536
MOST_DIGITS = sys.int_info.default_max_str_digits
# Up to what is no text that ends here, and no number that Python makes one of.
_FINE = re.compile(
    rb'(?:[^"\d]++|\d{1,%d}+(?!\d)|"(?:[^"\\]++|\\.)*+")*+' % MOST_DIGITS, re.DOTALL
)
_IN_TEXT = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_DIGITS = b"0123456789"

Place = tuple[str, ...]


def pieces(path: Path, places: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    """``(place, value)`` of each value at one of ``places``, as soon as it is read.

    A place is the names that lead to it, with ``EACH`` for each item of a list:
    ("items", EACH). No place may lie in another. Raises CannotRead for what is no JSON
    in UTF-8 (or UTF-16 that says so), is cut short, or is nested more than a hundred
    deep.
    """
    try:
        yield from _taken(_events(path), places, path)
    except ijson.JSONError as error:
        raise CannotRead(
            f"this is no JSON in UTF-8, or it is cut short ({_reason(error)})",
            path.name,
        ) from error
    except UnicodeDecodeError as error:
        what = f"this is not in UTF-16 as it says ({error.reason})"
        raise CannotRead(what, path.name) from error


def first_character(path: Path) -> str:
    """The first that is no space: '{', '[', '<'; '' where there is none."""
    with path.open("rb") as file:
        start = next(_in_utf_8(file), b"")
    return start.decode("utf-8", "replace").lstrip()[:1]


def _events(path: Path) -> Iterator[tuple[str, Any]]:
    """What the parser sees in the file, a piece of it at a time."""
    seen = ijson.sendable_list()
    parser = ijson.basic_parse_coro(seen)
    with path.open("rb") as file:
        for chunk in _without_long_numbers(_in_utf_8(file), path):
            try:
                parser.send(chunk)
            finally:  # what stands before something wrong is good
                yield from seen
                del seen[:]
    parser.close()
    yield from seen


def _without_long_numbers(chunks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """The same, up to a number that Python makes no number of: the parser crashes."""
    before, in_text = b"", False
    for chunk in chunks:
        seen, place = before + chunk, 0
        if in_text:
            place = _IN_TEXT.match(seen).end()
            in_text = seen[place : place + 1] != b'"'
            place += not in_text
        if not in_text:
            place = _FINE.match(seen, place).end()
            in_text = seen[place : place + 1] == b'"'
            if place < len(seen) and not in_text:
                yield chunk[: max(0, place - len(before))]
                raise CannotRead("it has a number of thousands of digits", path.name)
            if in_text:
                place = _IN_TEXT.match(seen, place + 1).end()
        yield chunk
        # A backslash, or digits, that the next chunk goes on with.
        before = seen[place:] if in_text else seen[len(seen.rstrip(_DIGITS)) :]


def _in_utf_8(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces, without its byte order mark."""
    chunk = file.read(CHUNK)
    if not chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield chunk.removeprefix(codecs.BOM_UTF8)
        yield from iter(lambda: file.read(CHUNK), b"")
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    while chunk:
        yield decoder.decode(chunk).encode("utf-8")
        chunk = file.read(CHUNK)
    decoder.decode(b"", final=True)


def _taken(events, places: Collection[Place], path: Path) -> Iterator:
    places, at = frozenset(places), []
    builder, depth = None, 0
    for event, value in events:
        if event == "map_key" and builder is None:
            at[-1] = value
            continue
        opens, closes = event.startswith("start_"), event.startswith("end_")
        if closes and builder is None:
            at.pop()
            continue
        if builder is None and tuple(at) in places:
            builder, depth = ijson.ObjectBuilder(), 0
        if builder is not None:
            builder.event(event, value)
            depth += opens - closes
            if not depth:
                yield tuple(at), builder.value
                builder = None
        elif opens:
            at.append(EACH if event == "start_array" else "")
        if depth + len(at) > DEEPEST:
            raise CannotRead(f"it is nested more than {DEEPEST} deep", path.name)


def _reason(error: ijson.JSONError) -> str:
    """What the parser says, without the piece of the file that it points at."""
    said = error.args[0]
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return text.partition("\n")[0].strip()


def text(value: Any) -> str:
    """A string as it is, a whole number written out; '' for anything else."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else ""


def objects(value: Any) -> list[dict]:
    """The objects of a list; [] where it is none."""
    listed = value if isinstance(value, list) else []
    return [each for each in listed if isinstance(each, dict)]


def texts(value: Any) -> list[str]:
    """The texts of a list that say something; [] where it is none."""
    listed = value if isinstance(value, list) else []
    return [said for each in listed if (said := text(each))]
