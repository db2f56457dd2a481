"""Which months PostgreSQL looks through where many stories match.

Its index has no order: to know the newest, it would read them all. So the newest months
are looked through first, in spans that are likely to have enough.
"""

from collections import Counter
from itertools import pairwise

from news.models import Listing, ListingKind
from search.documents import FIRST, LAST, month_of
from search.expression import All, Any, Expression, Filed
from search.indexes.lookup import Lookup
from search.memory import remembered_for

# Where more than so many match, the newest months are looked through first. In a span,
# so many times the matches wanted are expected, and it has so many stories at least;
# where it has no match, the next is so much longer. One of so many months ends a year.
AT_ONCE = 500
EXPECTED, SHORTEST, LONGER = 1.25, 2_000, 4
WHOLE_YEARS = 12


class Months:
    """The months to look through, the newest first, each with its stories.

    ``bounded``: there are others, which are not to be looked through.
    """

    def __init__(self, left: dict[str, int], years: Counter[str], bounded: bool):
        self.left, self.bounded = left, bounded
        self._years = years

    def take(self, part: float, wanted: int) -> tuple[list[Filed], int]:
        """The dates of the next span, and how many stories it has.

        It is to have ``wanted`` of those that match, which are that part of all. No
        dates, where everything is looked through at once.
        """
        taken, stories = list(self.left), sum(self.left.values())
        span = max(EXPECTED * wanted / max(part, 1e-9), SHORTEST)
        if part * stories > AT_ONCE and span * 2 <= stories:
            taken, stories = self._newest(span)
        gone = set(taken)
        self.left = {m: n for m, n in self.left.items() if m not in gone}
        dates = self._dates(taken) if self.left or self.bounded else []
        self.bounded = True
        return dates, stories

    def _newest(self, span: float) -> tuple[list[str], int]:
        """The newest months with so many stories; of more than a year, whole years."""
        taken, stories = [], 0
        for month, following in pairwise([*self.left, ""]):
            taken.append(month)
            stories += self.left[month]
            ends = len(taken) < WHOLE_YEARS or month[:4] != following[:4]
            if stories >= span and ends:
                break
        return taken, stories

    def _dates(self, months: list[str]) -> list[Filed]:
        """These months, a whole year as one term.

        An index merges the stories of each term: of fewer terms it does so sooner.
        """
        here = Counter(month[:4] for month in months)
        whole = {year for year, number in here.items() if number == self._years[year]}
        single = [month for month in months if month[:4] not in whole]
        return [Filed("y", y) for y in sorted(whole)] + [Filed("m", m) for m in single]


def months_for(asked: Lookup) -> Months:
    """The months that may have what is asked for."""
    counts = _stories_by_month()
    if sum(counts.values()) <= 2 * SHORTEST:
        return Months({}, Counter(), bounded=False)
    # Places are no part of the index: of other months, each row would be read in vain.
    first = month_of(asked.first) if asked.first > FIRST else ""
    last = month_of(asked.last) if asked.last < LAST else "9999-99"
    dates = [each.key for each in _dates_asked_for(asked.expression)]
    within = {
        month: number
        for month, number in counts.items()
        if first <= month <= last and all(map(month.startswith, dates))
    }
    years = Counter(month[:4] for month in counts)
    return Months(within, years, bounded=asked.first > FIRST or asked.last < LAST)


def _dates_asked_for(expression: Expression) -> list[Filed]:
    """The years and months that everything that matches is of."""
    match expression:
        case Filed("y" | "m"):
            return [expression]
        case All(parts) | Any((_,) as parts):
            return [each for part in parts for each in _dates_asked_for(part)]
    return []


@remembered_for(seconds=5)
def _stories_by_month() -> dict[str, int]:
    """How many stories each month has, the newest month first, some seconds ago.

    A month is found so many seconds after its first story.
    """
    months = Listing.objects.filter(kind=ListingKind.MONTH, count__gt=0)
    return dict(months.order_by("-key").values_list("key", "count"))
