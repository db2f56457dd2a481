"""PostgreSQL: two tsvector columns of the documents' table, and one GIN index.

``terms`` holds terms with their positions, 't:…' of the headline, and what the story is
filed by. ``pairs`` holds neighbouring terms, so that a phrase of two common words is
looked up without reading every story that has both.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from news.models import Listing, ListingKind
from news.prepared import Prepared
from search.documents import PAIRS, Document, pair
from search.expression import All, Any, Expression, Filed, Not, Phrase, Term, leaves
from search.indexes.lookup import Lookup, Row, TooSlow
from search.indexes.months import LONGER, months_for

TABLE = "search_storydocument"
COLUMNS = ("story_id", "place", "impact", "facets", "named", "text", "terms", "pairs")
# PostgreSQL keeps so many positions of a term, and none beyond that number.
POSITIONS, FURTHEST = 255, 16_383
# A pair is looked up by five characters: of the stories, so large a part (of 250 words)
# has another one with the same. So many mistakes among the rows are none.
ALIKE, MISTAKEN = 250 / PAIRS, 0.01
# By the kind of a listing, the letter of what its stories are filed by.
LISTED = {
    ListingKind.CATEGORY.value: "c",
    ListingKind.HASHTAG.value: "h",
    ListingKind.AUTHOR.value: "a",
    ListingKind.OUTLET.value: "o",
}
# Two characters behind the term, where the row's impact has it: see ``Lookup.columns``.
WEIGHT = """SUBSTR(found.impact, NULLIF(GREATEST(
    STRPOS(found.impact, %s), STRPOS(found.impact, %s)), 0) + %s, 2)"""

# Joins go by index; a worker that helps is started in more time than a search takes.
SETTINGS = {
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "max_parallel_workers_per_gather": 0,
}

INDEX = f"""
CREATE INDEX IF NOT EXISTS search_terms ON {TABLE} USING gin (terms, pairs)
WITH (fastupdate = off)"""
# What matching reads of a row stays in it; texts and vectors lie beside the table.
CREATE = f"""
ALTER TABLE {TABLE}
  ADD COLUMN terms tsvector NOT NULL, ADD COLUMN pairs tsvector NOT NULL;
ALTER TABLE {TABLE} SET (toast_tuple_target = 128);
ALTER TABLE {TABLE}
  ALTER COLUMN impact SET STORAGE MAIN, ALTER COLUMN facets SET STORAGE MAIN;
{INDEX};"""


def create(execute) -> None:
    execute(CREATE)


def drop(execute) -> None:
    """The columns go with their table."""


def write(documents: Iterable[Document]) -> None:
    """Put these documents in, in place of what was there of the same stories."""
    settings = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[1:])
    marks = ", ".join(["%s"] * 6 + ["%s::tsvector"] * 2)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks}) "
            f"ON CONFLICT (story_id) DO UPDATE SET {settings}",
            [values(each) for each in documents],
        )


def add(documents: Iterable[Document]) -> None:
    """Put in documents of stories of which there are none yet, as fast as can be."""
    sql = f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for each in documents:
            copy.write_row(values(each))


@contextmanager
def filling() -> Iterator[None]:
    """Inside, many documents are put in; the index is built when they are, or not all.

    Where it holds documents already, searches take long meanwhile. Processes may be
    forked inside: nothing of the connection is held.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS search_terms")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(INDEX)
            cursor.execute(f"RESET maintenance_work_mem; ANALYZE {TABLE}")


def values(document: Document) -> tuple:
    """The document's row, in the order of ``COLUMNS``; vectors as text."""
    return (
        document.story,
        document.place,
        document.impact,
        document.facets,
        document.named,
        document.text,
        _vector(document),
        " ".join(document.pairs),
    )


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")


