"""SQLite: a full-text table (FTS5), its rows in the order of publishing.

Words come analysed: its own tokenizer only parts them at spaces.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import OperationalError, connection, transaction

from search.documents import Document
from search.expression import All, Any, Expression, Filed, Not, Phrase, Term
from search.indexes.lookup import Lookup, Row, TooSlow

TABLE = "search_storydocument"
# Between two fields; no query asks for it.
BREAK = "-"
EVERY, NONE = "every:", "none:"
# What the tokenizer parts words at.
_PARTED = re.compile(r"[\x00-\x7f](?<![A-Za-z0-9:-])")
# Two characters behind the term, where the row's impact has it: see ``Lookup.columns``.
WEIGHT = """SUBSTR(found.impact, NULLIF(MAX(
    INSTR(found.impact, %s), INSTR(found.impact, %s)), 0) + %s, 2)"""
# Steps of SQLite's machine between two looks at the clock.
LOOK = 20_000

CREATE = [
    "CREATE VIRTUAL TABLE search_terms USING fts5(terms, filed, story UNINDEXED, "
    "columnsize=0, tokenize=\"ascii tokenchars ':-'\")",
    f"CREATE TRIGGER search_forget AFTER DELETE ON {TABLE} BEGIN "
    "DELETE FROM search_terms WHERE rowid = old.place; END",
]


def create(execute) -> None:
    for statement in CREATE:
        execute(statement)


def drop(execute) -> None:
    execute("DROP TABLE search_terms")


def write(documents: Iterable[Document]) -> None:
    """Put these documents in, in place of what was there of the same stories."""
    documents = list(documents)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE story_id = %s",
            [[each.story] for each in documents],
        )
        add(documents)


def add(documents: Iterable[Document]) -> None:
    """Put in documents of stories of which there are none yet."""
    documents = list(documents)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (story_id, place, impact, facets, named, text) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    each.story,
                    each.place,
                    each.impact,
                    each.facets,
                    each.named,
                    each.text,
                )
                for each in documents
            ],
        )
        cursor.executemany(
            "INSERT INTO search_terms (rowid, terms, filed, story) "
            "VALUES (%s, %s, %s, %s)",
            [
                (each.place, _in_order(each), " ".join(_filed(each)), each.story)
                for each in documents
            ],
        )


@contextmanager
def filling() -> Iterator[None]:
    """Inside, many documents are put in; the full-text table is tidied after."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_terms (search_terms) VALUES ('optimize')")


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
        cursor.execute("DELETE FROM search_terms")


def parts_filed(expression: Expression, stories: int) -> dict[str, float]:
    """Of no use here: rows come in order, however many match."""
    return {}


def newest(asked: Lookup, visible: tuple[str, list], limit: int) -> list[Row]:
    """At most ``limit`` rows that match, newest first.

    ``visible`` is SQL with its parameters: the condition that readers may see the story
    of the row ``found``. The full-text table gives its rows in the order of their
    numbers, so that it stops after the last one that is taken.
    """
    columns, weighed = asked.columns(WEIGHT)
    sql = f"""
        SELECT {columns}
        FROM search_terms CROSS JOIN {TABLE} AS found
        ON found.story_id = search_terms.story
        WHERE search_terms MATCH %s AND search_terms.rowid BETWEEN %s AND %s
        AND {visible[0]} ORDER BY search_terms.rowid DESC LIMIT %s"""
    wanted = _match(All((asked.expression,)))
    with connection.cursor() as cursor:
        parameters = [*weighed, wanted, asked.first, asked.last, *visible[1], limit]
        cursor.execute(sql, parameters)
        return list(map(Row._make, cursor.fetchall()))


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Inside, a statement that is running when they are over raises TooSlow."""
    end = monotonic() + seconds
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: monotonic() > end, LOOK)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlow from error
        raise
    finally:
        connection.connection.set_progress_handler(None, LOOK)


def _match(expression: Expression) -> str:
    """The expression in FTS5's own language."""
    match expression:
        case Term(term, headline):
            return _in(*(("filed", f"t:{term}") if headline else ("terms", term)))
        case Phrase(terms):
            return _in("terms", *terms)
        case Filed():
            return _in("filed", str(expression))
        case Any(parts):
            return (
                f"({' OR '.join(map(_match, parts))})" if parts else _in("filed", NONE)
            )
        case Not():
            return _match(All((expression,)))
        case All(parts):
            return conjunction(parts, _match, _in("filed", EVERY))
    raise TypeError(f"{expression!r} is no expression.")


def conjunction(parts: tuple, match: Callable[..., str], every: str) -> str:
    """All parts in FTS5's language, each written by ``match``.

    It knows 'this but not that', and no 'not that' alone: ``every`` finds everything.
    """
    wanted = [match(part) for part in parts if not isinstance(part, Not)]
    excluded = [match(part.part) for part in parts if isinstance(part, Not)]
    written = " AND ".join(wanted) or every
    if excluded:
        return f"(({written}) NOT ({' OR '.join(excluded)}))"
    return f"({written})"


def _in(column: str, *words: str) -> str:
    """Those words beside each other; nothing where one could not have been indexed."""
    if any(_PARTED.search(word) for word in words):
        return _in("filed", NONE)
    return f'{column} : "{" ".join(words)}"'


def _in_order(document: Document) -> str:
    """The terms as they stand, with a break between fields."""
    placed = sorted(
        (position, term)
        for term, positions in document.positions.items()
        for position in positions
    )
    written, last = [], 0
    for position, term in placed:
        if position > last + 1:
            written.append(BREAK)
        written.append(term)
        last = position
    return " ".join(written)


def _filed(document: Document) -> list[str]:
    return [EVERY, *document.filed, *(f"t:{term}" for term in document.headline)]
