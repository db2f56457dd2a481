"""A search's answer as its page shows it: every link is an address that asks anew."""

from dataclasses import dataclass
from functools import cached_property

from news.listings import StoryList
from news.models import ArticlePage, ListingKind
from search.asked import BY_DATE, Asked
from search.facets import Choice
from search.formats import answer_as
from search.results import Found, Results


@dataclass(frozen=True)
class Link:
    """A link to a search that differs in one thing; ``on`` where this one has it."""

    label: str
    address: str
    on: bool = False
    count: int | None = None


@dataclass(frozen=True)
class FacetShown:
    """A facet's name for readers, and a link for each of its choices."""

    name: str
    label: str
    links: list[Link]


@dataclass(frozen=True)
class ResultsPage:
    """What `pages/search.html` shows of an answer, beside the answer itself.

    ``picked`` are the stories that editors promote for the query, ready for cards.
    """

    asked: Asked
    results: Results
    picked: list[ArticlePage]

    @property
    def heading(self) -> str:
        """'128 stories', '1 story', 'Over 1,000 stories', 'Nothing found'.

        Where nothing is found but what editors picked, it counts that.
        """
        total = self.results.total or len(self.picked)
        if self.results.over:
            return "Over 1,000 stories"
        if not total:
            return "Nothing found"
        return f"{total:,} stor{'y' if total == 1 else 'ies'}"

    @property
    def found(self) -> list[Found]:
        """This page's stories, without those that editors picked above them."""
        return self._below(self.results.stories)

    @property
    def partial(self) -> list[Found]:
        """Stories with some of the words, without those that editors picked."""
        return self._below(self.results.partial)

    def _below(self, found: list[Found]) -> list[Found]:
        above = {story.pk for story in self.picked}
        return [one for one in found if one.story.pk not in above]

    @property
    def notices(self) -> list[str]:
        """What readers must know of how they were understood, a sentence each."""
        return [*self.results.notices, *self.asked.ignored]

    @property
    def did_you_mean(self) -> Link | None:
        """The same search with the words that were perhaps meant."""
        text = self.results.did_you_mean
        if not text:
            return None
        return Link(text, self.asked.address(q=text))

    @property
    def hashtag_count(self) -> int:
        """How many stories the hashtag's page has that the query names."""
        return StoryList(ListingKind.HASHTAG, self.results.hashtag.pk).count

    @cached_property
    def facets(self) -> list[FacetShown]:
        """Each choice's link sets its filter; that of one that is on takes it off."""
        return [
            FacetShown(
                facet.name,
                facet.label,
                [self._choice(facet.name, choice) for choice in facet.choices],
            )
            for facet in self.results.facets
        ]

    def _choice(self, name: str, choice: Choice) -> Link:
        address = self.asked.address(**{name: "" if choice.on else choice.value})
        return Link(choice.label, address, choice.on, choice.count)

    @cached_property
    def chips(self) -> list[Link]:
        """The filters that are on; each link takes one off."""
        return [
            Link(chip.label, self.asked.address(**{chip.name: ""}))
            for chip in self.results.chips
        ]

    @cached_property
    def unfiltered(self) -> str:
        """The address of the search without any filter."""
        return self.asked.address(**dict.fromkeys(self.asked.filtered_by, ""))

    @cached_property
    def orders(self) -> list[Link]:
        """By relevance, by date."""
        return [
            Link(label, self.asked.address(order=order), on)
            for label, order in (("Relevance", ""), ("Date", BY_DATE))
            for on in [order == self.asked.order]
        ]

    @cached_property
    def feeds(self) -> dict[str, str]:
        """The addresses of the result set's feeds, by form."""
        return {form: self.asked.address(order="", format=form) for form in answer_as}

    @cached_property
    def address(self) -> str:
        """The address of this page."""
        return self._address(self.results.page)

    @cached_property
    def before(self) -> str:
        """The address of the page before this one; '' on the first."""
        return self._page(self.results.page - 1)

    @cached_property
    def after(self) -> str:
        """The address of the page after this one; '' on the last."""
        return self._page(self.results.page + 1)

    def _page(self, number: int) -> str:
        return self._address(number) if 1 <= number <= self.results.pages else ""

    def _address(self, number: int) -> str:
        return self.asked.address(page=number if number > 1 else "")
