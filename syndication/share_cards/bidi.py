"""In which order the characters of a line stand: right-to-left text, numbers, names.

The rules of the Unicode Bidirectional Algorithm (UAX #9) that a line of plain text
needs: weak and neutral types (W1 to W7, N1 and N2) and reordering (L2). Its invisible
controls are left out of a card's texts before.
"""

import unicodedata
from itertools import groupby

_NUMBERS = {"EN", "AN"}
_SEPARATORS = {"ES", "CS", "ET"}


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character; an odd one is read from right to left.

    ``base`` is the paragraph's: 1 for right-to-left text, 0 for other.
    """
    outside = "R" if base else "L"
    types = _weak([unicodedata.bidirectional(char) or "L" for char in text], outside)
    resolved = _neutral(types, outside)
    return [base + _above(kind, base) for kind in resolved]


def visual_order(runs: list[tuple[int, object]]) -> list[tuple[int, object]]:
    """Runs of ``(level, …)`` as they stand from left to right (rule L2)."""
    ordered = list(runs)
    highest = max((level for level, _ in runs), default=0)
    for level in range(highest, 0, -1):
        turned: list[tuple[int, object]] = []
        for is_in, group in groupby(ordered, key=lambda run: run[0] >= level):
            neighbours = list(group)
            turned += neighbours[::-1] if is_in else neighbours
        ordered = turned
    return ordered


def _weak(types: list[str], outside: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands with numbers."""
    types = list(types)
    before, strong = outside, outside
    for at, kind in enumerate(types):
        if kind == "NSM":
            types[at] = kind = before  # W1
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[at] = "AN"  # W2
        before = kind
    types = ["R" if kind == "AL" else kind for kind in types]  # W3
    for at in range(1, len(types) - 1):
        around = types[at - 1], types[at + 1]
        if types[at] == "CS" and around in (("EN", "EN"), ("AN", "AN")):
            types[at] = around[0]  # W4
        elif types[at] == "ES" and around == ("EN", "EN"):
            types[at] = "EN"
    types = _joined_to_numbers(types)
    strong = outside
    for at, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind in _SEPARATORS:
            types[at] = "ON"  # W6
        elif kind == "EN" and strong == "L":
            types[at] = "L"  # W7
    return types


def _joined_to_numbers(types: list[str]) -> list[str]:
    """Rule W5: a currency sign or per cent beside a European number is part of it."""
    found: list[str] = []
    runs = [(kind, len(list(group))) for kind, group in groupby(types)]
    for at, (kind, length) in enumerate(runs):
        beside = {runs[at - 1][0] if at else "", (runs[at + 1 :] or [("",)])[0][0]}
        found += ["EN" if kind == "ET" and "EN" in beside else kind] * length
    return found


def _neutral(types: list[str], outside: str) -> list[str]:
    """Rules N1 and N2: spaces and marks read as what stands on both their sides."""
    strong = [_direction(kind) for kind in types]
    found: list[str] = []
    for is_neutral, group in groupby(range(len(types)), key=lambda at: not strong[at]):
        places = list(group)
        if not is_neutral:
            found += [types[at] for at in places]
            continue
        before = strong[places[0] - 1] if places[0] else outside
        end = places[-1] + 1
        after = strong[end] if end < len(types) else outside
        found += [before if before == after else outside] * len(places)
    return found


def _direction(kind: str) -> str:
    if kind in ("L", "R"):
        return kind
    return "R" if kind in _NUMBERS else ""


def _above(kind: str, base: int) -> int:
    """How far above its paragraph's level a type stands (I1 and I2)."""
    if base:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)
