"""How often readers searched for what: counts, and nothing about who."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Max, Q, Sum
from django.utils import timezone

from search.folding import LONGEST

# Fewer searches than this are shown to nobody: they may be one person's.
LEAST_SHOWN = 3
DAYS_SHOWN = 30


class SearchCountQuerySet(models.QuerySet):
    def frequent(self):
        """Each query of the last ``DAYS_SHOWN`` days as a dict, most frequent first.

        Keys: ``query`` and ``times``, which is ``LEAST_SHOWN`` or more.
        """
        since = timezone.localdate() - timedelta(days=DAYS_SHOWN - 1)
        shown = self.filter(day__gte=since).order_by().values("query")
        shown = shown.annotate(times=Sum("searches")).filter(times__gte=LEAST_SHOWN)
        return shown.order_by("-times", "query")

    def that_found_nothing(self):
        """Those of ``frequent()`` of which the latest search found no story."""
        empty = Max("day", filter=Q(stories_found=0))
        searched = self.frequent().alias(last=Max("day"), last_empty=empty)
        return searched.filter(last=F("last_empty"))

    def found_lately(self, queries: list[str]) -> dict[str, int]:
        """How many stories the latest search for each of these queries found."""
        rows = self.filter(query__in=queries).order_by("day")
        return dict(rows.values_list("query", "stories_found"))

    def forgettable(self):
        """What is kept no longer: after 90 days all, after 7 what hardly anybody typed.

        A rare query may say something about whoever typed it.
        """
        today = timezone.localdate()
        old = Q(day__lt=today - timedelta(days=90))
        rare = Q(day__lt=today - timedelta(days=7), searches__lt=LEAST_SHOWN)
        return self.filter(old | rare)


class SearchCount(models.Model):
    """The searches for one query on one day.

    No address, account, hour or browser: two readers' searches cannot be told apart,
    nor one reader's put together.
    """

    day = models.DateField()
    query = models.CharField(max_length=LONGEST)
    searches = models.PositiveIntegerField()
    stories_found = models.PositiveIntegerField()

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "searches"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "query"], name="one_count_a_day")
        ]
        indexes = [models.Index(fields=["query", "-day"], name="search_latest_count")]

    def __str__(self):
        return f"{self.query} ({self.day}): {self.searches}"
