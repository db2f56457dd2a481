"""As many generated stories as anybody wants, written straight into the tables.

To readers and queries they are stories like others: pages in the tree, with hashtags,
bylines, sources, pictures, listings with their counters, and in the search index. What
a publish writes beside, they lack: no revision, so that the editor opens the story as
it is, no version in the ledger before their first publish by an editor, no log entry,
no reference index, so that a picture's or a source's uses in the admin leave them out.

They are the same for the same primary keys. Nobody should add stories by hand
meanwhile: two could take one place below a category, and the later one fails.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime
from multiprocessing import get_context
from time import monotonic

from django.db import connection, connections, transaction
from django.utils import timezone
from wagtail.models import Page

from delivery.outbox import new_event
from news.models import (
    ArticlePage,
    Listing,
)
from news.signals import site_changed
from newsroom.demo.scale import documents
from newsroom.demo.scale.bulk import next_keys
from newsroom.demo.scale.cast import assemble, months_between
from newsroom.demo.scale.stories import SPAN, Batch, Plan, Rows, categories_of
from search.indexes import index
from search.indexing import Counts
from search.models import StoryDocument

BATCH = 5_000


def add_stories(
    number: int,
    owner=None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Add ``number`` stories of the ten years before ``now``; ``owner`` is a user.

    On SQLite in one transaction, on PostgreSQL in one each 5,000 stories, by a process
    for each core: what is there when it is interrupted is whole. ``say`` hears of
    progress.
    """
    now, begun = now or timezone.now(), monotonic()
    # A test's transaction is seen by its own process only.
    alone = connection.vendor == "sqlite" or connection.in_atomic_block
    with transaction.atomic() if alone else nullcontext():
        with transaction.atomic():
            months = months_between(
                timezone.localdate(now - SPAN), timezone.localdate(now)
            )
            pk = owner.pk if owner else None
            plan = Plan(assemble(months), now, number, pk)
            batches = list(_batches(plan))
        done, counted = 0, Counts()
        # Building the index is faster than keeping it, but searches wait for it.
        many = number > StoryDocument.objects.count()
        with index().filling() if many else nullcontext():
            try:
                for added, words in (_in_turn if alone else _at_once)(plan, batches):
                    done += added
                    counted.stories.update(words.stories)
                    counted.terms.update(words.terms)
                    seconds = monotonic() - begun
                    say(f"Stories {done:,} of {number:,}, {seconds:,.0f} seconds")
            finally:
                say("Indexing …")
                documents.count(counted)
        site_changed.send(ArticlePage, event=new_event("scale"))
    _look_over()
    say(f"{number:,} stories added in {monotonic() - begun:,.0f} seconds.")


def _batches(plan: Plan) -> Iterator[Batch]:
    """The plan in parts, each with primary keys and places in the tree of its own."""
    places = [_next_place(category) for category in plan.cast.categories]
    for first in range(0, plan.total, BATCH):
        pks = next_keys(Page, min(BATCH, plan.total - first))
        yield Batch(first, pks, list(places))
        for category in categories_of(pks):
            places[category] += 1


def _next_place(category) -> int:
    last = category.get_children().order_by("path").values_list("path", flat=True)
    last = last.last()
    return Page._str2int(last[-Page.steplen :]) + 1 if last else 1


def _in_turn(plan: Plan, batches: list[Batch]) -> Iterator[tuple[int, Counts]]:
    for batch in batches:
        yield _write(plan, batch)


def _at_once(plan: Plan, batches: list[Batch]) -> Iterator[tuple[int, Counts]]:
    """What each batch added, as they end, by a process for each core."""
    connections.close_all()
    with get_context("fork").Pool(os.cpu_count(), _work_for, [plan]) as pool:
        yield from pool.imap_unordered(_write_in_process, batches)


def _work_for(plan: Plan) -> None:
    global _plan
    _plan = plan


def _write_in_process(batch: Batch) -> tuple[int, Counts]:
    return _write(_plan, batch)


@transaction.atomic
def _write(plan: Plan, batch: Batch) -> tuple[int, Counts]:
    """Write a batch; returns its number of stories, and how many have which word."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A batch that a power cut undid is as if it had not been written yet.
            cursor.execute("SET LOCAL synchronous_commit = off")
    rows = Rows(plan, batch)
    rows.write()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Foreign keys are looked up now: the counters below are held shortly.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _add(Page, "numchild", rows.children)
    _add(Listing, "count", rows.listed)
    counted = Counts()
    counted.add(rows.documents)
    return len(batch.pks), counted


def _add(model, column: str, numbers: dict[int, int]) -> None:
    """Add to a counter of each of these rows, locked in the order of all others."""
    held = model.objects.filter(pk__in=numbers).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {column} = {column} + %s WHERE id = %s",
            [(number, pk) for pk, number in numbers.items()],
        )


def _look_over() -> None:
    """Have the database count anew what its planner goes by, and clear up.

    All of it: where no autovacuum does, it would take few hashtags for none.
    """
    clears_up = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if clears_up else "ANALYZE")
