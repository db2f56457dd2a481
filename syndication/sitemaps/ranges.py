"""Files of the rows of one range of primary keys; few are in memory at once."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet

from news.querysets import PART_LENGTH

# Rows that are in memory at once.
ROWS = 2_000


def batches(found: QuerySet, number: int, key: Callable) -> Iterator[list]:
    """The rows of that file in the order of their primary keys, 2,000 at a time.

    Each batch is a query that goes on from the key of the last row, which ``key``
    takes of it. No cursor stays open for as long as somebody reads.
    """
    start, end = (number - 1) * PART_LENGTH, number * PART_LENGTH
    found = found.filter(pk__lt=end).order_by("pk")
    while rows := list(found.filter(pk__gte=start)[:ROWS]):
        yield rows
        if len(rows) < ROWS:
            return
        start = key(rows[-1]) + 1
