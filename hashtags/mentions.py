"""Which hashtags a text may mention: the folded keys of its words and runs of words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hashtags.folding import MAX_LENGTH, fold

# Of a long story, its beginning says what it is about.
MOST_WORDS = 1000
LONGEST_RUN = 4

# What stands around a word and is no part of it; 'C++', 'C#' and '.NET' keep theirs.
_BEFORE = re.compile(r"^[^\w.&@]+")
_AFTER = re.compile(r"[^\w+#&]+$")
_POSSESSIVE = re.compile("['’]s$", re.IGNORECASE)
_ENDS_A_RUN = re.compile(r"[.,;:!?…،؛؟。、][\"'”’»)\]]*$")


# Most words of a text stand in it more than once, and in its next draft again.
_fold = lru_cache(maxsize=8192)(fold)


def keys_in(text: str) -> set[str]:
    """Folded keys, at most four a word, that the text's hashtags are among.

    'Global security talks' gives 'global', 'globalsecurity', 'securitytalks' and so on;
    no run goes over a comma or a full stop.
    """
    keys = set()
    for run in _runs(text.split()[:MOST_WORDS]):
        for start in range(len(run)):
            key = ""
            for word in run[start : start + LONGEST_RUN]:
                key += word
                keys.add(key)
    return {key for key in keys if 1 < len(key) <= MAX_LENGTH}


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Folded words between punctuation; a word with a hyphen also in its parts."""
    run: list[str] = []
    for word in words:
        bare = _AFTER.sub("", _BEFORE.sub("", word))
        bare = _POSSESSIVE.sub("", bare)
        for part in {bare, *re.split("[-–—/]", bare)} if not bare.isalnum() else ():
            yield [_fold(part)]
        if bare:
            run.append(_fold(bare))
        if not bare or _ENDS_A_RUN.search(word):
            yield run
            run = []
    yield run
