"""Generated stories in the search index, as ``search.indexing`` would put them."""

from datetime import datetime
from functools import cache
from itertools import batched

from django.db import connection, transaction

from news.models import ArticlePage
from newsroom.demo.scale.bulk import Table
from search.documents import Document, Field, make_document
from search.indexing import Counts, can_be_meant, one_letter_less
from search.models import Misspelling, Word

# New words whose misspellings are written together.
WORDS = 20_000


@cache
def _boosts() -> list[tuple[str, float]]:
    fields = ArticlePage.get_searchable_search_fields()
    return [(field.field_name, field.boost or 1.0) for field in fields]


def document(
    pk: int, published_at: datetime, texts: dict[str, str], filed: list[str]
) -> Document:
    """What the index takes of a story with these plain texts, by search field."""
    fields = [Field(name, texts.get(name, ""), boost) for name, boost in _boosts()]
    return make_document(
        pk, published_at, [field for field in fields if field.text], filed
    )


@transaction.atomic
def count(counted: Counts) -> None:
    """Add to how many stories have each word, and what misspells the new ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A publish that brings a new word waits until it is known which are new.
            cursor.execute(f"LOCK {Word._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    known = dict(Word.objects.values_list("word", "pk"))
    new = sorted(counted.stories.keys() - known.keys())
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Word._meta.db_table} SET stories = stories + %s WHERE id = %s",
            [(n, known[word]) for word, n in counted.stories.items() if word in known],
        )
    Table(Word, "word term stories").write(
        [(word, counted.terms[word], counted.stories[word]) for word in new]
    )
    for words in batched(filter(can_be_meant, new), WORDS):
        Table(Misspelling, "spelling word").write(
            [(less, word) for word in words for less in one_letter_less(word)]
        )
