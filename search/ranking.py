"""The order of results: the formula that docs/search.md explains."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from search.documents import LEAST, STEPS, published_seconds
from search.indexes.lookup import LIGHT, Row
from search.meaning import Meaning, Wanted, Way

# A story of this moment counts so much more than a very old one; the difference halves
# in so many days.
FRESHNESS, HALF_LIFE = 0.25, 60
DAY = 86_400
ZERO = ord("0")
# What a headline with all the words adds.
HEADLINE = 0.3


class Ranking:
    """Scores rows of what a meaning asks for, at the time ``now``.

    They have all that is ``wanted``, which is the meaning's unless it is less. The
    score is the sum, over the words, of rarity times weight, where the weight grows
    with where and how often the story has the word; the whole is raised by a headline
    that has all the words, and by freshness.
    """

    def __init__(
        self, meaning: Meaning, now: datetime, wanted: Sequence[Wanted] | None = None
    ):
        self._now = now.timestamp()
        places = {term: 2 * number for number, term in enumerate(meaning.weighed)}

        def priced(way: Way) -> _Priced:
            rarity = meaning.vocabulary.rarity
            return [
                (places[term], rarity(term) * number / STEPS)
                for term, number in way.weights.items()
            ]

        self._wanted = [
            (ways, min(map(_least, ways)))
            for each in (meaning.wanted if wanted is None else wanted)
            if (ways := [priced(way) for way in each.ways if way.weights])
        ]

    def best_first(self, rows: Iterable[Row]) -> list[Row]:
        """The rows, best first; the newer of two that are alike."""
        scored = [(self.score(row), row.place, row) for row in rows]
        scored.sort(reverse=True)
        return [row for *_, row in scored]

    def score(self, row: Row) -> float:
        """What a row counts; scores of one ranking compare, those of two do not."""
        _, place, weights, _ = row
        score, in_headline = 0.0, bool(self._wanted)
        for ways, least in self._wanted:
            # None weighs more than once in the body: it is there, in whichever way.
            best, headline = least, False
            for way in ways:
                value, is_more, marked = _value(way, weights)
                if is_more and (value > best or best == least):
                    best, headline = value, marked
            score += best
            in_headline &= headline
        if in_headline:
            score *= 1 + HEADLINE
        age = max(self._now - published_seconds(place), 0) / DAY
        return score * (1 + FRESHNESS * 0.5 ** (age / HALF_LIFE))


# A way: where the weight of each of its terms stands in a row, and what it is worth.
_Priced = list[tuple[int, float]]


def _least(way: _Priced) -> float:
    return sum(worth for _, worth in way) * LEAST


def _value(way: _Priced, weights: str) -> tuple[float, bool, bool]:
    """What a row is worth by its ``weights``; whether a term of the way weighs more
    there than once in the body; whether the headline has all of them.
    """
    value, is_more, headline = 0.0, False, True
    for place, worth in way:
        mark = weights[place]
        if mark == LIGHT[0]:
            value += worth * LEAST
        else:
            value += worth * (ord(weights[place + 1]) - ZERO)
            is_more = True
        headline &= mark == "!"
    return value, is_more, headline
