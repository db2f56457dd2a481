"""The difference between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Written without spaces: Thai, Lao, Burmese, Khmer, kana, Han. There a character is a
# word, with the marks that stand on it.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e"
    "\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f"
)
_STOPS = (
    "!-&(-,./:-@\\[-`{-~\u00a1-\u00bf\u2010-\u2018\u201a-\u206f\u3001-\u303f"
    "\uff01-\uff0f"
)
_TOKEN = re.compile(
    rf"\s+|[{_UNSPACED}][{_MARKS}]*|[{_STOPS}]|[^\s{_UNSPACED}{_STOPS}]+"
)
# Pairs of words that one comparison may look at. What is longer, and unlike, is shown
# as replaced in whole: nobody reads such a difference word by word.
PAIRS = 250_000

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Stretch:
    """Text that is in both, only in the former ("gone") or in the later ("new")."""

    kind: str
    text: str


class Budget:
    """How many pairs of words the comparison of two versions may still look at."""

    def __init__(self, pairs: int = 8 * PAIRS):
        self.left = pairs

    def allows(self, pairs: int) -> bool:
        """Whether so many are left, which are then spent."""
        if pairs > min(PAIRS, self.left):
            return False
        self.left -= pairs
        return True


def changed_words(before: str, after: str, budget: Budget | None = None):
    """The stretches of both texts: a list in reading order, what is gone before what is
    new.

    Those that are not new are ``before``, to the letter; those not gone ``after``.
    """
    if before == after:
        return _joined([(SAME, before)])
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    starts = _alike(old, new)
    ends = _alike(old[starts:][::-1], new[starts:][::-1])
    middle = old[starts : len(old) - ends], new[starts : len(new) - ends]
    found = [
        (SAME, "".join(old[:starts])),
        *_compared(*middle, budget or Budget()),
        (SAME, "".join(old[len(old) - ends :])),
    ]
    return _joined(_without_islands(found))


def _alike(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _compared(old: list[str], new: list[str], budget: Budget) -> list[tuple[str, str]]:
    if not (old and new) or not budget.allows(len(old) * len(new)):
        return [(GONE, "".join(old)), (NEW, "".join(new))]
    found = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append((SAME, "".join(old[a:b])))
        else:
            found += [(GONE, "".join(old[a:b])), (NEW, "".join(new[c:d]))]
    return found


def _without_islands(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A space between two changes changes with them: they are read as one."""
    found = [(kind, text) for kind, text in found if text]
    joined = []
    for at, (kind, text) in enumerate(found):
        inside = 0 < at < len(found) - 1
        if kind == SAME and inside and text.isspace():
            joined += [(GONE, text), (NEW, text)]
        else:
            joined.append((kind, text))
    return joined


def _joined(found: list[tuple[str, str]]) -> list[Stretch]:
    """Neighbours of a kind as one; of a change, what is gone first."""
    stretches, gone, new = [], "", ""
    for kind, text in [*found, (SAME, "")]:
        if kind == GONE:
            gone += text
        elif kind == NEW:
            new += text
        else:
            stretches += [Stretch(GONE, gone), Stretch(NEW, new), Stretch(SAME, text)]
            gone = new = ""
    return [stretch for stretch in stretches if stretch.text]
