"""JSON read by the piece: nothing of a file is held but what is asked for."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import ijson

from syndication.importing.posts import CannotRead

# Deeper than any export; a file made to exhaust the reader goes on for ever.
DEEPEST = 100
BOM = b"\xef\xbb\xbf"
EACH = "*"

Place = tuple[str, ...]


def pieces(path: Path, places: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    """``(place, value)`` of each value at one of ``places``, as soon as it is read.

    A place is the names that lead to it, with ``EACH`` for each item of a list:
    ("items", EACH). No place may lie in another. Raises CannotRead for what is no JSON
    in UTF-8, is cut short, or is nested more than a hundred deep.
    """
    try:
        with path.open("rb") as file:
            if file.peek(3)[:3] == BOM:
                file.seek(3)
            yield from _taken(ijson.basic_parse(file), places, path)
    except ijson.JSONError as error:
        raise CannotRead(
            f"this is no JSON in UTF-8, or it is cut short ({_reason(error)})",
            path.name,
        ) from error


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
