"""What results can be narrowed by: names with counts, and those that are on."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from search.expression import Filed
from search.indexes.asked import Row
from search.names import AUTHOR, CATEGORY, HASHTAG, KINDS, OUTLET, YEAR, Kind

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
    """The facets of some results: a query for the names of each kind."""
    counts = Counter(" ".join(row.facets for row in rows).split())
    most = {kind: _most(kind, counts) for kind in KINDS}
    on = {(chip.name, chip.value) for chip in chips}
    facets = []
    for kind, keys in most.items():
        labels = _labels(kind, keys) if keys else {}
        choices = [
            Choice(slug, label, count, (kind.name, slug) in on)
            for key, count in keys
            if (found := labels.get(key))
            for slug, label in [found]
        ]
        if choices:
            facets.append(Facet(kind.name, kind.label, choices))
    return facets


def _most(kind: Kind, counts: Counter) -> list[tuple[str, int]]:
    of_kind = [(key[1:], n) for key, n in counts.items() if key[0] == kind.letter]
    if kind is YEAR:
        of_kind.sort(reverse=True)
    else:
        of_kind.sort(key=lambda each: (-each[1], int(each[0])))
    return of_kind[: SHOWN[kind]]


def _labels(kind: Kind, keys: Iterable[tuple[str, int]]) -> dict[str, tuple[str, str]]:
    """The slug and the label of each of these keys that readers may know of."""
    if kind.rows is None:
        return {key: (key, key) for key, _ in keys}
    named = kind.rows().filter(pk__in=[int(key) for key, _ in keys])
    return {
        str(pk): (slug, kind.shown(name))
        for pk, slug, name in named.values_list("pk", "slug", kind.column)
    }


def _named(kind: Kind, value: str) -> tuple[str, str] | None:
    """The key and label of the name with that slug; None where readers know of none."""
    if kind is YEAR:
        return (value, value) if _YEAR.fullmatch(value) else None
    found = kind.rows().filter(slug=value).values_list("pk", kind.column).first()
    if found is None or not kind.known([found[0]]):
        return None
    return str(found[0]), kind.shown(found[1])
