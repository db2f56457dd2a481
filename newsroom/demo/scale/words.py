"""Words that nobody speaks, as often as words of a language are.

60,000 of them, the commonest of which is in nearly every story and the last in few:
the n-th is used 1/n as often as the first (Zipf's law), and the common ones are short.
Beside them names, of which there are more the more stories there are, as in any
newspaper: each is in a handful of stories.
"""

from functools import cache
from itertools import accumulate
from random import Random

VOCABULARY = 60_000
LONGEST = 13

# No j, q, x, y or z: a word with two of those is none of these, nor is it near one.
_ONSETS = "b c d f g h k l m n p r s t v w br cl cr dr fl gr pl pr sh sl st th tr"
_VOWELS = "a e i o u ai ea ia io oa ou"
_CODAS = "n r l m t d s nd nt rd rn rt st ck"
_ENDINGS = (
    "berg bury by dale feld ford grave ham holt lund mar mere mond more ness rath sen "
    "son stad stone thorpe ton vale vik ville wick worth"
)

OPENINGS = [onset + vowel for onset in _ONSETS.split() for vowel in _VOWELS.split()]
CODAS = [*[""] * 3, *_CODAS.split()]
ENDINGS = _ENDINGS.split()
_SHORT_FIRST = list(accumulate(4 if len(each) == 2 else 1 for each in OPENINGS))
# So that names that follow each other have nothing in common: any step will do that
# shares no factor with the number of names.
_NAMES = len(OPENINGS) ** 2 * len(ENDINGS)
_STEP = 1_000_003


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the commonest first; the same ones each time."""
    chance = Random("vocabulary")
    words: dict[str, float] = {}
    while len(words) < VOCABULARY:
        syllables = chance.choices((2, 3, 4), (2, 6, 3))[0]
        openings = chance.choices(OPENINGS, cum_weights=_SHORT_FIRST, k=syllables)
        word = "".join(openings) + chance.choice(CODAS)
        if len(word) <= LONGEST and word not in words:
            words[word] = len(word) + chance.gauss(0, 1.5)
    return tuple(sorted(words, key=words.__getitem__))


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def draw(chance: Random, number: int) -> list[str]:
    """That many words, as a text of that length has them."""
    return chance.choices(vocabulary(), cum_weights=_weights(), k=number)


def name(number: int) -> str:
    """The name with this number, from 0: 'Clairobury'; millions are all different."""
    rest, ending = divmod(number * _STEP % _NAMES, len(ENDINGS))
    first, second = divmod(rest, len(OPENINGS))
    return (OPENINGS[first] + OPENINGS[second] + ENDINGS[ending]).capitalize()


def sentences(chance: Random, words: list[str]) -> str:
    """The words as sentences of six to eighteen of them."""
    said, start = [], 0
    while start < len(words):
        stop = start + chance.randint(6, 18)
        if len(words) - stop < 4:
            stop = len(words)
        said.append(sentence(words[start:stop]))
        start = stop
    return " ".join(said)


def sentence(words: list[str]) -> str:
    """The words with a capital and a full stop."""
    return f"{headline(words)}."


def headline(words: list[str]) -> str:
    """The words with a capital; names keep their own."""
    first, *others = words
    return " ".join([first[0].upper() + first[1:], *others])
