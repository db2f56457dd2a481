"""HTML made ready for a parser whose time goes with the square of how deep tags lie."""

import re
from collections import Counter

# Deeper than any text needs.
DEEPEST = 200
# These close each other, or hold nothing.
_SHALLOW = {
    *("p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option"),
    *("optgroup", "caption", "colgroup", "col", "br", "hr", "img", "wbr", "input"),
    *("meta", "link", "base", "source", "track", "area", "param", "embed", "rp", "rt"),
}
# The end of one of the first closes those of the second that were opened in it, if no
# other block was between: where one was, only a parser knows what is still open.
_PARAGRAPHS = {
    *("p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section"),
    *("article", "blockquote", "figcaption", "summary"),
}
_PHRASES = {"span", "abbr", "cite", "q", "time", "dfn", "var", "bdi", "bdo"}
# These neither begin nor end a block, and go on after one that is closed around them.
_INLINE = {"a", "b", "strong", "i", "em", "big", "small", "font", "code", "br", "img"}
# What they hold is text, whatever it looks like. Nothing of the first is ever shown.
_NEVER_SHOWN = {"script", "style", "noscript", "iframe"}
_RAW = {*_NEVER_SHOWN, "textarea", "title", "xmp", "noembed", "noframes"}
_DRAWN = {"svg", "math"}
# A comment or tag as browsers find it (HTML Standard, 13.2.5, "Tokenization"), to the
# end of the text if it has no other. Possessive: each letter is looked at once.
_PIECE = re.compile(
    r"""
    <!--(?: -?> | .*?(?:--!?>|\Z) )
    | <(?P<closes>/?)(?P<name>[a-z][^\s/>]*+)
      (?: [\s/]++
        | [^\s/>][^\s/>=]*+
          (?: \s*+=\s*+ (?: "[^"]*+"?+ | '[^']*+'?+ | [^\s>"'][^\s>]*+ )?+ )?+
      )*+
      (?:>|\Z)
    | <(?:[!?]|/(?=.))[^>]*+>?+
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


class Flattened:
    """``html`` with the tags that are ``known``, but for those that lie too deep.

    Without comments, scripts and what frames hold. Tags that are not known go here: the
    cleaner takes those that SVG and MathML have with all their words. ``tags`` counts
    all that were opened, ``was_cut`` is whether any lay too deep.
    """

    def __init__(self, html: str, known: set[str]):
        self.tags: Counter[str] = Counter()
        self.was_cut = False
        self._known = known
        self._drawings = 0
        self._open: Counter[str] = Counter()
        self._too_deep: Counter[str] = Counter()
        self._depth = 0
        self._paragraph = ""
        self._phrases: list[str] = []
        self.html = "".join(self._pieces(html))

    def _pieces(self, html: str):
        place = 0
        while piece := _PIECE.search(html, place):
            yield html[place : piece.start()]
            place = piece.end()
            name = (piece["name"] or "").lower()
            if not name:
                continue
            if piece["closes"]:
                yield self._closed(name, piece[0])
                continue
            self.tags[name] += 1
            if name not in _RAW or self._holds_nothing(name, piece[0]):
                yield self._opened(name, piece[0])
                continue
            self._paragraph, self._phrases = "", []
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, place)
            end = end.start() if end else len(html)
            if name == "iframe":
                yield f"{piece[0]}</iframe>"
            elif name not in _NEVER_SHOWN:
                yield piece[0] + html[place:end] + f"</{name}>"
            place = end
        yield html[place:]

    def _holds_nothing(self, name: str, tag: str) -> bool:
        """Whether '/>' ends it, as in XML: in a drawing or formula, or as <o:p/>."""
        is_of_xml = name in _DRAWN or ":" in name or "-" in name
        return tag.endswith("/>") and bool(is_of_xml or self._drawings)

    def _opened(self, name: str, tag: str) -> str:
        if name in self._known and name not in _PHRASES | _INLINE:
            self._paragraph = name if name in _PARAGRAPHS else ""
            self._phrases = []
        if name in _SHALLOW and name in self._known:
            return tag
        if self._holds_nothing(name, tag):
            return ""
        self._drawings += name in _DRAWN
        if name not in self._known:
            return ""
        if self._depth == DEEPEST:
            self.was_cut = True
            self._paragraph, self._phrases = "", []
            self._too_deep[name] += 1
            return " "
        self._depth += 1
        self._open[name] += 1
        if self._paragraph and name in _PHRASES:
            self._phrases.append(name)
        return tag

    def _closed(self, name: str, tag: str) -> str:
        if name in _DRAWN and self._drawings:
            self._drawings -= 1
        if name in _RAW or name not in self._known:
            return ""  # that of a raw text was written with it
        if self._too_deep[name]:
            self._too_deep[name] -= 1
            return " "
        self._close_phrases(name)
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
        return tag

    def _close_phrases(self, name: str) -> None:
        """Count as closed what a paragraph's end closes, and forget what is unsure."""
        if self._phrases[-1:] == [name]:
            self._phrases.pop()
        elif name not in _INLINE:
            if name == self._paragraph:
                self._open.subtract(self._phrases)
                self._depth -= len(self._phrases)
            self._paragraph, self._phrases = "", []
