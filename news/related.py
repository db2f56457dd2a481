"""Stories related to a story, each with the reason: the formula of docs/search.md."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import log
from typing import NamedTuple

from django.db.models import (
    DateTimeField,
    OuterRef,
    QuerySet,
    StringAgg,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat

from delivery.remembered import RememberedEach, is_off
from delivery.tags import listing_tag, story_tag, tag
from hashtags.folding import fold
from hashtags.models import Hashtag
from news.listings import story_pks
from news.models.listing import Listing, ListingKind, StoryListing
from news.models.parts import SourceReference
from news.prepared import Prepared
from news.querysets import in_its_time
from sources.models import Source

AT_MOST = 4
# A single one looks like a mistake, unless an editor picked it.
AT_LEAST = 2
PICKED = "Picked by the editors"

# Stories of which a process remembers what they share: some 2 kB each.
REMEMBERED = 1_000
# Stands for the list of all.
FRONT = ListingKind.FRONT.value

# What is looked at, however much there is: the newest of each list.
NEWEST = 40
HASHTAGS = 8
SOURCES = 4

SAME_SOURCE = 4.0
SAME_OUTLET = 0.5
SAME_HEADLINE = 3.0
# The least that a story must score, before freshness, to be related at all.
RELATED = 1.0
HALF_LIFE = timedelta(days=90)
# Words of the headline that are shorter say little.
SHORT = 3


class Candidate(NamedTuple):
    """What a story shares with others, by primary keys."""

    pk: int
    words: frozenset[str]
    published_at: datetime
    embargo_until: datetime | None
    expire_at: datetime | None
    hashtags: frozenset[str]
    outlets: frozenset[str]
    # In the story's order.
    sources: tuple[int, ...]


class RelatedTo:
    """What is related to ``story`` at the time ``now``: one query, none without parts.

    Its hashtags and source references are read as they are loaded.
    """

    def __init__(self, story, now: datetime, without: Iterable[int]):
        self.now = now
        self.headline = headline_words(story.title)
        self.without = set(without)
        self.hashtags: dict[str, Hashtag] = {
            str(each.pk): each for each in story.public_hashtags if each.pk
        }
        cited = [each.source for each in story.source_references.all()]
        self.sources: dict[int, Source] = {
            source.pk: source for source in [s for s in cited if s][:SOURCES]
        }
        self.outlets = {str(s.outlet_id): s.outlet for s in self.sources.values()}

    def best(self) -> dict[int, str]:
        """Primary keys of at most four stories, the best first, with the reasons.

        They are proposals, as listings are: the door is yet to be passed. The page
        being made changes with the lists that were looked at.
        """
        if not (self.hashtags or self.sources):
            return {}
        tag(*(listing_tag(ListingKind.HASHTAG, key) for key in self.hashtags))
        tag(*(listing_tag(ListingKind.OUTLET, key) for key in self.outlets))
        candidates, weights = self._candidates()
        scored = []
        for candidate in candidates:
            parts = list(self._parts(candidate, weights))
            score = sum(points for points, _ in parts)
            if score >= RELATED:
                score *= freshness(self.now - candidate.published_at)
                scored.append((score, candidate, max(parts, key=_points)[1]))
        scored.sort(key=lambda each: (-each[0], -each[1].pk))
        return {found.pk: reason for _, found, reason in scored[:AT_MOST]}

    def _parts(
        self, candidate: Candidate, weights: dict[str, float]
    ) -> Iterator[tuple[float, str]]:
        """Points, and the reason that readers are given for them."""
        # In the story's own order: of two as rare, its first is the reason.
        if not candidate.hashtags.isdisjoint(self.hashtags):
            for key, hashtag in self.hashtags.items():
                if key in candidate.hashtags:
                    yield weights.get(key, 0.0), f"Also about {hashtag}"
        if shared := [pk for pk in candidate.sources if pk in self.sources]:
            name = self.sources[shared[0]].outlet.name
            yield SAME_SOURCE, f"Same source: {name}"
        elif shared := candidate.outlets.intersection(self.outlets):
            name = self.outlets[min(shared)].name
            yield SAME_OUTLET, f"Also from {name}"
        alike = likeness(self.headline, candidate.words)
        yield SAME_HEADLINE * alike, "A similar headline"

    def _candidates(self) -> tuple[list[Candidate], dict[str, float]]:
        """The newest stories of the rarest hashtags, the outlets and the sources.

        And what each hashtag is worth.
        """
        outlets, sources = sorted(self.outlets), sorted(self.sources)
        whole = is_off()
        rows = _near(
            whole,
            min(len(self.hashtags), HASHTAGS),
            hashtags=sorted(self.hashtags),
            **{f"outlet_{place}": key for place, key in enumerate(outlets)},
            **{f"source_{place}": key for place, key in enumerate(sources)},
        )
        counts = {key: count for count, key, *_ in rows if key}
        total = counts.pop(FRONT, 0)
        near = {pk: facts for pk, key, *facts in rows if not key}
        for pk in self.without:
            near.pop(pk, None)
        if whole:
            candidates = [_candidate(pk, *facts) for pk, facts in near.items()]
        else:
            candidates = _remembered(near).values()
        # What is in none of the lists is not public.
        found = [
            candidate
            for candidate in candidates
            if (candidate.hashtags or candidate.outlets)
            and in_its_time(candidate, self.now)
        ]
        return found, {key: rarity(count, total) for key, count in counts.items()}


@Prepared
def _near(whole: bool, many: int, hashtags, **one_by_one) -> QuerySet:
    """Rows of ``(primary key, "")`` of stories that share one of ``many`` hashtags.

    Or an outlet or a source; ``whole``, each with its facts. And of ``(stories, key)``
    of each hashtag, and of all.
    """
    counts = Listing.objects.filter(kind=ListingKind.HASHTAG, key__in=hashtags)
    total = Listing.objects.of(ListingKind.FRONT)
    near = list(_proposed(many, hashtags, one_by_one))
    never, none = Value(None, DateTimeField()), Value(None, TextField())
    nothing = [Value(""), never, never, never, none, none] if whole else []
    parts = [
        counts.values_list("count", "key", *nothing),
        total.values_list("count", Value(FRONT), *nothing),
    ]
    if whole:
        # First, for the types are those of the first.
        parts.insert(0, _facts_of(near[0].union(*near[1:], all=True), Value("")))
    else:
        parts += [part.annotate(key=Value("")) for part in near]
    return parts[0].union(*parts[1:], all=True)


@Prepared
def _facts(pks) -> QuerySet:
    return _facts_of(pks)


def _facts_of(pks, *first) -> QuerySet:
    """What the database knows of candidates: asked for story by story.

    Joined, PostgreSQL would read each list from end to end. ``first`` is a column after
    the primary key.
    """
    kinds = [ListingKind.HASHTAG.value, ListingKind.OUTLET.value]
    listed = StoryListing.objects.filter(listing__kind__in=kinds, story=OuterRef("pk"))
    cited = SourceReference.objects.filter(article=OuterRef("pk"), source__isnull=False)
    stories = SourceReference.article.field.related_model.objects.filter(pk__in=pks)
    return stories.order_by().values_list(
        *("pk", *first, "title", "published_at", "embargo_until", "expire_at"),
        _in_pairs(listed.values("story"), "listing__kind", "listing__key"),
        _in_pairs(cited.values("article"), "sort_order", "source"),
    )


def _load(pks: Iterable[int]) -> Iterator[tuple]:
    for pk, *facts in _facts(pks=sorted(pks)):
        yield pk, _candidate(pk, *facts), [story_tag(pk)]


def _candidate(pk: int, headline: str, *facts) -> Candidate:
    """The candidate of what ``_facts_of`` has."""
    *times, listed, sources = facts
    lists = {ListingKind.HASHTAG: set(), ListingKind.OUTLET: set()}
    for kind, key in _pairs(listed):
        lists[kind].add(key)
    cited = sorted((int(place), int(source)) for place, source in _pairs(sources))
    known = *map(frozenset, lists.values()), tuple(source for _, source in cited)
    return Candidate(pk, headline_words(headline), *times, *known)


def _in_pairs(rows: QuerySet, one: str, other: str) -> Subquery:
    """'hashtag 7,outlet 3' of two columns, neither of which has a space or a comma."""
    pair = Concat(one, Value(" "), other, output_field=TextField())
    joined = rows.order_by().annotate(all=StringAgg(pair, Value(",")))
    return Subquery(joined.values("all"))


def _pairs(joined: str | None) -> list[list[str]]:
    return [pair.split() for pair in joined.split(",")] if joined else []


_remembered = RememberedEach(_load, REMEMBERED)


def _proposed(many: int, hashtags, one_by_one: dict) -> Iterator[QuerySet]:
    """Primary keys of stories: a scan of an index for each hashtag, outlet, source."""
    rarest_first = Listing.objects.filter(
        kind=ListingKind.HASHTAG, key__in=hashtags
    ).order_by("count", "pk")
    lists = [rarest_first.values("pk")[place : place + 1] for place in range(many)]
    cited = []
    for name, key in one_by_one.items():
        if name.startswith("outlet"):
            listing = Listing.objects.filter(kind=ListingKind.OUTLET, key=key)
            lists.append(listing.values("pk")[:1])
        else:
            cited.append(SourceReference.objects.filter(source=key).order_by("-pk"))
    for listing in lists:
        rows = StoryListing.objects.filter(listing=Subquery(listing))
        yield story_pks(rows.order_by("-published_at", "-story")[:NEWEST])
    for references in cited:
        newest = references.values("pk")[:NEWEST]
        yield SourceReference.objects.filter(pk__in=newest).order_by().values("article")


def rarity(stories: int, of: int) -> float:
    """What a shared hashtag of ``stories`` stories is worth in a newsroom ``of`` many.

    Its inverse document frequency: 0 where every story carries it.
    """
    return max(log((of + 1) / (stories + 1)), 0.0)


def headline_words(headline: str) -> frozenset[str]:
    """The words of a headline of more than three letters, folded as hashtags are."""
    words = re.findall(r"[^\W_]+", headline)
    # Folding what is ASCII would find no accents in it.
    words = (word.lower() if word.isascii() else fold(word) for word in words)
    return frozenset(word for word in words if len(word) > SHORT)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two headlines is the same words, from 0 to 1 (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def freshness(age: timedelta) -> float:
    """From 1 for a story of this moment to a half for a very old one."""
    return (1 + 0.5 ** (max(age, timedelta()) / HALF_LIFE)) / 2


def _points(part: tuple[float, str]) -> float:
    return part[0]