def newest(asked: Lookup, visible: tuple[str, list], limit: int) -> list[Row]:
    """At most ``limit`` rows that match, newest first.

    ``visible`` is SQL with its parameters: the condition that readers may see the story
    of the row ``found``. Where very many match, the newest months are looked through
    first, and older ones only if these have not enough.
    """
    months, part, rows = months_for(asked), asked.part, []
    while len(rows) < limit and (months.left or not months.bounded):
        lacking = limit - len(rows)
        dates, stories = months.take(part, lacking)
        found = _rows(asked, dates, stories, visible, lacking)
        rows += found
        part = len(found) / max(stories, 1) or part / LONGER
    return rows


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Inside, a statement that takes longer raises TooSlow; joins go by index."""
    settings = SETTINGS | {"statement_timeout": round(seconds * 1000)}
    inside_another = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_set(settings))
            yield
            if inside_another:
                cursor.execute(_set(dict.fromkeys(settings, "DEFAULT")))
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise


def _set(settings: dict[str, object]) -> str:
    """SQL that sets these until the transaction ends."""
    return ";".join(f"SET LOCAL {name} = {value}" for name, value in settings.items())


def parts_filed(expression: Expression, stories: int) -> dict[str, float]:
    """What part of the stories is filed by each name that is asked for: one query.

    Of a date all: where it bounds what is looked through, that is so.
    """
    filed = [leaf for leaf in leaves(expression) if isinstance(leaf, Filed)]
    parts = {str(leaf): 1.0 for leaf in filed if leaf.kind in "ym"}
    if keys := {leaf.key for leaf in filed if leaf.kind in LISTED.values()}:
        for kind, key, count in _listed(keys=sorted(keys)):
            parts[f"{LISTED[kind]}:{key}"] = count / max(stories, 1)
    return parts


@Prepared
def _listed(keys):
    found = Listing.objects.filter(kind__in=list(LISTED), key__in=keys)
    return found.values_list("kind", "key", "count")


def _rows(
    asked: Lookup, dates: list[Filed], stories: int, visible, limit: int
) -> list[Row]:
    """The rows of these dates, which have so many stories in all."""
    wanted = asked.expression
    if dates:
        wanted = All((Any(tuple(dates)), wanted))
    looked_up, pairs = _tsquery(_without_order(wanted)), _pairs(wanted)
    conditions = ["place BETWEEN %s AND %s"]
    parameters: list = [asked.first, asked.last]
    if looked_up:
        conditions.append("terms @@ %s::tsquery")
        parameters.append(looked_up)
    if pairs:
        conditions.append("pairs @@ %s::tsquery")
        parameters.append(" & ".join(pairs))
    columns, weighed = asked.columns(WEIGHT)

    def taken(check: str = "", *checked: str) -> list[Row]:
        # OFFSET 0 keeps the checks to the rows that are taken, newest first.
        sql = f"""
            SELECT {columns} FROM (
                SELECT story_id, place, impact, facets, terms FROM {TABLE}
                WHERE {" AND ".join(conditions)} ORDER BY place DESC OFFSET 0
            ) AS found WHERE {visible[0]} {check} LIMIT %s"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [*weighed, *parameters, *visible[1], *checked, limit])
            return list(map(Row._make, cursor.fetchall()))

    exactly = _tsquery(wanted)
    phrases = [leaf for leaf in leaves(wanted) if isinstance(leaf, Phrase)]
    if not (phrases and exactly):
        return taken()
    # Where words stand is read from beside the table, story by story. Of two words the
    # pair tells, but for a few mistakes.
    if len(pairs) == len(phrases) and all(len(each.terms) == 2 for each in phrases):
        rows = taken()
        mistaken = _mistaken(asked, stories or asked.stories)
        if mistaken <= MISTAKEN * len(rows) or not rows:
            return rows
    return taken("AND found.terms @@ %s::tsquery", exactly)


def _mistaken(asked: Lookup, stories: int) -> float:
    """How many of the stories to expect that have the words of a phrase apart, beside
    others whose pair is written alike.
    """
    apart = replace(asked, expression=_without_order(asked.expression))
    return stories * apart.part * ALIKE


def _tsquery(expression: Expression) -> str:
    """The expression in PostgreSQL's own language; '' for everything."""
    match expression:
        case Term(term, headline):
            return quoted(f"t:{term}" if headline else term)
        case Phrase(terms):
            return f"({' <-> '.join(map(quoted, terms))})"
        case Filed():
            return quoted(str(expression))
        case Not(part):
            unwanted = _tsquery(part)
            return f"!({unwanted})" if unwanted else quoted("nothing has this")
        case All(parts):
            return _joined(" & ", parts)
        case Any(parts):
            if "" in map(_tsquery, parts):
                return ""
            return _joined(" | ", parts) or quoted("nothing has this")
    raise TypeError(f"{expression!r} is no expression.")


def _joined(sign: str, parts: tuple) -> str:
    written = [text for text in map(_tsquery, parts) if text]
    return f"({sign.join(written)})" if written else ""


def _without_order(expression: Expression, excluded=False) -> Expression:
    """What everything that matches has, told by the index alone: words, not places."""
    match expression:
        case Phrase(terms):
            return Any(()) if excluded else All(tuple(map(Term, dict.fromkeys(terms))))
        case Not(part):
            return Not(_without_order(part, not excluded))
        case All(parts):
            return All(tuple(_without_order(part, excluded) for part in parts))
        case Any(parts):
            return Any(tuple(_without_order(part, excluded) for part in parts))
    return expression


def _pairs(expression: Expression) -> list[str]:
    """Neighbours that everything that matches has."""
    match expression:
        case Phrase(terms):
            return [quoted(pair(*both)) for both in pairwise(terms)]
        case All(parts):
            return [each for part in parts for each in _pairs(part)]
        case Any((part,)):
            return _pairs(part)
    return []


def _vector(document: Document) -> str:
    """The terms as a tsvector is written."""
    placed = [
        f"{quoted(term)}:{','.join(map(str, _kept(positions)))}"
        for term, positions in document.positions.items()
    ]
    headline = [quoted(f"t:{term}") for term in document.headline]
    return " ".join([*placed, *headline, *map(quoted, document.filed)])


def _kept(positions: list[int]) -> list[int]:
    kept = [position for position in positions[:POSITIONS] if position <= FURTHEST]
    return kept or [FURTHEST]


def quoted(text: str) -> str:
    """The text as a word of a tsvector or a tsquery, whatever signs it has."""
    if text.isalnum():
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
