"""Build the indexes of Wagtail's searches anew, as Wagtail's command of this name does.

That one skips all it has done for every chunk that it takes, in one transaction: the
millionth page is read a thousand times.
"""

from collections.abc import Iterator

from django.db.models import Model, QuerySet
from wagtail.search.management.commands import update_index


class Command(update_index.Command):
    def queryset_chunks(self, qs: QuerySet, chunk_size: int) -> Iterator[list[Model]]:
        """Lists of at most ``chunk_size``, in the order of primary keys."""
        chunk = list(qs[:chunk_size])
        while chunk:
            yield chunk
            chunk = list(qs.filter(pk__gt=chunk[-1].pk)[:chunk_size])
