"""What is offered while a reader types: hashtags, authors, outlets, headlines."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from hashtags.folding import fold
from hashtags.models import Hashtag
from news.models import ArticlePage, Listing, ListingKind
from search.analysis import Token
from search.characters import cleaned
from search.expression import All, Any, Term
from search.indexes import index
from search.indexes.asked import Asked, TooSlow
from search.meaning import SAYS_NOTHING, query_words
from search.names import AUTHOR, HASHTAG, OUTLET, remembered
from search.query import LONGEST
from search.visible import Visible
from search.vocabulary import Vocabulary, begun_by

SHORTEST = 2
AT_MOST = 8
# Of each kind at most, where there are many of another.
HASHTAGS, NAMES, HEADLINES = 3, 2, 4
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
            found = [*_hashtags(text), *_names(typed), *_headlines(typed)]
    except TooSlow:
        return []
    return found[:AT_MOST]


def _hashtags(text: str) -> list[Suggestion]:
    """Hashtags that begin so, the most used first."""
    uses = Listing.objects.filter(
        kind=ListingKind.HASHTAG, key=Cast(OuterRef("pk"), Listing.key.field)
    )
    begun = Hashtag.objects.active().filter(folded__startswith=fold(text))
    begun = begun.annotate(uses=Subquery(uses.values("count")[:1]))
    near = list(begun.filter(uses__gt=0).order_by("-uses", "folded")[:NEAR])
    known = HASHTAG.known([each.pk for each in near])
    return [
        Suggestion(HASHTAG.name, HASHTAG.shown(each.name), each.get_absolute_url())
        for each in near
        if each.pk in known
    ][:HASHTAGS]


def _names(typed: list[Token]) -> Iterator[Suggestion]:
    """Authors and outlets of whose names the words typed are words, or begin one."""
    *whole, last = [token.word for token in typed]
    for kind in (AUTHOR, OUTLET):
        near = {
            pk: name
            for pk, name in remembered(kind).items()
            if any(word.startswith(last) for word in name.words)
            and set(whole) <= set(name.words)
        }
        for pk in kind.known(list(near)[:NAMES_NEAR])[:NAMES]:
            address = reverse(kind.name, args=[near[pk].slug])
            yield Suggestion(kind.name, near[pk].label, address)


def _headlines(typed: list[Token]) -> list[Suggestion]:
    """The newest stories that have the words in their headline, the last one begun."""
    *whole, last = typed
    begun = {last.term, *(word.term for word in begun_by(last.word))}
    vocabulary = Vocabulary.of({*begun, *(token.term for token in whole)})
    telling = [t for t in whole if vocabulary.part(t.term) <= SAYS_NOTHING]
    wanted = [Term(token.term, headline=True) for token in telling]
    wanted.append(Any(tuple(Term(term, headline=True) for term in sorted(begun))))
    asked = Asked(
        All(tuple(wanted)), stories=vocabulary.stories, parts=vocabulary.parts
    )
    now = timezone.now()
    rows = Visible(now).newest(asked, HEADLINES)
    stories = ArticlePage.objects.published(now).filter(pk__in=[r.story for r in rows])
    shown = stories.newest_first().only("title", "url_path", "slug", "depth", "path")
    return [Suggestion("headline", story.title, story.url) for story in shown]
