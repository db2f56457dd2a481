"""The order of results: the formula that docs/search.md explains."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from search.documents import LEAST, STEPS, published_seconds
from search.indexes.lookup import Row
from search.meaning import Wanted, Way
from search.vocabulary import Vocabulary

# A story of this moment counts so much more than a very old one; the difference halves
# in so many days.
FRESHNESS, HALF_LIFE = 0.25, 60
DAY = 86_400
ZERO = ord("0")
# What a headline with all the words adds.
HEADLINE = 0.3


class Ranking:
    """Scores rows that have all that is wanted, at the time ``now``.

    The score is the sum, over the words, of rarity times weight, where the weight
    grows with where and how often the story has the word; the whole is raised by a
    headline that has all the words, and by freshness.
    """

    def __init__(self, wanted: Sequence[Wanted], vocabulary: Vocabulary, now: datetime):
        self._now = now.timestamp()
        self._wanted = [
            (ways, min(map(_least, ways)))
            for each in wanted
            if (ways := [_priced(way, vocabulary) for way in each.ways if way.weights])
        ]

    def best_first(self, rows: Iterable[Row]) -> list[Row]:
        """The rows, best first; the newer of two that are alike."""
        scored = [(self.score(row), row.place, row) for row in rows]
        scored.sort(reverse=True)
        return [row for *_, row in scored]

    def score(self, row: Row) -> float:
        """What a row counts that has all that is wanted."""
        score, in_headline, impact = 0.0, bool(self._wanted), row.impact
        for ways, least in self._wanted:
            # None weighs more than once in the body: it is there, in whichever way.
            best, headline = least, False
            for way in ways:
                value, is_more, marked = _value(way, impact)
                if is_more and (value > best or best == least):
                    best, headline = value, marked
            score += best
            in_headline &= headline
        if in_headline:
            score *= 1 + HEADLINE
        age = max(self._now - published_seconds(row.place), 0) / DAY
        return score * (1 + FRESHNESS * 0.5 ** (age / HALF_LIFE))


# A way with what each of its terms is worth: as the headline has it, as others do.
_Priced = list[tuple[str, str, float]]


def _priced(way: Way, vocabulary: Vocabulary) -> _Priced:
    return [
        (f" {term}!", f" {term}:", vocabulary.rarity(term) * number / STEPS)
        for term, number in way.weights.items()
    ]


def _least(way: _Priced) -> float:
    return sum(worth for *_, worth in way) * LEAST


def _value(way: _Priced, impact: str) -> tuple[float, bool, bool]:
    """What a row is worth by its ``impact``; whether a term of the way weighs more
    there than once in the body; whether the headline has all of them.
    """
    value, is_more, headline = 0.0, False, True
    for in_headline, elsewhere, worth in way:
        mark, at = in_headline, impact.find(in_headline)
        if at < 0:
            headline = False
            mark, at = elsewhere, impact.find(elsewhere)
        if at < 0:
            value += worth * LEAST
        else:
            value += worth * (ord(impact[at + len(mark)]) - ZERO)
            is_more = True
    return value, is_more, headline
