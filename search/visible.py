"""The index asked only for what readers may see now."""

from datetime import UTC, datetime
from functools import cache
from math import inf
from time import monotonic

from django.db import connection
from django.db.models import Subquery
from django.db.models.expressions import RawSQL

from news.models import Listing, ListingKind, StoryListing
from news.querysets import visible_at
from search import remote
from search.expression import Expression
from search.indexes import index
from search.indexes.lookup import Lookup, Row, TooSlow
from search.vocabulary import Vocabulary

# Stands for the time in a condition that is written once.
NOW = object()


class Visible:
    """The index as readers know it at the time ``now``, asked until ``until``.

    A story is known by its row in the front's listing, which is written with the story
    itself: what was taken down is gone at once, whenever the index hears of it.
    """

    def __init__(self, now: datetime, until: float = inf):
        self.now, self.until = now, until
        sql, parameters = _condition()
        moment = connection.ops.adapt_datetimefield_value(now)
        self._condition = sql, [moment if p is NOW else p for p in parameters]

    def newest(self, asked: Lookup, limit: int) -> list[Row]:
        """At most ``limit`` stories that match, newest first. Raises TooSlow."""
        if monotonic() > self.until:
            raise TooSlow
        server = remote.server()
        if server is not None:
            try:
                return self._rows(asked, server.newest(asked, limit), limit)
            except remote.Unanswered:
                pass
        return index().newest(asked, self._condition, limit)

    def has(self, expression: Expression, vocabulary: Vocabulary) -> bool:
        """Whether one matches.

        The vocabulary is to know the counts of its terms, so that of a common word only
        the newest stories are looked through.
        """
        parts, stories = vocabulary.parts, vocabulary.stories
        return bool(self.newest(Lookup(expression, stories=stories, parts=parts), 1))

    def _rows(self, asked: Lookup, proposed: list[int], limit: int) -> list[Row]:
        """Those of the proposed stories that readers may see, newest first."""
        if not proposed:
            return []
        visible, parameters = self._condition
        marks = ", ".join(["%s"] * len(proposed))
        columns, weighed = asked.columns(index().WEIGHT)
        sql = f"""
            SELECT {columns} FROM search_storydocument AS found
            WHERE story_id IN ({marks}) AND {visible} ORDER BY place DESC LIMIT %s"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [*weighed, *proposed, *parameters, limit])
            return list(map(Row._make, cursor.fetchall()))


@cache
def _condition() -> tuple[str, list]:
    """SQL that readers may see the story of the row ``found``; ``NOW`` for the time."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    front = Listing.objects.of(ListingKind.FRONT.value).values("pk")
    rows = StoryListing.objects.filter(
        visible_at(epoch),
        listing=Subquery(front[:1]),
        story=RawSQL("found.story_id", []),
    ).order_by()
    sql, parameters = rows.values("story").query.sql_with_params()
    moment = connection.ops.adapt_datetimefield_value(epoch)
    # With an OFFSET no planner makes a join of it, which reads whole listings.
    sql = f"EXISTS ({sql} LIMIT 1 OFFSET 0)"
    return sql, [NOW if p in (epoch, moment) else p for p in parameters]
