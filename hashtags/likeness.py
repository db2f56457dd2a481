"""Hashtags that are perhaps one: a slip of a letter, or a plural.

Each name leaves as many keys as it has letters, itself less one letter; two that are
one letter apart share one. So very many names are compared in one pass.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

# Shorter ones differ by meaning: #G7 and #G8, #Iran and #Iraq.
SHORTEST = 6
# A key that more share says little: part numbers, or names made by a machine.
MOST_ALIKE = 8


class Alike(NamedTuple):
    """Two hashtags, by primary keys, and why they may be one."""

    first: int
    second: int
    why: str


def alike(names: Iterable[tuple[int, str]]) -> Iterator[Alike]:
    """Pairs of hashtags that may be one; ``names`` are primary keys and folds."""
    by_fold = {folded: pk for pk, folded in names}
    found = set()
    for folded, pk in by_fold.items():
        other = by_fold.get(singular(folded))
        if other not in (None, pk):
            found.add(frozenset((pk, other)))
            yield Alike(other, pk, "Singular and plural")
    for one, other in _a_letter_apart(by_fold):
        pair = frozenset((by_fold[one], by_fold[other]))
        if pair not in found:
            found.add(pair)
            yield Alike(by_fold[one], by_fold[other], "One letter apart")


def singular(folded: str) -> str:
    """What an English plural is the plural of; the word itself, if it seems to be none.

    'elections' gives 'election', 'parties' 'party', 'taxes' 'tax'; 'crisis' stays.
    """
    if len(folded) < 4 or folded.endswith(("ss", "us", "is")):
        return folded
    if folded.endswith("ies") and len(folded) > 4:
        return folded[:-3] + "y"
    if folded.endswith(("sses", "xes", "ches", "shes", "zes")):
        return folded[:-2]
    return folded.removesuffix("s")


def _a_letter_apart(folds: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that one letter more, less or another sets apart, or two that swapped."""
    first: dict[int, str] = {}
    sharing: dict[int, list[str]] = {}
    for folded in folds:
        if len(folded) >= SHORTEST:
            for key in {hash(folded), *map(hash, _less_a_letter(folded))}:
                known = first.setdefault(key, folded)
                if known is not folded:
                    sharing.setdefault(key, [known]).append(folded)
    for alike_by_key in sharing.values():
        if len(alike_by_key) <= MOST_ALIKE:
            for one, other in combinations(alike_by_key, 2):
                if _may_be_a_slip(one, other):
                    yield one, other


def _less_a_letter(folded: str) -> Iterator[str]:
    return (folded[:place] + folded[place + 1 :] for place in range(len(folded)))


def _may_be_a_slip(one: str, other: str) -> bool:
    """Whether they are that near, and no number tells them apart: #COP29, #COP30."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    apart = one[start : len(one) - end], other[start : len(other) - end]
    if any(char.isdigit() for part in apart for char in part):
        return False
    swapped = len(apart[0]) == 2 and apart[0] == apart[1][::-1]
    return swapped or max(map(len, apart)) == 1
