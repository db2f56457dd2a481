"""Other people's HTML without what is dangerous, and what that was."""

import re
from collections import Counter

import nh3

from syndication.importing.html.nesting import DEEPEST, Flattened
from syndication.importing.texts import plain
from syndication.settling import settled

# Removed with all that is in them: no browser shows it, or none should.
REMOVED = {"script", "style", "noscript", "template"}
# What becomes a block, or marks up the text in a block as we do.
SHOWN = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "cite", "footer", "hr"),
    *("ul", "ol", "li", "figure", "figcaption", "img", "iframe", "br"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("a", "b", "strong", "i", "em"),
}
# Without a meaning of their own here: what they hold is taken as it is.
AROUND = {
    *("div", "span", "section", "article", "main", "header", "font", "center", "small"),
    *("html", "body", "head", "picture", "source", "colgroup", "col", "abbr", "time"),
    *("wbr", "nav", "big", "address", "dfn", "var", "bdi", "bdo", "o:p"),
}
# Shown as text or a link, and listed.
OTHERS = {
    *("pre", "code", "dl", "dt", "dd", "details", "summary", "form", "q", "video"),
    *("audio", "object", "embed", "aside", "fieldset", "legend", "button", "option"),
    "textarea",
}
# The last is how browsers read an old name of ``img``.
KNOWN = SHOWN | AROUND | OTHERS | REMOVED | {"image"}
# Where lazy loaders keep a picture's address.
LATE = {
    *("data-src", "data-lazy-src", "data-original", "data-orig-file"),
    *("srcset", "data-srcset", "data-lazy-srcset"),
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "img": {"src", "alt", "title", "width", "height", *LATE},
    "iframe": {"src", "data-src", "title"},
    "blockquote": {"cite"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src", "title"},
    "audio": {"src", "title"},
    "source": {"src", "srcset", "data-srcset"},
    "embed": {"src"},
    "object": {"data"},
}
# The dangerous ones come through to be listed; `addresses.py` lets no link be of them.
SCHEMES = {"http", "https", "mailto", "tel", "javascript", "vbscript", "data", "file"}

# Lazy loaders show a placeholder, and hold the picture for browsers without scripts.
_IMAGE = r"<img\b[^<>]*>"
_LAZY = re.compile(
    rf"({_IMAGE}\s*)?<noscript[^<>]*>((?:(?!</?noscript\b).)*+)</noscript>"
    rf"(?(1)|(\s*{_IMAGE})?)",
    re.IGNORECASE | re.DOTALL,
)
_PICTURE = re.compile(_IMAGE, re.IGNORECASE)
_HAS_SOURCE = re.compile(r"""\ssrc\s*=\s*["']?(?!data:)[^\s"'>]""", re.IGNORECASE)
# Not ``srcset``, and not the original that Jetpack names of any picture.
_LOADED_LATE = re.compile(
    rf"\s(?:{'|'.join(sorted(LATE - {'srcset', 'data-orig-file'}))})\s*=", re.IGNORECASE
)
_SIZE = re.compile(r"""\s(?:width|height)\s*=\s*["']?(\d++)""", re.IGNORECASE)


def cleaned(html: str) -> tuple[str, Counter[str]]:
    """``html`` well formed, and notes of what was removed or is shown as mere text."""
    notes = Counter()
    flattened = Flattened(_LAZY.sub(_picture_of_a_lazy_loader, html), KNOWN)
    if flattened.was_cut:
        notes[f"tags nested deeper than {DEEPEST} removed; their text is kept"] = 1
    for tag, number in flattened.tags.items():
        if tag in REMOVED:
            notes[f"<{tag}> removed"] += number
        elif tag not in SHOWN and tag not in AROUND:
            notes[f"<{tag}> has no block; what it holds is kept as text"] += number

    def wanted(tag: str, name: str, value: str) -> str | None:
        if name.startswith("on"):
            notes[f"{name}= removed"] += 1
            return None
        return value

    def once(html: str) -> str:
        return nh3.clean(
            html,
            tags=SHOWN | AROUND - {"html", "body", "head", "o:p"} | OTHERS,
            clean_content_tags=REMOVED,
            attributes=ATTRIBUTES,
            generic_attribute_prefixes={"on"},
            attribute_filter=wanted,
            url_schemes=SCHEMES,
            link_rel=None,
        )

    return settled(once, flattened.html), notes


def _picture_of_a_lazy_loader(match: re.Match) -> str:
    """The picture without its placeholder, before or after it; any other stays.

    What else was in the ``noscript`` goes, and is listed.
    """
    before, inside, after = (each or "" for each in match.groups())
    pictures = _PICTURE.findall(inside)
    if not pictures:
        return match[0]
    if not all(map(_counts_readers, pictures)):
        before = "" if _is_placeholder(before) else before
        after = "" if _is_placeholder(after) else after
    has_words = plain(_PICTURE.sub("", inside))
    rest = "<noscript></noscript>" if has_words else ""
    return f"{before}{''.join(pictures)}{rest}{after}"


def _is_placeholder(image: str) -> bool:
    """Whether it has no picture of its own, or one until the other is loaded."""
    return not _HAS_SOURCE.search(image) or bool(_LOADED_LATE.search(image))


def _counts_readers(image: str) -> bool:
    """Whether it is of one pixel."""
    return _SIZE.findall(image) == ["1", "1"]
