"""What the address of a search asks, and the addresses of what is beside it."""

from dataclasses import dataclass, fields
from functools import cache, cached_property
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from search.facets import Filters
from search.query import Query, parse

FILTERS = tuple(field.name for field in fields(Filters))
BY_DATE = "date"
LONGEST_VALUE = 200
# More than the stories fill that any search ranks.
MOST_PAGES = 1_000


@dataclass(frozen=True)
class Asked:
    """A search: its words, its filters, and what its answer is ordered by.

    ``order`` is '' for the best first or 'date'; ``ignored`` says, for readers, what
    the address asked beside it that there is not.
    """

    query: Query
    filters: Filters
    order: str = ""
    ignored: tuple[str, ...] = ()

    @classmethod
    def by(cls, parameters: QueryDict) -> "Asked":
        """What these parameters ask; anything at all is understood as something."""
        query = parse(parameters.get("q", ""), timezone.localdate())
        filters = Filters(**{name: _value(parameters, name) for name in FILTERS})
        order = _value(parameters, "order")
        if order in ("", BY_DATE):
            return cls(query, filters, order)
        ignored = f"There is no order “{order}”. You see the best matches first."
        return cls(query, filters, "", (ignored,))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: no word, no date and no filter."""
        query = self.query
        return not (query.parts or query.after or query.before or self.filtered_by)

    @cached_property
    def filtered_by(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in vars(self.filters).items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """What stays as it is when a reader types other words."""
        return self.filtered_by | ({"order": self.order} if self.order else {})

    def address(self, **others) -> str:
        """The path of this search; ``others`` are other parameters, '' for none.

        A filter, the order, a ``page``, …
        """
        asked = {"q": self.query.text, **vars(self.filters), "order": self.order}
        given = {name: value for name, value in (asked | others).items() if value}
        return f"{_path()}?{urlencode(given)}" if given else _path()


@cache
def _path() -> str:
    """Each choice of a facet has an address."""
    return reverse("search")


def page_number(parameters: QueryDict) -> int:
    """The page that is asked for, 1 without a word; raises Http404 for what is none."""
    try:
        number = int(parameters.get("page") or 1)
    except ValueError as error:
        raise Http404("That is no number of a page.") from error
    if not 1 <= number <= MOST_PAGES:
        raise Http404("No search has that page.")
    return number


def _value(parameters: QueryDict, name: str) -> str:
    """A parameter as it may stand in a query and on a page: printable, not too long."""
    value = parameters.get(name, "")
    printable = "".join(letter for letter in value if letter.isprintable())
    return printable.strip()[:LONGEST_VALUE].rstrip()
