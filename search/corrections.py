"""Words that no story has, and what they may be a slip of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.expression import Phrase, Term
from search.meaning import Meaning, Wanted, Way
from search.models import Word
from search.query import Query
from search.query import Word as TypedWord
from search.visible import Visible
from search.vocabulary import halves_of, slips_of

# A word in so few stories may be a slip itself, if another is so many times as common.
HARDLY_USED, COMMONER = 3, 10
# Of the words of a query, so many are looked for in other spellings.
MOST_TRIED = 8


@dataclass(frozen=True)
class Correction:
    """``typed`` stands in no story; ``meant`` does."""

    typed: str
    meant: str

    def __str__(self):
        return f"Nothing for “{self.typed}”. Showing “{self.meant}”."


def corrected(meaning: Meaning, visible: Visible) -> tuple[Meaning, list[Correction]]:
    """What a meaning that found nothing may mean: with other words for those that stand
    in no story readers can see.

    Each of the other words does. Whether the index knows a word tells nothing: it may
    know it of a story that is hidden now.
    """
    wanted, made, tried = [], [], 0
    for each in meaning.wanted:
        other = None
        unknown = each.word and tried < MOST_TRIED
        if unknown and not (
            meaning.asks_more and visible.has(each.expression, meaning.vocabulary)
        ):
            tried += 1
            other = _other(each, visible, meaning)
        wanted.append(other or each)
        if other:
            made.append(Correction(each.part.text, _cased(other.word, each.part.text)))
    return replace(meaning, wanted=wanted), made


def did_you_mean(query: Query, meaning: Meaning, visible: Visible) -> str:
    """The query with a much more common word for one that hardly any story has.

    '' where there is none. It is looked for where a word may be a slip that somebody
    else made, too, in a story.
    """
    for each in meaning.wanted:
        if not each.word or each.part not in query.parts:
            continue
        count = meaning.vocabulary.count(each.ways[0].expression.term)
        if not 0 < count <= HARDLY_USED:
            continue
        for near in slips_of(each.word):
            common = near.stories >= COMMONER * count
            if common and _stands(near, visible, meaning):
                meant = _cased(near.word, each.part.text)
                return reworded(query, [Correction(each.part.text, meant)])
    return ""


def reworded(query: Query, corrections: Iterable[Correction]) -> str:
    """The query as somebody types it who means those words."""
    meant = {each.typed: each.meant for each in corrections}
    parts = (
        TypedWord(meant.get(part.text, part.text), part.excluded)
        if isinstance(part, TypedWord)
        else part
        for part in query.parts
    )
    return replace(query, parts=tuple(parts)).without(None)


def _other(wanted: Wanted, visible: Visible, meaning: Meaning) -> Wanted | None:
    for near in slips_of(wanted.word):
        if _stands(near, visible, meaning):
            return _instead(wanted, near.word, [near])
    halves = halves_of(wanted.word)
    if halves:
        together = Phrase(tuple(half.term for half in halves))
        meaning.vocabulary.look_up(together.terms)
        if visible.has(together, meaning.vocabulary):
            shown = " ".join(half.word for half in halves)
            return _instead(wanted, shown, list(halves))
    return None


def _stands(word: Word, visible: Visible, meaning: Meaning) -> bool:
    """Whether the word stands in a story that readers can see."""
    meaning.vocabulary.look_up([word.term])
    return visible.has(Term(word.term), meaning.vocabulary)


def _instead(wanted: Wanted, shown: str, words: list[Word]) -> Wanted:
    terms = tuple(each.term for each in words)
    expression = Phrase(terms) if len(terms) > 1 else Term(*terms)
    return Wanted(wanted.part, [Way(expression, dict.fromkeys(terms, 1.0))], shown)


def _cased(word: str, like: str) -> str:
    """The word with a capital where what was typed has one."""
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word
