"""PostgreSQL: a tsvector column of the documents' table, with a GIN index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.admin_index.documents import GAP, Document
from search.admin_index.queries import EVERY, Beginning
from search.analysis import Token
from search.expression import All, Any, Not, Phrase, Term
from search.indexes.postgres import FURTHEST, POSITIONS, quoted

TABLE = "search_admindocument"
COLUMNS = ("content_type_id", "object_id", "title", "digest", "words")
CREATE = f"""
ALTER TABLE {TABLE} ADD COLUMN words tsvector NOT NULL;
CREATE INDEX search_admin_words ON {TABLE} USING gin (words) WITH (fastupdate = off);
"""


def create(execute) -> None:
    execute(CREATE)


def drop(execute) -> None:
    """The column goes with its table."""


def write(documents: Iterable[Document]) -> None:
    """Put these documents in, in place of what was there of the same objects."""
    rows = [
        (each.content_type, each.object_id, each.title, each.digest, vector(each))
        for each in documents
    ]
    settings = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[2:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) "
            "SELECT type, object, title, digest, words::tsvector FROM unnest("
            "%s::int[], %s::bigint[], %s::text[], %s::text[], %s::text[]) "
            "AS new (type, object, title, digest, words) "
            f"ON CONFLICT (content_type_id, object_id) DO UPDATE SET {settings}",
            list(map(list, zip(*rows, strict=True))),
        )


def matching(content_type: int, expression) -> RawSQL:
    """The condition on documents of that content type that they match."""
    return RawSQL(
        f"{TABLE}.words @@ %s::tsquery", [_tsquery(expression)], BooleanField()
    )


def vector(document: Document) -> str:
    """The document's words as a tsvector is written."""
    positions: dict[str, list[int]] = defaultdict(list)
    position = 0
    for text, lexemes in _with_lexemes(document):
        position += GAP
        for token in text:
            position += 1
            for lexeme in lexemes:
                name = lexeme.format(word=token.word, term=token.term)
                positions[name].append(min(position, FURTHEST))
    placed = [
        f"{quoted(lexeme)}:{','.join(map(str, places[:POSITIONS]))}"
        for lexeme, places in positions.items()
    ]
    return " ".join([quoted(EVERY), *placed])


def _with_lexemes(document: Document) -> Iterator[tuple[tuple[Token, ...], list[str]]]:
    """Each text, and what each of its words is put in as."""
    for texts, lexemes in (
        (document.titles, ["{term}", "w:{word}", "t:{term}"]),
        (document.typed, ["{term}", "w:{word}"]),
        (document.texts, ["{term}"]),
    ):
        for text in texts:
            yield text, lexemes


def _tsquery(expression) -> str:
    match expression:
        case Term(lexeme):
            return quoted(lexeme)
        case Phrase(lexemes):
            return f"({' <-> '.join(map(quoted, lexemes))})"
        case Beginning(lexemes):
            return f"({' <-> '.join(map(quoted, lexemes))}:*)"
        case Not(part):
            return f"!({_tsquery(part)})"
        case All(parts):
            return f"({' & '.join(map(_tsquery, parts))})"
        case Any(parts):
            either = " | ".join(map(_tsquery, parts))
            return f"({either or quoted('nothing has this')})"
    raise TypeError(f"{expression!r} is no expression.")
