"""The characters of a query: which are kept, and what they stand for."""

import re
from unicodedata import category

from hashtags import folding

AROUND_WORDS = ",;:!?，；：！？、。…"

_AFTER_ADDRESS = AROUND_WORDS + "."
_UNSEEN = ("Cc", "Cf", "Cs", "Cn")  # control, format, surrogate, no character
_QUOTES = "“”„‟«»‹›「」『』〝〞〟"
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width
_PLAIN |= str.maketrans(_QUOTES + "‐‑−", '"' * len(_QUOTES) + "---")
# Hebrew writes its abbreviations with a quotation mark that is none: צה"ל.
_GERSHAYIM = re.compile('(?<=[א-ת])"(?=[א-ת])')


def cleaned(text: str) -> str:
    """One line of characters that can be seen, stored and sent in XML."""
    kept = (
        char
        for char in text
        if char.isspace()
        or char in folding.ZERO_WIDTH_JOINERS
        or category(char) not in _UNSEEN
    )
    return " ".join("".join(kept).split())


def plain(text: str) -> str:
    """The same with ASCII's quotes, operators, digits and hyphens.

    As long as ``text``: what is found in one is at the same place in the other.
    """
    return _GERSHAYIM.sub("״", text.translate(_PLAIN))


def is_searchable(text: str) -> bool:
    """Holds a letter or a number."""
    return any(char.isalnum() for char in text)


def bare_address(text: str) -> str:
    """The address without the punctuation of the sentence around it."""
    address = text.rstrip(_AFTER_ADDRESS)
    open_ones = plain(address).count(")") - plain(address).count("(")
    while open_ones > 0 and address.endswith((")", "）")):
        address = address[:-1].rstrip(_AFTER_ADDRESS)
        open_ones -= 1
    return address
