"""What a query means: its words analysed, its names looked up."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise

from django.utils import timezone

from search import query as typed
from search.analysis import Token, tokens
from search.documents import FIRST, LAST, place_of
from search.expression import All, Any, Expression, Not, Phrase, Term
from search.indexes import index
from search.indexes.lookup import Lookup
from search.names import Names
from search.visible import Visible
from search.vocabulary import Vocabulary, begun_by

# A word in so large a part of the stories says nothing beside others.
SAYS_NOTHING = 0.5
# A last word that fewer stories have may be half typed.
HALF_TYPED = 10
# What a word counts that only begins as the one typed.
BEGUN = 0.5


@dataclass(frozen=True)
class Way:
    """One way to have what is wanted: ``expression``, and what each term counts."""

    expression: Expression
    weights: dict[str, float]

    @property
    def in_headline(self) -> Expression:
        """The same, its words in the headline."""
        words = tuple(Term(term, headline=True) for term in self.weights)
        if isinstance(self.expression, Term):
            return All(words)  # what a headline has, the story has
        return All((self.expression, *words))


@dataclass
class Wanted:
    """A thing that a story must have, in one of several ways.

    ``part`` is what was typed; ``word`` it folded, where it is a single word.
    """

    part: typed.Word | typed.Phrase | typed.Tag | typed.Either
    ways: list[Way]
    word: str = ""

    @property
    def expression(self) -> Expression:
        return Any(tuple(way.expression for way in self.ways))

    @property
    def in_headline(self) -> Expression:
        """One of the ways, its words in the headline."""
        return Any(tuple(way.in_headline for way in self.ways))

    def rarity(self, vocabulary: Vocabulary) -> float:
        """What its words are worth, in the first way."""
        return sum(vocabulary.rarity(term) for term in self.ways[0].weights)

    @property
    def terms(self) -> set[str]:
        return {term for way in self.ways for term in way.weights}


@dataclass
class Meaning:
    """``wanted`` is ranked by; ``others`` must be so, too. Places bound the days."""

    wanted: list[Wanted]
    others: list[Expression]
    vocabulary: Vocabulary
    first: int = FIRST
    last: int = LAST
    notices: list[str] = field(default_factory=list)

    def asked(self, *expressions: Expression) -> Lookup:
        """What to ask the index for: these, among the stories that may be meant."""
        return Lookup(
            All((*expressions, *self.others)),
            self.first,
            self.last,
            self.vocabulary.stories,
            self.vocabulary.parts | self._parts_filed,
            self.weighed,
        )

    @cached_property
    def _parts_filed(self) -> dict[str, float]:
        """What part of the stories has each name that is asked for."""
        asked = All((*(each.expression for each in self.wanted), *self.others))
        return index().parts_filed(asked, self.vocabulary.stories)

    @property
    def weighed(self) -> tuple[str, ...]:
        """The terms that stories are ranked by."""
        return tuple(sorted({term for each in self.wanted for term in each.terms}))

    @property
    def asks_more(self) -> bool:
        """Whether it asks for more than a word."""
        unbounded = (self.first, self.last) == (FIRST, LAST)
        return len(self.wanted) > 1 or bool(self.others) or not unbounded

    @property
    def everything(self) -> Lookup:
        """What to ask the index for to have all that is wanted."""
        return self.asked(*(each.expression for each in self.wanted))

    @property
    def in_headline(self) -> Lookup:
        """The same, of stories that have all its words in their headline."""
        return self.asked(*(each.in_headline for each in self.wanted))


def meaning_of(query: typed.Query, names: Names, visible: Visible) -> Meaning:
    """What a query means: two queries for its words, and those for names in it."""
    notices = list(query.ignored)
    wanted: list[Wanted] = []
    others: list[Expression] = []
    for part in query.parts:
        excluded = getattr(part, "excluded", False)
        if isinstance(part, typed.Named):
            found = names.filed(part.kind, part.value)
            if found is None:
                notices.append(names.unknown(part))
        else:
            found = _wanted(part, names, notices)
        if found is None:
            continue
        if isinstance(found, Wanted) and not excluded:
            wanted.append(found)
            continue
        expression = found.expression if isinstance(found, Wanted) else found
        others.append(Not(expression) if excluded else expression)
    joined = _joined(wanted)
    asked = {term for each in wanted for term in each.terms}
    vocabulary = Vocabulary.of(asked | {token.term for token in joined.values()})
    wanted = _with_joined(wanted, joined, vocabulary, visible)
    _complete_the_last(wanted, query, vocabulary)
    first, last = places_between(query.after, query.before)
    told = _telling(wanted, vocabulary)
    return Meaning(told, others, vocabulary, first, last, notices)


def places_between(after: date | None, before: date | None) -> tuple[int, int]:
    """The places of the days from ``after`` to ``before``, both included."""
    first = _place(after) if after else FIRST
    is_open = before is None or before == date.max
    last = LAST if is_open else _place(before + timedelta(days=1)) - 1
    return first, last


def query_words(text: str) -> list[Token]:
    """The words to look for. What closes a run without spaces is in its last pair."""
    found = tokens(text)
    return [
        token
        for before, token in zip([None, *found], found, strict=False)
        if not (token.lone and before and before.end == token.end)
    ]


def _place(day: date) -> int:
    """The place of the day's first moment, as far as the index has places."""
    begin = timezone.make_aware(datetime.combine(day, time()))
    return min(max(place_of(begin, 0), FIRST + 1), LAST)


