"""What changed between two versions of a story, passage by passage."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from news.passages import Passage, VersionText
from news.words_changed import GONE, NEW, SAME, Budget, Stretch, changed_words

# Passages beside each other that may be one that was rewritten.
NEIGHBOURS = 40
# What every publish moves, and the tree of pages: no reader sees it.
NOT_READ = {"last_published_at", "path", "depth"}


@dataclass(frozen=True)
class Changed:
    """A passage as both versions have it.

    ``how`` is "same", "new", "gone", or what became of it, with " and " between:
    "moved", "changed", "replaced by another" (of a picture or a story); "changed, but
    not in its words" where none of these tells it all.
    """

    place: str
    how: str
    stretches: list[Stretch]


def differences(before: VersionText, after: VersionText) -> list[Changed]:
    """Every passage of both, in the reading order of the later one.

    What is gone stands where it stood.
    """
    budget = Budget()
    said = _of_hero(before.hero, after.hero)
    hero = [Changed("Hero picture", "changed", [Stretch(SAME, said)])] if said else []
    return [
        *_compared(before.head, after.head, budget),
        *hero,
        *_compared(before.body, after.body, budget),
        *_compared(before.foot, after.foot, budget),
    ]


def are_equal(before: dict, after: dict) -> bool:
    """Whether two contents are the same, in all that a version holds."""
    one, other = (
        {name: value for name, value in content.items() if name not in NOT_READ}
        for content in (before, after)
    )
    return one == other


def _of_hero(before: int | None, after: int | None) -> str:
    if before == after:
        return ""
    if before is None:
        return "A picture was put above the story."
    if after is None:
        return "The picture above the story was taken out."
    return "The picture above the story was replaced by another."


def _compared(old: list[Passage], new: list[Passage], budget: Budget) -> list[Changed]:
    pairs = _pairs(old, new)
    moved = set(pairs.values()) - _in_order(pairs)
    taken = {at: number for number, at in pairs.items()}
    changed, done = [], 0
    for at, passage in enumerate(new):
        number = taken.get(at)
        if number is None:
            changed.append(Changed(passage.place, NEW, [Stretch(NEW, passage.text)]))
            continue
        if at not in moved:
            changed += _gone(old[done:number], pairs, done)
            done = number + 1
        changed.append(_both(old[number], passage, at in moved, budget))
    return changed + _gone(old[done:], pairs, done)


def _gone(passages: list[Passage], pairs: dict, first: int) -> list[Changed]:
    return [
        Changed(passage.place, GONE, [Stretch(GONE, passage.text)])
        for number, passage in enumerate(passages, start=first)
        if number not in pairs
    ]


def _both(old: Passage, new: Passage, moved: bool, budget: Budget) -> Changed:
    stretches = changed_words(old.text, new.text, budget)
    how = ["changed"] * (old.text != new.text)
    how += ["replaced by another"] * (old.shows != new.shows)
    if not how and old.stored != new.stored:
        how = ["changed, but not in its words"]
    how = ["moved"] * moved + how
    return Changed(new.place, " and ".join(how) or SAME, stretches)


def _pairs(old: list[Passage], new: list[Passage]) -> dict[int, int]:
    """Which passage of ``new`` each of ``old`` became, both by their place.

    The same block first, then the same text, then what was rewritten where it stood.
    """
    pairs: dict[int, int] = {}
    for told in (lambda one: one.key, lambda one: (one.place, one.text)):
        taken, free = set(pairs.values()), {}
        for at, one in enumerate(new):
            if at not in taken:
                free.setdefault(told(one), at)
        for number, one in enumerate(old):
            if number not in pairs and told(one) in free:
                pairs[number] = free.pop(told(one))
    return pairs | _rewritten(old, new, pairs)


def _rewritten(old: list[Passage], new: list[Passage], pairs: dict) -> dict[int, int]:
    """Passages without a partner that follow the same one, if they are alike."""
    taken, found = set(pairs.values()), {}
    words_of = cache(_words)  # for this comparison alone: nothing of a text is kept
    for number, one in enumerate(old):
        if number in pairs:
            continue
        before = pairs.get(number - 1, found.get(number - 1, -1)) if number else -1
        for at in range(before + 1, min(before + 1 + NEIGHBOURS, len(new))):
            if at in taken:
                break
            alike = new[at].place == one.place
            if alike and _share_words(one.text, new[at].text, words_of):
                found[number] = at
                taken.add(at)
                break
    return found


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _share_words(one: str, other: str, words_of: Callable[[str], set[str]]) -> bool:
    words, others = words_of(one), words_of(other)
    if len(words) == 1 or len(others) == 1:  # perhaps a script without spaces
        words, others = set(one), set(other)
    return len(words & others) * 2 >= min(len(words), len(others))


def _in_order(pairs: dict[int, int]) -> set[int]:
    """Most of the pairs that kept their order: their places in the later version."""
    ends, tails, before = [], [], {}
    for _, at in sorted(pairs.items()):
        length = bisect_left(ends, at)
        before[at] = tails[length - 1] if length else None
        ends[length : length + 1] = [at]
        tails[length : length + 1] = [at]
    kept, at = set(), tails[-1] if tails else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept
