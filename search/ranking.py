"""The order of results: the formula that docs/search.md explains."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from search.documents import LEAST, STEPS, published_seconds
from search.indexes.asked import Row
from search.meaning import Wanted, Way
from search.vocabulary import Vocabulary

# A story of this moment counts so much more than a very old one; the difference halves
# in so many days.
FRESHNESS, HALF_LIFE = 0.25, 60
DAY = 86_400
# What a headline with all the words adds.
HEADLINE = 0.3


class Ranked(NamedTuple):
    """A row with its score; scores of one query compare, those of two do not."""

    row: Row
    score: float


class Ranking:
    """Scores rows that have all that is wanted, at the time ``now``.

    The score is the sum, over the words, of rarity times weight, where the weight
    grows with where and how often the story has the word; the whole is raised by a
    headline that has all the words, and by freshness.
    """

    def __init__(self, wanted: Sequence[Wanted], vocabulary: Vocabulary, now: datetime):
        self._now = now.timestamp()
        self._wanted = [
            ways
            for each in wanted
            if (ways := [_priced(way, vocabulary) for way in each.ways if way.weights])
        ]

    def ranked(self, rows: Iterable[Row]) -> list[Ranked]:
        """The rows, best first; the newer of two that are alike."""
        found = [Ranked(row, self.score(row)) for row in rows]
        found.sort(key=lambda each: (each.score, each.row.place), reverse=True)
        return found

    def score(self, row: Row) -> float:
        """What a row counts that has all that is wanted."""
        score, in_headline, impact = 0.0, bool(self._wanted), row.impact
        for ways in self._wanted:
            value, headline = -1.0, False
            for way in ways:
                found = _value(way, impact)
                if found and found[0] > value:
                    value, headline = found
            # None weighs more than once in the body: it is there, in whichever way.
            score += value if value >= 0 else min(map(_least, ways))
            in_headline &= headline
        if in_headline:
            score *= 1 + HEADLINE
        age = max(self._now - published_seconds(row.place), 0) / DAY
        return score * (1 + FRESHNESS * 0.5 ** (age / HALF_LIFE))


# A way with what each of its terms is worth: ``(' harbour', 2.7)``.
_Priced = list[tuple[str, float]]


def _priced(way: Way, vocabulary: Vocabulary) -> _Priced:
    return [(f" {t}", vocabulary.rarity(t) * n) for t, n in way.weights.items()]


def _least(way: _Priced) -> float:
    return sum(worth for _, worth in way) * LEAST / STEPS


def _value(way: _Priced, impact: str) -> tuple[float, bool] | None:
    """What the row is worth by its ``impact``, and whether its headline has all terms.

    None where no term of the way weighs more there than once in the body.
    """
    value, any_found, headline = 0.0, False, True
    for term, worth in way:
        weight, marked = LEAST, False
        for mark in "!:":
            at = impact.find(term + mark)
            if at >= 0:
                weight = ord(impact[at + len(term) + 1]) - ord("0")
                any_found, marked = True, mark == "!"
                break
        value += worth * weight / STEPS
        headline &= marked
    return (value, headline) if any_found else None
