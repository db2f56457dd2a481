"""What is offered while a reader types: hashtags, authors, outlets, headlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from hashtags.folding import fold
from hashtags.models import Hashtag
from news.models import ArticlePage, Listing, ListingKind
from news.prepared import Prepared
from search.analysis import Token
from search.characters import cleaned
from search.expression import All, Any, Term
from search.indexes import index
from search.indexes.lookup import Lookup, TooSlow
from search.meaning import SAYS_NOTHING, query_words
from search.names import AUTHOR, HASHTAG, OUTLET, Kind, known_of, remembered
from search.query import LONGEST
from search.visible import Visible
from search.vocabulary import Vocabulary, begun_by

SHORTEST = 2
AT_MOST = 8
# Of each kind at most, where there are many of another.
MOST, HEADLINES = {HASHTAG: 3, AUTHOR: 2, OUTLET: 2}, 4
# So many names that begin alike are looked at; of authors and outlets, which may be in
# drafts alone, more.
NEAR, NAMES_NEAR = 6, 50
# What somebody who is typing waits for at most.
PATIENCE = 0.25


@dataclass(frozen=True)
class Suggestion:
    """Something to go to: ``kind`` is 'hashtag', 'author', 'outlet' or 'headline'."""

    kind: str
    label: str
    address: str


def suggest(text: str) -> list[Suggestion]:
    """At most eight things that what is typed so far may be meant for.

    Hashtags first, then authors and outlets, then headlines. Empty where too little is
    typed, or where the database took too long.
    """
    text = cleaned(text[:LONGEST])
    typed = query_words(text)
    if not typed or (len(typed[-1].word) < SHORTEST and text.isascii()):
        return []
    try:
        with index().in_time(PATIENCE):
            found = [*_names(text, typed), *_headlines(typed)]
    except TooSlow:
        return []
    return found[:AT_MOST]


def _names(text: str, typed: list[Token]) -> Iterator[Suggestion]:
    """Hashtags that begin so, then authors and outlets, that readers know of."""
    near = {HASHTAG: _hashtags(text), AUTHOR: _called(AUTHOR, typed)}
    near[OUTLET] = _called(OUTLET, typed)
    known = known_of({kind: list(names) for kind, names in near.items()})
    for kind, pks in known.items():
        for pk in pks[: MOST[kind]]:
            slug, name = near[kind][pk]
            yield Suggestion(
                kind.name, kind.shown(name), reverse(kind.name, args=[slug])
            )


def _hashtags(text: str) -> dict[int, tuple[str, str]]:
    """Slug and name of the most used hashtags that begin so."""
    return {pk: (slug, name) for pk, slug, name in _begun(folded=fold(text))}


@Prepared
def _begun(folded):
    uses = Listing.objects.filter(
        kind=ListingKind.HASHTAG, key=Cast(OuterRef("pk"), Listing.key.field)
    )
    begun = Hashtag.objects.active().filter(folded__startswith=folded)
    begun = begun.annotate(uses=Subquery(uses.values("count")[:1])).filter(uses__gt=0)
    most = begun.order_by("-uses", "folded").values_list("pk", "slug", "name")
    return most[:NEAR]


def _called(kind: Kind, typed: list[Token]) -> dict[int, tuple[str, str]]:
    """Slug and name of those of whose names the words typed are words, or begin one."""
    *whole, last = [token.word for token in typed]
    near = (
        (pk, (name.slug, name.label))
        for pk, name in remembered(kind).items()
        if any(word.startswith(last) for word in name.words)
        and set(whole) <= set(name.words)
    )
    return dict(islice(near, NAMES_NEAR))


def _headlines(typed: list[Token]) -> list[Suggestion]:
    """The newest stories that have the words in their headline, the last one begun."""
    *whole, last = typed
    words = begun_by(last.word)
    begun = {last.term, *(word.term for word in words)}
    vocabulary = Vocabulary.of(token.term for token in whole)
    vocabulary.counts |= {word.term: word.stories for word in reversed(words)}
    telling = [t for t in whole if vocabulary.part(t.term) <= SAYS_NOTHING]
    wanted = [Term(token.term, headline=True) for token in telling]
    wanted.append(Any(tuple(Term(term, headline=True) for term in sorted(begun))))
    asked = Lookup(
        All(tuple(wanted)), stories=vocabulary.stories, parts=vocabulary.parts
    )
    now = timezone.now()
    rows = Visible(now).newest(asked, HEADLINES)
    shown = _titled(now=now, pks=[row.story for row in rows])
    return [Suggestion("headline", story.title, story.url) for story in shown]


@Prepared
def _titled(now, pks):
    stories = ArticlePage.objects.published(now).filter(pk__in=pks).newest_first()
    return stories.only("title", "url_path", "slug", "depth", "path")
