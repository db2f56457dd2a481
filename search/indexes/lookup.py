"""What an index is asked for, and what it gives back."""

from dataclasses import dataclass, field
from typing import NamedTuple

from search.documents import FIRST, LAST
from search.expression import All, Any, Expression, Filed, Not, Phrase, Term

# Words in a headline, and words beside each other, are about so much rarer.
IN_HEADLINE = 0.05
BESIDE = 0.1


class TooSlow(Exception):
    """The database took longer than a reader is to wait."""


class Row(NamedTuple):
    """A story that matches: see ``StoryDocument``.

    ``weights`` are two characters for each term that was to be weighed, as its
    ``impact`` has them: '!K' in the headline, ':K' elsewhere, ``LIGHT`` where it does
    not weigh more than one use in the body.
    """

    story: int
    place: int
    weights: str
    facets: str


LIGHT = "  "


@dataclass(frozen=True)
class Lookup:
    """Stories that match ``expression``, of places from ``first`` to ``last``.

    There are ``stories`` in all; ``parts`` is what part of them has each term, and is
    filed by each name ('h:12'), 0 to 1; what it lacks is taken to be very rare.
    ``weighed`` are the terms whose weights are wanted.
    """

    expression: Expression
    first: int = FIRST
    last: int = LAST
    stories: int = 0
    parts: dict[str, float] = field(default_factory=dict)
    weighed: tuple[str, ...] = ()

    def columns(self, weight: str) -> tuple[str, list]:
        """SQL of what a ``Row`` is made of, with its parameters.

        ``weight`` is SQL of the weight of a term in the row ``found``, in the language
        of a database: see ``WEIGHT`` of each.
        """
        weights = " || ".join([f"COALESCE({weight}, '{LIGHT}')"] * len(self.weighed))
        weights = weights or "''"
        sql = f"found.story_id, found.place, {weights}, found.facets"
        terms = [f" {term}" for term in self.weighed]
        return sql, [p for t in terms for p in (f"{t}!", f"{t}:", len(t))]

    @property
    def part(self) -> float:
        """About what part of all stories matches, were words strewn at random."""
        return self._part(self.expression)

    def _part(self, expression: Expression) -> float:
        match expression:
            case Term(term, headline):
                known = self.parts.get(term, 0.0)
                return known * IN_HEADLINE if headline else known
            case Phrase(terms):
                return min(self.parts.get(term, 0.0) for term in terms) * BESIDE
            case Filed():
                return self.parts.get(str(expression), 0.0)
            case Not():
                return 1.0
            case All(parts):
                product = 1.0
                for part in parts:
                    product *= self._part(part)
                return product
            case Any(parts):
                return min(1.0, sum(map(self._part, parts)))
        raise TypeError(f"{expression!r} is no expression.")
