"""Stories related to a story, each with the reason: the formula of docs/search.md."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log

from django.db.models import (
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat

from delivery.tags import listing_tag, tag
from hashtags.folding import fold
from hashtags.models import Hashtag
from news.listings import story_pks
from news.models.listing import Listing, ListingKind, StoryListing
from news.models.parts import SourceReference
from news.querysets import visible_at
from sources.models import Source

AT_MOST = 4
# A single one looks like a mistake, unless an editor picked it.
AT_LEAST = 2
PICKED = "Picked by the editors"

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


@dataclass
class Candidate:
    """A story that shares a hashtag, a source or an outlet, and what it shares."""

    pk: int
    headline: str
    published_at: datetime
    source: int | None
    weights: dict[str, float] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)


class RelatedTo:
    """What is related to ``story`` at the time ``now``: one query, none without parts.

    Its hashtags and source references are read as they are loaded.
    """

    def __init__(self, story, now: datetime, without: Iterable[int]):
        self.now = now
        self.stories = type(story).objects
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
        scored = []
        for candidate in self._candidates():
            parts = list(self._parts(candidate))
            score = sum(points for points, _ in parts)
            if score >= RELATED:
                score *= freshness(self.now - candidate.published_at)
                scored.append((score, candidate, max(parts, key=_points)[1]))
        scored.sort(key=lambda each: (-each[0], -each[1].pk))
        return {found.pk: reason for _, found, reason in scored[:AT_MOST]}

    def _parts(self, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """Points, and the reason that readers are given for them."""
        # In the story's own order: of two as rare, its first is the reason.
        for key, hashtag in self.hashtags.items():
            if key in candidate.weights:
                yield candidate.weights[key], f"Also about {hashtag}"
        if candidate.source:
            name = self.sources[candidate.source].outlet.name
            yield SAME_SOURCE, f"Same source: {name}"
        elif candidate.outlets:
            name = self.outlets[min(candidate.outlets)].name
            yield SAME_OUTLET, f"Also from {name}"
        alike = likeness(self.headline, headline_words(candidate.headline))
        yield SAME_HEADLINE * alike, "A similar headline"

    def _candidates(self) -> list[Candidate]:
        """The newest stories of the rarest hashtags, the outlets and the sources."""
        # What is in none of the lists is not public.
        return [self._candidate(row) for row in self._rows() if row["shared"]]

    def _candidate(self, row: dict) -> Candidate:
        found = Candidate(row["pk"], row["title"], row["published_at"], row["source"])
        for listing in row["shared"].split(","):
            kind, key, count = listing.split()
            if kind == ListingKind.OUTLET:
                found.outlets.add(key)
            else:
                found.weights[key] = rarity(int(count), row["total"] or 0)
        return found

    def _rows(self) -> QuerySet:
        """The candidates, each with the lists that it shares with the story.

        Those are asked for candidate by candidate: joined, PostgreSQL would read each
        list from end to end.
        """
        listings = Listing.objects.filter(
            kind=ListingKind.HASHTAG, key__in=self.hashtags
        )
        first, *others = self._proposed(listings)
        proposed = first.union(*others, all=True) if others else first
        total = Listing.objects.of(ListingKind.FRONT).values("count")
        shared = StoryListing.objects.filter(
            Q(listing__kind=ListingKind.HASHTAG, listing__key__in=self.hashtags)
            | Q(listing__kind=ListingKind.OUTLET, listing__key__in=self.outlets),
            story=OuterRef("pk"),
        )
        named = Concat(
            "listing__kind",
            Value(" "),
            "listing__key",
            Value(" "),
            "listing__count",
            output_field=TextField(),
        )
        shared = (
            shared.order_by().values("story").annotate(all=StringAgg(named, Value(",")))
        )
        same = SourceReference.objects.filter(
            article=OuterRef("pk"), source__in=self.sources
        )
        stories = self.stories.filter(visible_at(self.now), pk__in=proposed)
        stories = stories.exclude(pk__in=self.without).order_by()
        return stories.values(
            "pk",
            "title",
            "published_at",
            total=Subquery(total[:1]),
            shared=Subquery(shared.values("all")),
            source=Subquery(same.order_by("sort_order").values("source")[:1]),
        )

    def _proposed(self, hashtags: QuerySet[Listing]) -> Iterator[QuerySet]:
        """Primary keys of stories, a scan of an index each."""
        rarest_first = hashtags.order_by("count", "pk").values("pk")
        lists = [
            rarest_first[place : place + 1]
            for place in range(min(len(self.hashtags), HASHTAGS))
        ]
        lists += [
            Listing.objects.of(ListingKind.OUTLET, key).values("pk")[:1]
            for key in self.outlets
        ]
        for listing in lists:
            rows = StoryListing.objects.filter(listing=Subquery(listing))
            yield story_pks(rows.order_by("-published_at", "-story")[:NEWEST])
        for source in self.sources:
            cited = SourceReference.objects.filter(source=source).order_by("-pk")
            rows = SourceReference.objects.filter(pk__in=cited.values("pk")[:NEWEST])
            yield rows.values("article")


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
