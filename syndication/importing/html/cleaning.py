"""Other people's HTML without what is dangerous, and what that was."""

import re
from collections import Counter

import nh3

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
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "img": {"src", "alt", "title", "width", "height", "data-src", "data-lazy-src"},
    "iframe": {"src", "data-src", "title"},
    "blockquote": {"cite"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src", "title"},
    "audio": {"src", "title"},
    "source": {"src"},
    "embed": {"src"},
    "object": {"data"},
}
# The dangerous ones come through to be listed; `addresses.py` lets no link be of them.
SCHEMES = {"http", "https", "mailto", "tel", "javascript", "vbscript", "data", "file"}

# The parser's time goes with the square of how deep tags are nested. These close each
# other, or hold nothing.
DEEPEST = 200
_SHALLOW = (
    "script|style|noscript|p|li|td|th|tr|tbody|thead|tfoot|dt|dd|option|optgroup|caption|colgroup|col|br|hr|"
    "img|wbr|input|meta|link|base|source|track|area|param|embed|rp|rt"
)
_NESTING = re.compile(
    rf"<(/?)(?!(?:{_SHALLOW})\b)[a-zA-Z][\w:-]*\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)")


def cleaned(html: str) -> tuple[str, Counter[str]]:
    """``html`` well formed, and notes of what was removed or is shown as mere text."""
    notes = Counter()
    html = _flattened(html, notes)
    for tag, number in Counter(map(str.lower, _TAG.findall(html))).items():
        if tag in REMOVED:
            notes[f"<{tag}> removed"] += number
        elif tag not in SHOWN and tag not in AROUND:
            notes[f"<{tag}> has no block; what it holds is kept as text"] += number

    def wanted(tag: str, name: str, value: str) -> str | None:
        if name.startswith("on"):
            notes[f"{name}= removed"] += 1
            return None
        return value

    html = nh3.clean(
        html,
        tags=SHOWN | AROUND - {"html", "body", "head", "o:p"} | OTHERS,
        clean_content_tags=REMOVED,
        attributes=ATTRIBUTES,
        generic_attribute_prefixes={"on"},
        attribute_filter=wanted,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return html, notes


def _flattened(html: str, notes: Counter[str]) -> str:
    """``html`` without the tags that are nested deeper than any text needs."""
    depth = 0

    def within(match: re.Match) -> str:
        nonlocal depth
        closes = bool(match[1])
        depth = max(0, depth - 1) if closes else depth + 1
        if depth + closes <= DEEPEST:
            return match[0]
        notes[f"tags nested deeper than {DEEPEST} removed; their text is kept"] = 1
        return " "

    return _NESTING.sub(within, html) if html.count("<") > DEEPEST else html
