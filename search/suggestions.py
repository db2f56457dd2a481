"""What is offered while a reader types: hashtags, authors, outlets, headlines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache
from django.utils import timezone

from hashtags.folding import fold
from news.models import ArticlePage, Listing, ListingKind
from search.analysis import words
from search.expression import All, Any, Term
from search.indexes import index
from search.indexes.asked import Asked, TooSlow
from search.meaning import query_words
from search.names import AUTHOR, HASHTAG, OUTLET, Kind
from search.query import LONGEST
from search.visible import Visible
from search.vocabulary import Vocabulary, begun_by

SHORTEST = 2
AT_MOST = 8
# Of each kind at most, where there are many of another.
HASHTAGS, NAMES, HEADLINES = 3, 2, 4
# Seconds in which a new author or outlet may not be offered yet.
REMEMBERED = 60
# What somebody who is typing waits for at most.
PATIENCE = 0.25


@dataclass(frozen=True)
class Suggestion:
    """Something to go to: ``kind`` is 'hashtag', 'author', 'outlet' or 'headline'."""

    kind: str
    label: str
    address: str


def suggest(text: str) -> list[Suggestion]:
    """At most eight things that what is typed so far may be meant for, best first.

    Empty where too little is typed, or the database took too long.
    """
    text = text.replace("\x00", "")[:LONGEST].strip()
    typed = words(text)
    if not typed or len(fold(text)) < SHORTEST and text.isascii():
        return []
    try:
        with index().in_time(PATIENCE):
            found = [*_hashtags(text), *_names(typed), *_headlines(text)]
    except TooSlow:
        return []
    return found[:AT_MOST]
