"""SQLite: a full-text table (FTS5), whose rows are numbered as the documents are.

Words come analysed: its own tokenizer only parts them at spaces.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.admin_index.documents import Document
from search.admin_index.queries import EVERY, Beginning
from search.expression import All, Any, Not, Phrase, Term
from search.indexes.sqlite import conjunction

TABLE = "search_admindocument"
# A row's number is that of its content type, times this, and its object's.
OBJECTS = 1 << 40
# Between two texts; no query asks for it.
BREAK = " - "

NUMBER = f"{{row}}.content_type_id * {OBJECTS} + {{row}}.object_id"
CREATE = [
    "CREATE VIRTUAL TABLE search_admin_words USING fts5(words, titles, terms, "
    "columnsize=0, tokenize=\"ascii tokenchars ':-'\")",
    f"CREATE TRIGGER search_admin_forget AFTER DELETE ON {TABLE} BEGIN "
    f"DELETE FROM search_admin_words WHERE rowid = {NUMBER.format(row='old')}; END",
]


def create(execute) -> None:
    for statement in CREATE:
        execute(statement)


def drop(execute) -> None:
    execute("DROP TABLE search_admin_words")


def write(documents: Iterable[Document]) -> None:
    """Put these documents in, in place of what was there of the same objects."""
    documents = list(documents)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (content_type_id, object_id, title, digest) "
            "VALUES (%s, %s, %s, %s) ON CONFLICT (content_type_id, object_id) "
            "DO UPDATE SET title = excluded.title, digest = excluded.digest",
            [(d.content_type, d.object_id, d.title, d.digest) for d in documents],
        )
        cursor.executemany(
            "INSERT OR REPLACE INTO search_admin_words (rowid, words, titles, terms) "
            "VALUES (%s, %s, %s, %s)",
            [(_number(each), *_columns(each)) for each in documents],
        )


def matching(content_type: int, expression) -> RawSQL:
    """The condition on documents of that content type that they match."""
    first = content_type * OBJECTS
    return RawSQL(
        f"{TABLE}.object_id IN (SELECT rowid - %s FROM search_admin_words "
        "WHERE search_admin_words MATCH %s AND rowid BETWEEN %s AND %s)",
        [first, _match(All((expression,))), first, first + OBJECTS - 1],
        BooleanField(),
    )


def _number(document: Document) -> int:
    return document.content_type * OBJECTS + document.object_id


def _columns(document: Document) -> tuple[str, str, str]:
    """As they are typed, of titles, and all: parted so that no phrase spans two."""
    typed = (*document.titles, *document.typed)
    everything = (*typed, *document.texts)
    return (
        BREAK.join(" ".join(f"w:{token.word}" for token in text) for text in typed),
        BREAK.join(
            " ".join(f"t:{token.term}" for token in text) for text in document.titles
        ),
        BREAK.join(
            [EVERY, *(" ".join(token.term for token in text) for text in everything)]
        ),
    )


def _match(expression) -> str:
    match expression:
        case Term(lexeme):
            return _quoted([lexeme])
        case Phrase(lexemes):
            return _quoted(lexemes)
        case Beginning(lexemes):
            return f"{_quoted(lexemes)} *"
        case Any(parts):
            return f"({' OR '.join(map(_match, parts)) or _quoted(['nothing:'])})"
        case Not():
            return _match(All((expression,)))
        case All(parts):
            return conjunction(parts, _match, _quoted([EVERY]))
    raise TypeError(f"{expression!r} is no expression.")


def _quoted(lexemes) -> str:
    return '"' + " ".join(lexemes).replace('"', '""') + '"'
