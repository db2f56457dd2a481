"""The answer to a search: candidates from the index, ranked, counted and cut to a page.

Work is bounded however many stories there are: the newest ``CANDIDATES`` that match,
and where more do the newest ``HEADLINES`` that match in their headline.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone
from django.utils.safestring import SafeString

from hashtags.models import Hashtag
from news.listings import StoryList
from news.models import ArticlePage, ListingKind
from news.prepared import Prepared
from search.corrections import corrected, did_you_mean, reworded
from search.excerpts import Passages
from search.facets import (
    Chip,
    Counts,
    Facet,
    Filters,
    chosen,
    counted,
    facets_of,
)
from search.indexes import index
from search.indexes.lookup import Row, TooSlow
from search.meaning import Meaning, meaning_of
from search.names import HASHTAG, Names, hashtags_like
from search.query import Query, Tag, Word
from search.ranking import Ranking
from search.visible import Visible

logger = logging.getLogger("newsclip.search")

CANDIDATES, HEADLINES = 1_000, 200
PAGE_LENGTH = 10
# Where fewer stories have all the words, others with some of them are shown below.
FEW = 10
# Of a long query so many words are tried as the one that is lacking; so many stories
# are looked at for each.
LACKING, LACKING_ONE = 6, 200
# What they have must be so large a part of what all the words are worth.
PARTIAL = 0.3
# What readers wait for all statements, in seconds, beside the one that is running.
PATIENCE = 1.0


@dataclass(frozen=True)
class Found:
    """A story, the passage of it that answers (two lines of HTML), and its hashtags."""

    story: ArticlePage
    excerpt: SafeString
    hashtags: list[Hashtag]


@dataclass
class Results:
    """What is found for a query.

    ``more``: others follow this page. ``total`` is exact up to ``CANDIDATES``;
    ``over``: there are more. ``partial`` are stories with some of the words.
    ``corrected`` is the query with the words they have, where these are others, as
    ``notices`` say. ``hashtag`` is what the query is exactly; ``hashtags`` and
    ``newest`` are offered where nothing is found, and ``newest`` alone where it took
    too long (``late``), or the index could not be asked (``failed``, and late, too).
    """

    query: Query
    page: int = 1
    more: bool = False
    total: int = 0
    over: bool = False
    pages: int = 1
    stories: list[Found] = field(default_factory=list)
    partial: list[Found] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    corrected: str = ""
    did_you_mean: str = ""
    hashtag: Hashtag | None = None
    hashtags: list[Hashtag] = field(default_factory=list)
    newest: list[ArticlePage] = field(default_factory=list)
    late: bool = False
    failed: bool = False


def find(
    query: Query,
    filters: Filters,
    *,
    order: str = "",
    page: int = 1,
    length: int = PAGE_LENGTH,
    partial: bool = True,
    after: Sequence[int] = (),
) -> Results:
    """The answer to ``query`` among what ``filters`` leave; best first, or by date.

    ``order`` 'date' is newest first. A ``page`` has ``length`` stories; one beyond the
    end has none. ``partial``: those with some of the words are wanted, too. ``after``:
    the page begins behind the first of these stories that is found, wherever it is.
    """
    try:
        with index().in_time(PATIENCE):
            search = _Search(query, filters, length, partial)
            return search.results(order, page, after)
    except TooSlow:
        return Results(query, late=True, newest=_newest())
    except DatabaseError:
        # Of a database that is away, not even these are to be had.
        newest = _newest()
        logger.exception("The index of stories could not be asked")
        return Results(query, late=True, failed=True, newest=newest)


class _Search:
    def __init__(self, query: Query, filters: Filters, length: int, partial: bool):
        self.query, self.length, self.partial = query, length, partial
        self.names = Names()
        self.now = timezone.now()
        self.visible = Visible(self.now, until=monotonic() + PATIENCE)
        self.filed, self.chips, self.notices = chosen(filters)

    def results(self, order: str, page: int, after: Sequence[int]) -> Results:
        meaning = meaning_of(self.query, self.names, self.visible)
        meaning.others += self.filed
        rows, corrections, meant = self._candidates(meaning), [], ""
        if rows:
            meant = did_you_mean(self.query, meaning, self.visible)
        else:
            meaning, corrections = corrected(meaning, self.visible)
            rows = self._candidates(meaning) if corrections else []
        ordered = self._ordered(rows, meaning, order)
        places = {row.story: place for place, row in enumerate(ordered, 1)}
        last = next((places[pk] for pk in after if pk in places), None)
        start = (page - 1) * self.length if last is None else last
        shown = ordered[start : start + self.length]
        few = self.partial and page == 1 and len(rows) < FEW
        partial = self._partial(meaning, rows) if few else []
        counts = counted(rows[:CANDIDATES])
        hashtags = _hashtags(shown + partial, counts)
        found = _load(shown + partial, meaning, hashtags, self.now)
        nothing = not (rows or partial)
        return Results(
            self.query,
            page=page,
            more=len(ordered) > start + self.length,
            total=min(len(rows), CANDIDATES),
            over=len(rows) > CANDIDATES,
            pages=max(-(-len(rows) // self.length), 1),
            stories=[found[row.story] for row in shown if row.story in found],
            partial=[found[row.story] for row in partial if row.story in found],
            facets=facets_of(counts, self.chips, hashtags),
            chips=self.chips,
            notices=self._notices(meaning, [] if nothing else corrections),
            corrected=reworded(self.query, corrections) if corrections and rows else "",
            did_you_mean=meant,
            hashtag=self._exact_hashtag(),
            hashtags=self._nearest_hashtags(meaning) if not rows else [],
            newest=_newest() if not rows else [],
        )

    def _candidates(self, meaning: Meaning) -> list[Row]:
        """The newest that match; of very many also the newest by their headlines."""
        if not (
            meaning.wanted or meaning.others or self.query.after or self.query.before
        ):
            return []
        rows = self.visible.newest(meaning.everything, CANDIDATES + 1)
        if len(rows) > CANDIDATES and meaning.wanted:
            others = self.visible.newest(meaning.in_headline, HEADLINES)
            rows = list({row.story: row for row in rows + others}.values())
        return rows

    def _ordered(self, rows: list[Row], meaning: Meaning, order: str) -> list[Row]:
        if order == "date" or not meaning.wanted:
            return sorted(rows, key=lambda row: -row.place)
        return Ranking(meaning, self.now).best_first(rows)

    def _partial(self, meaning: Meaning, rows: list[Row]) -> list[Row]:
        """The best stories with some of the words, that is a good part of what counts.

        Of the words, the rarest are looked up one by one, and all but one together.
        """
        words = meaning.vocabulary
        wanted = sorted(meaning.wanted, key=lambda each: -each.rarity(words))[:LACKING]
        if len(wanted) < 2:
            return []
        some = [[each] for each in wanted]
        if len(wanted) > 2:
            some += [wanted[:at] + wanted[at + 1 :] for at in range(len(wanted))]
        has: dict[Row, set[int]] = defaultdict(set)
        for each in some:
            asked = meaning.asked(*(one.expression for one in each))
            for row in self.visible.newest(asked, LACKING_ONE):
                has[row] |= {wanted.index(one) for one in each}
        for row in rows:
            has.pop(row, None)
        least = PARTIAL * sum(each.rarity(words) for each in wanted)
        scores = {}
        for row, which in has.items():
            there = [wanted[at] for at in sorted(which)]
            if sum(each.rarity(words) for each in there) >= least:
                scores[row] = Ranking(meaning, self.now, there).score(row)
        best = sorted(scores, key=lambda row: (-scores[row], -row.place))
        return best[: max(self.length - len(rows), 0)]

    def _notices(self, meaning: Meaning, corrections: list) -> list[str]:
        return [*map(str, corrections), *meaning.notices, *self.notices]

    def _exact_hashtag(self) -> Hashtag | None:
        """The hashtag that the query is the name of."""
        match self.query.parts:
            case (Tag(name, False),):
                return self.names.open_hashtag(name)
            case (Word(), *_) as parts if all(isinstance(p, Word) for p in parts):
                return self.names.open_hashtag(self.query.text)
        return None

    def _nearest_hashtags(self, meaning: Meaning) -> list[Hashtag]:
        return hashtags_like(each.word for each in meaning.wanted if each.word)


def _hashtags(rows: Iterable[Row], counts: Counts) -> dict[int, Hashtag]:
    """The open hashtags of these rows and of a facet, by primary key: one query."""
    pks = {pk for row in rows for pk in _hashtags_of(row)}
    pks |= {int(key) for key, _ in counts[HASHTAG]}
    return {hashtag.pk: hashtag for hashtag in _open_hashtags(pks=sorted(pks))}


@Prepared
def _open_hashtags(pks):
    return Hashtag.objects.active().filter(pk__in=pks).only("name", "slug")


def _load(
    rows: Sequence[Row], meaning: Meaning, hashtags: Mapping[int, Hashtag], now
) -> dict[int, Found]:
    """What is shown of these rows, by story: the door, and their texts."""
    if not rows:
        return {}
    of_row = {
        row.story: [hashtags[pk] for pk in _hashtags_of(row) if pk in hashtags]
        for row in rows
    }
    passages = Passages(meaning.wanted, meaning.vocabulary)
    return {
        story.pk: Found(
            story,
            passages.excerpt(story.passages or "", story.summary),
            of_row[story.pk],
        )
        for story in _cards(now=now, pks=list(of_row))
    }


@Prepared
def _cards(now, pks):
    """Stories ready for cards, with the text of which ``passages`` are shown."""
    stories = ArticlePage.objects.published(now).filter(pk__in=pks).for_cards()
    return stories.annotate(passages=F("search_document__text"))


def _hashtags_of(row: Row) -> list[int]:
    filed = row.facets.split()
    return [int(key[1:]) for key in filed if key[0] == HASHTAG.letter]


def _newest() -> list[ArticlePage]:
    return StoryList(ListingKind.FRONT).newest(stop=PAGE_LENGTH)
