"""Text as Markdown that says the same, and can be nothing but text."""

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit

from syndication.feeds import in_xml

SCHEMES = {"http", "https", "mailto", "tel"}
# What a line of text may be broken by, but for spaces that do not break.
_SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_MARKS = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_OPENING = re.compile(r"(?m)^(\d{1,9})(?=[.)])|^(?=[#+=:-])")


def one_line(text: str) -> str:
    """The text without line breaks, and without what XML and Markdown cannot hold."""
    return in_xml(_SPACE.sub(" ", text))


def inline(text: str) -> str:
    """Text inside a line: with a ``\\`` before whatever Markdown would take for a mark.

    It opens nothing and closes nothing. Where a line begins with it, see ``line``.
    """
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", one_line(text))


def opened(marked: str) -> str:
    """Lines of Markdown of which none begins a heading, a list or a rule."""
    return _OPENING.sub(lambda found: f"{found[1] or ''}\\", marked)


def line(text: str) -> str:
    """A paragraph of plain text, on one line."""
    return opened(inline(text).strip(" "))


def lines(text: str) -> list[str]:
    """The paragraphs of plain text that somebody typed with empty lines between."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [found for each in paragraphs if (found := line(each))]


def heading(text: str, level: int) -> str:
    """A heading, whatever it begins or ends with."""
    return f"{'#' * level} {inline(text).strip(' ').replace('#', chr(92) + '#')}"


def address(url: str, root: str) -> str:
    """The address as the target of a link, absolute; '' where nobody should follow."""
    try:
        absolute = urljoin(f"{root}/", url.strip())
        scheme = urlsplit(absolute).scheme
    except ValueError:
        return ""
    if scheme not in SCHEMES:
        return ""
    return quote(absolute, safe="!#$%&'*+,/:;=?@[]~")


def link(marked: str, url: str, root: str) -> str:
    """A link around Markdown of one line; the Markdown alone where it leads nowhere."""
    target = address(url, root)
    return f"[{marked}]({target})" if target and marked else marked


def emphasised(marked: str, mark: str, before: str = "", after: str = "") -> str:
    """Markdown of one line in italics (``*``) or bold (``**``).

    Beside these characters, it stays as it is where its marks would not count
    (CommonMark, 6.2): asterisks would be read in their place.
    """
    text = marked.strip(" ")
    if not text or "\n" in text or before == "*" or after == "*":
        return marked
    opens = not _is_mark(text[0]) or not before or _is_apart(before)
    closes = not _is_mark(text[-1]) or not after or _is_apart(after)
    if not (opens and closes) or text[0].isspace() or text[-1].isspace():
        return marked
    start = marked[: len(marked) - len(marked.lstrip(" "))]
    return f"{start}{mark}{text}{mark}{marked[len(start) + len(text) :]}"


def _is_mark(character: str) -> bool:
    """Punctuation and symbols, which CommonMark takes alike."""
    return unicodedata.category(character)[0] in "PS"


def _is_apart(character: str) -> bool:
    return character.isspace() or _is_mark(character)
