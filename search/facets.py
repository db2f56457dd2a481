"""What results can be narrowed by: names with counts, and those that are on."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from search.expression import Filed
from search.indexes.asked import Row
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
SHOWN = {CATEGORY: 12, HASHTAG: 10, AUTHOR: 8, OUTLET: 8, YEAR: 12}
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


def facets_of(rows: Iterable[Row], chips: Iterable[Chip]) -> list[Facet]:
    """The facets of some results: a query for hashtags, the other names are known."""
    counts: dict[str, list[tuple[str, int]]] = {kind.letter: [] for kind in KINDS}
    for key, number in Counter(" ".join(row.facets for row in rows).split()).items():
        counts[key[0]].append((key[1:], number))
    most = {kind: _most(kind, counts[kind.letter]) for kind in KINDS}
    on = {(chip.name, chip.value) for chip in chips}
    facets = []
    for kind, keys in most.items():
        labels = _labels(kind, [key for key, _ in keys]) if keys else {}
        choices = [
            Choice(slug, label, count, (kind.name, slug) in on)
            for key, count in keys
            if (found := labels.get(key))
            for slug, label in [found]
        ]
        if choices:
            facets.append(Facet(kind.name, kind.label, choices))
    return facets


def _most(kind: Kind, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The keys of a kind that most rows have, with how many; the newest years."""
    if kind is YEAR:
        return sorted(counts, reverse=True)[: SHOWN[kind]]
    return nlargest(SHOWN[kind], counts, key=lambda each: (each[1], -int(each[0])))


def _labels(kind: Kind, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The slug and the label of each of these keys that readers may know of."""
    if kind is YEAR:
        return {key: (key, key) for key in keys}
    pks = [int(key) for key in keys]
    if kind is HASHTAG:
        named = kind.rows().filter(pk__in=pks).values_list("pk", "slug", kind.column)
    else:
        names = remembered(kind)
        named = [(pk, *names[pk][:2]) for pk in pks if pk in names]
    return {str(pk): (slug, kind.shown(name)) for pk, slug, name in named}


def _named(kind: Kind, value: str) -> tuple[str, str] | None:
    """The key and label of the name with that slug; None where readers know of none."""
    if kind is YEAR:
        return (value, value) if _YEAR.fullmatch(value) else None
    found = kind.rows().filter(slug=value).values_list("pk", kind.column).first()
    if not kind.known([found[0]] if found else []):
        return None
    return str(found[0]), kind.shown(found[1])
