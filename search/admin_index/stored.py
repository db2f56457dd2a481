"""Write to the admin's index, and ask it. Work is bounded, however much is in it.

Of what matches, the newest ``NEWEST`` are taken, and ``SAME_TITLE`` whose title is the
query; the order and the count are theirs.
"""

from collections.abc import Iterable
from types import ModuleType

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet
from modelsearch.backends.base import get_model_root
from modelsearch.index import get_indexed_models

from search.admin_index import postgres, sqlite
from search.admin_index.documents import content_type_of, document_of
from search.admin_index.queries import Reading
from search.models import AdminDocument

BY_VENDOR = {"postgresql": postgres, "sqlite": sqlite}
NEWEST = 1_000
SAME_TITLE = 200


def database() -> ModuleType:
    """The module of this database."""
    return BY_VENDOR[connection.vendor]


def put(things: Iterable[Model]) -> None:
    """Index objects of one model; those that are found as before are not written."""
    documents = [document_of(thing) for thing in things]
    if not documents:
        return
    kept = AdminDocument.objects.filter(
        content_type=documents[0].content_type,
        object_id__in=[document.object_id for document in documents],
    )
    digests = dict(kept.values_list("object_id", "digest"))
    changed = [each for each in documents if digests.get(each.object_id) != each.digest]
    if changed:
        database().write(changed)


def forget(thing: Model) -> None:
    """Take an object out of the index."""
    AdminDocument.objects.filter(
        content_type=content_type_of(type(thing)), object_id=thing.pk
    ).delete()


def forget_what_is_gone() -> None:
    """Take out what was deleted unnoticed, and models that are indexed no longer."""
    roots = {get_model_root(model) for model in get_indexed_models()}
    known = [content_type_of(root) for root in roots]
    AdminDocument.objects.exclude(content_type__in=known).delete()
    for root in roots:
        there = root._base_manager.filter(pk=OuterRef("object_id"))
        documents = AdminDocument.objects.filter(content_type=content_type_of(root))
        documents.filter(~Exists(there)).delete()


def best(reading: Reading, among: QuerySet) -> list[tuple[int, int]]:
    """``(grade, primary key)`` of what matches ``among`` these objects, best first.

    Grade 3: the title is the query; 2: it begins with it; 1: its words are in the
    title; 0: they are elsewhere. Among equals the newest comes first.
    """
    content_type = content_type_of(among.model)
    found = (
        AdminDocument.objects.filter(
            database().matching(content_type, reading.expression),
            content_type=content_type,
            object_id__in=among.order_by().values("pk"),
        )
        .order_by("-object_id")
        .values_list("object_id", "title")
    )
    titles = dict(found[:NEWEST])
    if len(titles) == NEWEST:
        titles |= dict(found.filter(title=reading.title)[:SAME_TITLE])
    graded = [(_grade(title, reading), pk) for pk, title in titles.items()]
    return sorted(graded, reverse=True)


def _grade(title: str, reading: Reading) -> int:
    if not reading.words:
        return 0
    if title == reading.title:
        return 3
    if title.startswith(reading.title):
        return 2
    words = title.split()
    return int(
        all(any(word.startswith(each) for word in words) for each in reading.words)
    )
