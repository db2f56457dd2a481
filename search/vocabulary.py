"""How many stories have a word, what it begins, and what it may be a slip of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from news.models import Listing, ListingKind
from news.prepared import Prepared
from search.indexing import one_letter_less
from search.memory import remembered_for
from search.models import Misspelling, Word

# Of words that begin as the one being typed, so many are looked up.
BEGINNINGS = 12
SHORTEST_BEGINNING, SHORT_BEGINNING = 2, 3
# A word of so many letters is looked for with one slip.
SHORTEST_SLIP = 5
# The nearest words that are tried.
NEAREST = 5


@dataclass
class Vocabulary:
    """How many of ``stories`` indexed stories have each term that was asked for.

    ``forms`` are the words that a term is the stem of, as stories write them.
    """

    stories: int
    counts: dict[str, int] = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, terms: Iterable[str]) -> "Vocabulary":
        """The counts of these terms: one query."""
        found = cls(stories_in_all())
        found.look_up(terms)
        return found

    def look_up(self, terms: Iterable[str]) -> None:
        """Learn the counts of more terms; nothing of those that are known."""
        new = set(terms) - self.counts.keys()
        if not new:
            return
        for word, term, stories in _words_of(terms=list(new)):
            # Forms of one word in one story are counted more than once.
            both = self.counts.get(term, 0) + stories
            self.counts[term] = min(both, self.stories)
            self.forms[term].append(word)

    def count(self, term: str) -> int:
        """In how many stories it is, at most; 0 of a word that nobody has written."""
        return self.counts.get(term, 0)

    def part(self, term: str) -> float:
        """In what part of all stories it is, 0 to 1."""
        return self.count(term) / self.stories

    @property
    def parts(self) -> dict[str, float]:
        """The part of all stories that has each term which was asked for."""
        return {term: self.part(term) for term in self.counts}

    def rarity(self, term: str) -> float:
        """Inverse document frequency, as BM25 has it; never below 0."""
        count = max(self.count(term), 1)
        return log(1 + (self.stories - count + 0.5) / (count + 0.5))


@Prepared
def _words_of(terms):
    known = Word.objects.filter(term__in=terms, stories__gt=0)
    return known.values_list("word", "term", "stories")


@remembered_for(seconds=10)
def stories_in_all() -> int:
    """How many stories are listed, some seconds ago; 1 at least."""
    front = Listing.objects.of(ListingKind.FRONT).values_list("count", flat=True)
    return max(front.first() or 0, 1)


def begun_by(beginning: str) -> list[Word]:
    """The words most used of those that begin so, the most used first.

    Of a beginning that very many have, only what is used is read, by an index.
    """
    if len(beginning) < SHORTEST_BEGINNING and beginning.isascii():
        return []
    if len(beginning) <= SHORT_BEGINNING:
        used = _used_words(beginning=beginning)
        if len(used) == BEGINNINGS:
            return used
    return _words_with(beginning=beginning)


@Prepared
def _words_with(beginning):
    words = Word.objects.filter(word__startswith=beginning, stories__gt=0)
    return words.order_by("-stories", "word")[:BEGINNINGS]


@Prepared
def _used_words(beginning):
    used = Word.objects.filter(word__startswith=beginning, stories__gte=Word.USED)
    return used.order_by("-stories", "word")[:BEGINNINGS]


def slips_of(word: str) -> list[Word]:
    """Known words that are one letter more, less, other or swapped; nearest first.

    The same first letter counts more than how often a word is used. Two queries, for
    PostgreSQL reads every word where one has both conditions.
    """
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return []
    less = one_letter_less(word)
    spelled = _words_misspelled(spellings=[word, *less])
    known = _known_words(words=[*less.union(spelled)])
    near = [each for each in known if _is_one_slip(word, each.word)]
    near.sort(key=lambda each: (each.word[0] != word[0], -each.stories, each.word))
    return near[:NEAREST]


@Prepared
def _words_misspelled(spellings):
    found = Misspelling.objects.filter(spelling__in=spellings)
    return found.values_list("word", flat=True)


@Prepared
def _known_words(words):
    return Word.objects.filter(word__in=words, stories__gt=0)


def halves_of(word: str) -> tuple[Word, Word] | None:
    """Two known words that were written as one: 'icebreaker' of 'ice' and 'breaker'."""
    cuts = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    known = _known_words(words=[half for cut in cuts for half in cut])
    known = {each.word: each for each in known}
    whole = [cut for cut in cuts if cut[0] in known and cut[1] in known]
    if not whole:
        return None
    first, second = max(
        whole, key=lambda cut: min(known[cut[0]].stories, known[cut[1]].stories)
    )
    return known[first], known[second]


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, doubled, wrong, or swapped with its neighbour."""
    if len(typed) != len(meant):
        longer, shorter = sorted((typed, meant), key=len, reverse=True)
        return len(longer) == len(shorter) + 1 and shorter in one_letter_less(longer)
    other = [place for place in range(len(typed)) if typed[place] != meant[place]]
    if len(other) == 1:
        return True
    if len(other) != 2 or other[1] != other[0] + 1:
        return False
    first, second = other
    return typed[first] == meant[second] and typed[second] == meant[first]