def _wanted(part, names: Names, notices: list[str]) -> Wanted | Expression | None:
    if isinstance(part, typed.Either):
        several = [_wanted(each, names, notices) for each in part.parts]
        ways = [way for each in several if each for way in _ways(each)]
        return Wanted(part, ways) if ways else None
    if isinstance(part, typed.Tag):
        found = names.hashtag(part.name)
        if found is not None:
            return found
        notices.append(f"There is no hashtag #{part.name}: we looked for the word.")
        part = typed.Word(part.name, part.excluded)
    words = query_words(part.text)
    if not words:
        return None
    word = words[0].word if len(words) == 1 else ""
    wanted = Wanted(part, [way_of(words)], word)
    if words[0].lone:
        wanted.ways += _begun_ways(word)
    return wanted


def _ways(found: Wanted | Expression) -> list[Way]:
    return found.ways if isinstance(found, Wanted) else [Way(found, {})]


def way_of(words: list[Token]) -> Way:
    """To have these words beside each other; whatever there is where they are none."""
    terms = tuple(token.term for token in words)
    if len(terms) == 1:
        expression = Term(*terms)
    else:
        expression = Phrase(terms) if terms else All(())
    return Way(expression, dict.fromkeys(terms, 1.0))


def _begun_ways(word: str) -> list[Way]:
    terms = dict.fromkeys(each.term for each in begun_by(word))
    return [Way(Term(term), {term: BEGUN}) for term in terms]


def _joined(wanted: list[Wanted]) -> dict[int, Token]:
    """Of each word but the last, the word that it and the next are together."""
    found = {}
    for place, (one, other) in enumerate(pairwise(wanted)):
        if one.word and other.word and not _is_phrase(one, other):
            found[place] = tokens(one.word + other.word)[0]
    return found


def _is_phrase(*wanted: Wanted) -> bool:
    return any(isinstance(each.part, typed.Phrase) for each in wanted)


def _with_joined(
    wanted: list[Wanted],
    joined: dict[int, Token],
    vocabulary: Vocabulary,
    visible: Visible,
) -> list[Wanted]:
    """'cease fire' is also found as 'ceasefire', where a story readers can see has it.

    The index may know it of a story that is hidden now, which must change nothing.
    """
    result, skip = [], False
    for place, one in enumerate(wanted):
        if skip:
            skip = False
            continue
        token = joined.get(place)
        known = token and vocabulary.count(token.term)
        if known and visible.has(Term(token.term), vocabulary):
            other, skip = wanted[place + 1], True
            apart = All((one.expression, other.expression))
            weights = {**one.ways[0].weights, **other.ways[0].weights}
            together = Way(Term(token.term), {token.term: 2.0})
            result.append(Wanted(one.part, [Way(apart, weights), together]))
        else:
            result.append(one)
    return result


def _complete_the_last(wanted, query: typed.Query, vocabulary: Vocabulary) -> None:
    """A last word that hardly any story has may be the beginning of one."""
    last = wanted[-1] if wanted else None
    if last is None or not last.word or last.part != query.parts[-1]:
        return
    if _is_phrase(last) or vocabulary.count(last.ways[0].expression.term) >= HALF_TYPED:
        return
    known = last.terms
    last.ways += [
        way for way in _begun_ways(last.word) if not way.weights.keys() & known
    ]
    vocabulary.look_up(last.terms - known)


def _telling(wanted: list[Wanted], vocabulary: Vocabulary) -> list[Wanted]:
    """Without words that half of the stories have, where others are left."""
    telling = [
        each
        for each in wanted
        if not each.word
        or all(vocabulary.part(term) <= SAYS_NOTHING for term in each.terms)
    ]
    return telling or wanted
