"""Graded queries over the demo newsroom, and how well stories answer one."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2
from pathlib import Path

FILE = Path(__file__).with_name("golden.yaml")
_LINE = re.compile(r"(?:- |  )?(\w+): (.+)")
_DATE = re.compile(r"\{(day|month):(-?\d+)\}")


@dataclass(frozen=True)
class Graded:
    """A query with the grades of the stories that answer it, by slug: 1 to 3.

    ``known`` is the one story that is meant, where one is.
    """

    query: str
    kind: str
    grades: Mapping[str, int]
    known: str = ""

    def on(self, day: date) -> str:
        """The query as a reader types it, its dates counted from ``day``."""

        def named(match: re.Match) -> str:
            if match[1] == "day":
                return (day + timedelta(days=int(match[2]))).isoformat()
            months = day.year * 12 + day.month - 1 + int(match[2])
            return f"{months // 12}-{months % 12 + 1:02}"

        return _DATE.sub(named, self.query)


def read(text: str) -> tuple[list[Graded], list[str]]:
    """The queries of a file like golden.yaml, and what no query may bring up."""
    queries, never = [], []
    for line in text.splitlines():
        if not (match := _LINE.fullmatch(line)):
            continue
        name, value = match[1], json.loads(match[2])
        if name == "never":
            never = value
        elif name == "query":
            queries.append({name: value})
        else:
            queries[-1][name] = value
    return [Graded(**query) for query in queries], never


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ``depth``, from 0 to 1.

    The gain of a story is 2 to the power of its grade, less one, divided by the binary
    logarithm of its place plus one (Burges et al., 2005); 1 is the best order there is.
    """

    def gained(by_place: Sequence[int]) -> float:
        return sum(
            (2**grade - 1) / log2(place + 1)
            for place, grade in enumerate(by_place[:depth], start=1)
        )

    best = sorted(grades.values(), reverse=True)
    return gained([grades.get(slug, 0) for slug in found]) / gained(best)
