"""Read django-modelsearch's queries as what the admin's index looks up.

Lexemes: ``w:prices`` is a word as it is written where it is found while it is typed,
``t:price`` a stem in a title, ``price`` a stem anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from modelsearch import query as asked

from search.admin_index.documents import as_title
from search.analysis import Token, tokens
from search.expression import All, Any, Not, Phrase, Term

# Words of a query beyond these are ignored: nobody types so many.
MOST_WORDS = 32
# What every document has.
EVERY = "every:"


@dataclass(frozen=True)
class Beginning:
    """Lexemes beside each other, the last one perhaps longer than this."""

    lexemes: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A query, read: what to look up, and the words that a title is compared with."""

    expression: object
    words: tuple[str, ...]

    @property
    def title(self) -> str:
        """A title that is the query and nothing else."""
        return as_title(self.words)


class Reader:
    """Reads one query: words of titles only, or one whose last word is being typed."""

    def __init__(self, in_titles: bool, typing: bool):
        self.in_titles, self.typing = in_titles, typing
        self.words: list[str] = []

    def read(self, query: asked.SearchQuery) -> Reading:
        """The query's reading. Raises NotImplementedError for a kind unknown here.

        A part without a word (``"!"``) is left out; a query without one finds nothing.
        """
        expression = self._read(query, counts=True)
        return Reading(expression or Any(()), tuple(self.words))

    def _read(self, query: asked.SearchQuery, counts: bool):
        match query:
            case asked.MatchAll():
                return Term(EVERY)
            case asked.PlainText():
                parts = self._words(query.query_string, counts)
                return _several(All if query.operator == "and" else Any, parts)
            case asked.Phrase():
                return self._phrase(query.query_string, counts)
            case asked.Boost():
                return self._read(query.subquery, counts)
            case asked.Not():
                part = self._read(query.subquery, not counts)
                return None if part is None else Not(part)
            case asked.And():
                return _several(All, self._each(query.subqueries, counts))
            case asked.Or():
                return _several(Any, self._each(query.subqueries, counts))
        raise NotImplementedError(f"The admin's index cannot look up {query!r}.")

    def _each(self, queries: list, counts: bool) -> list:
        parts = [self._read(query, counts) for query in queries]
        return [part for part in parts if part is not None]

    def _take(self, text: str, counts: bool) -> list[Token]:
        left = MOST_WORDS - len(self.words)
        found = tokens(text)[: max(left, 0)]
        if counts:
            self.words += [token.word for token in found]
        return found

    def _words(self, text: str, counts: bool) -> list:
        runs = list(_runs(self._take(text, counts)))
        parts = [self._run(run) for run in runs]
        if self.typing and runs:
            words = tuple(f"w:{token.word}" for token in runs[-1])
            parts[-1] = Any((Beginning(words), parts[-1]))
        return parts

    def _run(self, run: list[Token]):
        """Terms of a run are looked up beside each other."""
        if len(run) == 1 and run[0].lone:
            return Beginning((self._lexeme(run[0]),))
        return _beside([self._lexeme(token) for token in run])

    def _phrase(self, text: str, counts: bool):
        runs = list(_runs(self._take(text, counts)))
        return _beside([self._lexeme(token) for run in runs for token in run])

    def _lexeme(self, token: Token) -> str:
        return f"t:{token.term}" if self.in_titles else token.term


def _several(kind: type, parts: list):
    """The parts as one expression; none for no part."""
    return (parts[0] if len(parts) == 1 else kind(tuple(parts))) if parts else None


def _beside(lexemes: list[str]):
    if len(lexemes) > 1:
        return Phrase(tuple(lexemes))
    return Term(lexemes[0]) if lexemes else None


def _runs(found: list[Token]) -> Iterator[list[Token]]:
    """Words, and overlapping pairs of characters together.

    The last character of a run of pairs only tells that the run ends there.
    """
    run: list[Token] = []
    for token in found:
        if run and token.start >= run[-1].end:
            yield run
            run = []
        if not (run and token.lone):
            run.append(token)
    if run:
        yield run
