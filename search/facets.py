"""What results can be narrowed by: names with counts, and those that are on."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hashtags.models import Hashtag
from search.expression import Filed
from search.indexes.lookup import Row
from search.names import (
    AUTHOR,
    CATEGORY,
    HASHTAG,
    KINDS,
    OUTLET,
    YEAR,
    Kind,
    remembered,
)

# Choices of a facet that are shown, the most frequent first.
SHOWN = {
    CATEGORY.letter: 12,
    HASHTAG.letter: 10,
    AUTHOR.letter: 8,
    OUTLET.letter: 8,
    YEAR.letter: 12,
}
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class Filters:
    """What an address narrows a search by: slugs, and a year ('2026')."""

    category: str = ""
    hashtag: str = ""
    author: str = ""
    outlet: str = ""
    year: str = ""


@dataclass(frozen=True)
class Choice:
    """One name of a facet, and how many of the results have it."""

    value: str
    label: str
    count: int
    on: bool


@dataclass(frozen=True)
class Facet:
    """A kind of name with its choices, the most frequent first, years newest first."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chip:
    """A filter that is on."""

    name: str
    value: str
    label: str


def chosen(filters: Filters) -> tuple[list[Filed], list[Chip], list[str]]:
    """What the filters ask the index for, the filters that are on, and notices.

    A query for each that is on; one of a name that there is not is ignored.
    """
    filed, chips, notices = [], [], []
    for kind in KINDS:
        value = getattr(filters, kind.name)
        if not value:
            continue
        found = _named(kind, value)
        if found is None:
            notices.append(f"We ignored a filter: we know no {kind.name} “{value}”.")
            continue
        key, label = found
        filed.append(Filed(kind.letter, key))
        chips.append(Chip(kind.name, value, label))
    return filed, chips, notices


# By kind, the keys that most rows have, each with how many.
Counts = dict[Kind, list[tuple[str, int]]]


def counted(rows: Iterable[Row]) -> Counts:
    """The names that facets show of some results, by their keys.

    Of two that as many have, the one that the first of the rows has.
    """
    found: dict[str, list[tuple[str, int]]] = {kind.letter: [] for kind in KINDS}
    keys = " ".join([row.facets for row in rows]).split()
    for key, number in Counter(keys).most_common():
        letter, of_kind = key[0], found[key[0]]
        if len(of_kind) < SHOWN[letter] or letter == YEAR.letter:
            of_kind.append((key[1:], number))
    found[YEAR.letter].sort(reverse=True)
    return {kind: found[kind.letter][: SHOWN[kind.letter]] for kind in KINDS}


def facets_of(
    counts: Counts, chips: Iterable[Chip], hashtags: Mapping[int, Hashtag]
) -> list[Facet]:
    """The facets with these counts; ``hashtags`` are those that readers may know of."""
    on = {(chip.name, chip.value) for chip in chips}
    facets = []
    for kind, keys in counts.items():
        choices = [
            Choice(slug, label, count, (kind.name, slug) in on)
            for key, count in keys
            if (found := _labelled(kind, key, hashtags))
            for slug, label in [found]
        ]
        if choices:
            facets.append(Facet(kind.name, kind.label, choices))
    return facets


def _labelled(
    kind: Kind, key: str, hashtags: Mapping[int, Hashtag]
) -> tuple[str, str] | None:
    """The slug and the label of a key; None where readers may not know of it."""
    if kind is YEAR:
        return key, key
    if kind is HASHTAG:
        found = hashtags.get(int(key))
        return (found.slug, str(found)) if found else None
    name = remembered(kind).get(int(key))
    return (name.slug, name.label) if name else None


def _named(kind: Kind, value: str) -> tuple[str, str] | None:
    """The key and label of the name with that slug; None where readers know of none."""
    if kind is YEAR:
        return (value, value) if _YEAR.fullmatch(value) else None
    found = kind.rows().filter(slug=value).values_list("pk", kind.column).first()
    if not kind.known([found[0]] if found else []):
        return None
    return str(found[0]), kind.shown(found[1])
