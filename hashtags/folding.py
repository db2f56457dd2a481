"""What makes two spellings one hashtag, and what a hashtag may look like.

Four steps, each usable alone: ``parse`` splits what an editor typed, ``clean_name`` is
what is stored and shown, ``fold`` is the key that finds it again however it is spelled,
``slug_for`` is its address.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

MAX_LENGTH = 100

HASHES = "#＃"
SYMBOLS = "_+&.'-@"
ZERO_WIDTH_JOINERS = "\u200c\u200d"  # Persian and Indic spelling needs them
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters by category
_SAME_SYMBOL = str.maketrans("’ʼ‐‑", "''--")

_SEPARATORS = ",;\n\r，、،；؛"
# '#NATO #Macron', '#NATO#Macron'; but 'C#' ends with its own '#'.
_NEXT_HASHTAG = (
    rf"\s+(?=[{HASHES}])|(?<=[^\s{HASHES}])(?=[{HASHES}][^\s{HASHES}{_SEPARATORS}])"
)
_BETWEEN_HASHTAGS = re.compile(rf"[{_SEPARATORS}]|{_NEXT_HASHTAG}")

_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|_")
_SPOKEN = {"+": "plus", "#": "sharp", "&": "and", "@": "at"}


def parse(text: str) -> list[str]:
    """The hashtags in what an editor typed or pasted, in order, without their '#'.

    Spaces separate only before a '#', so 'Global Security, NATO' is two. A lone '#' is
    returned as '' for ``clean_name`` to refuse: what was typed never vanishes silently.
    """
    pieces = _BETWEEN_HASHTAGS.split(text)
    return [_without_hash(piece) for piece in pieces if piece.strip()]


def clean_name(text: str) -> str:
    """The name to store: 'global security' and '#GlobalSecurity' give 'GlobalSecurity'.

    Raises ``ValidationError``, in an editor's words, for a name that is empty, too long
    or holds what cannot stand in a hashtag.
    """
    text = "".join(
        char for char in text if char in ZERO_WIDTH_JOINERS or not _is_invisible(char)
    )
    text = unicodedata.normalize("NFC", text).translate(_SAME_SYMBOL)
    words = _without_hash(text).split()
    if len(words) > 1:
        words = [_capitalised(word) for word in words]
    name = unicodedata.normalize("NFC", "".join(words))

    shown = f"#{name}" if len(name) <= 40 else f"#{name[:40]}…"
    refused = dict.fromkeys(
        char for char in name.rstrip("#") if not _may_stand_in_name(char)
    )
    if refused:
        raise ValidationError(
            f"{shown}: remove {' '.join(refused)} – a hashtag holds letters, numbers "
            f"and {' '.join(SYMBOLS)}, and may end with #.",
            code="characters",
        )
    if not any(_kind(char) in "LN" for char in name):
        raise ValidationError(
            f"“{shown}” is not a hashtag yet: add a letter or a number after the #.",
            code="empty",
        )
    if len(name) > MAX_LENGTH or len(fold(name)) > MAX_LENGTH:
        raise ValidationError(
            f"{shown} is longer than {MAX_LENGTH} characters: shorten it, or put a "
            "comma between two hashtags.",
            code="too_long",
        )
    return name


def fold(text: str) -> str:
    """The key that all spellings of a hashtag share: '#NATO', 'nato', 'ＮＡＴＯ'.

    Width, case, spaces, invisible characters and a closing full stop do not count; nor
    do accents on Latin and Greek letters. In other scripts a mark is another letter (バ
    is not ハ, й is not и) and stays. Folding twice is folding once.
    """
    text = unicodedata.normalize("NFKC", _without_gaps(text)).casefold()
    text = text.replace("ı", "i")  # Turkish: 'ışık' and 'IŞIK' are one word
    text = _without_gaps(text.translate(_SAME_SYMBOL))  # NFKC makes spaces of its own
    return _without_accents(text.lstrip("#").rstrip("."))


def in_words(name: str) -> str:
    """The words of a hashtag: 'GlobalSecurity' is 'Global Security', 'G20' is 'G20'."""
    return _CAMEL.sub(" ", name)


def slug_for(name: str) -> str:
    """A readable address part, in the name's own script, marks kept, lower case.

    Symbols are spoken, so that C, C++ and C# have three addresses: 'c', 'c-plus-plus',
    'c-sharp'. Letters, marks, digits, '_' and '-' only; never empty. Uniqueness is the
    model's business.
    """
    text = unicodedata.normalize("NFKC", name).translate(_SAME_SYMBOL).lower()
    text = unicodedata.normalize("NFC", text).strip()
    text = re.sub(r"^\.", "dot-", text).replace("'", "")
    slug = "".join(_in_slug(char) for char in text if not _is_invisible(char))
    slug = re.sub(r"-+", "-", slug).strip("-")[:MAX_LENGTH].rstrip("-")
    return slug or "hashtag"


def _without_hash(text: str) -> str:
    return text.strip().lstrip(HASHES).strip()


def _capitalised(word: str) -> str:
    capital = word[0].upper()
    # 'ŉ' has two capitals; the Greek iota subscript is a mark, its capital a letter.
    has_capital = word[0].isalpha() and len(capital) == 1
    return capital + word[1:] if has_capital else word


def _kind(char: str) -> str:
    """The first letter of the character's Unicode category: L, M, N, P, S, Z or C."""
    return unicodedata.category(char)[0]


def _is_invisible(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cf"):
        return not char.isspace()
    return char in _INVISIBLE_LETTERS


def _without_gaps(text: str) -> str:
    return "".join(
        char for char in text if not char.isspace() and not _is_invisible(char)
    )


def _may_stand_in_name(char: str) -> bool:
    return _kind(char) in "LMN" or char in SYMBOLS or char in ZERO_WIDTH_JOINERS


def _in_slug(char: str) -> str:
    if char in _SPOKEN:
        return f"-{_SPOKEN[char]}-"
    return char if _kind(char) in "LMN" or char == "_" else "-"


def _without_accents(text: str) -> str:
    kept = []
    accents_count = True
    for char in unicodedata.normalize("NFD", text):
        if _kind(char) != "M":
            script = unicodedata.name(char, "").partition(" ")[0]
            accents_count = script not in ("LATIN", "GREEK")
        elif not accents_count:
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))
