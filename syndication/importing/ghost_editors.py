"""What Ghost's editors keep of a text, as HTML: Lexical's JSON, before it Mobiledoc.

An export has it in all posts; HTML of its own only in those that were opened there.
"""

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from syndication.importing.json_pieces import objects, text
from syndication.importing.markdown_html import html_of
from syndication.importing.texts import held

# Lexical's bits of a text's format.
FORMATS = {1: "strong", 2: "em", 4: "s", 8: "u", 16: "code", 32: "sub", 64: "sup"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
AROUND = {
    "paragraph": "p",
    "quote": "blockquote",
    "blockquote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
    "tablerow": "tr",
    "tablecell": "td",
    "table": "table",
}
# Where a card that we do not know may have words.
WORDS = (
    *("text", "html", "heading", "header", "subheader", "content", "caption"),
    *("calloutText", "textValue", "title", "productTitle", "productDescription"),
    *("description", "disclaimer", "fileTitle", "fileCaption", "buttonText"),
)
ADDRESSES = ("buttonUrl", "productUrl", "url", "src")
# Only who has the post by mail sees them.
MAILED = {"email", "email-cta"}
# Marks without words.
SILENT = {"paywall", "zwnj"}


class NoText(Exception):
    """It is not what Ghost's editor writes."""


def html_of_editor(row: dict, notes: list[str]) -> str:
    """The text of a post's row as HTML; '' where it has none. Raises NoText, TooLong.

    Notes what of it has no HTML of its own, whose words are kept; and what only members
    or who has it by mail may see, which is left out.
    """
    for name, read in (("lexical", _lexical), ("mobiledoc", _mobiledoc)):
        if not (given := text(row.get(name))):
            continue
        try:
            return read(json.loads(given), notes)
        except (ValueError, RecursionError) as error:
            raise NoText from error
    return ""


# Lexical -----------------------------------------------------------------------------


def _lexical(given: Any, notes: list[str]) -> str:
    root = given.get("root") if isinstance(given, dict) else None
    if not isinstance(root, dict):
        raise NoText
    return _nodes(root, notes)


def _nodes(parent: dict, notes: list[str]) -> str:
    return "".join(_node(each, notes) for each in objects(parent.get("children")))


def _node(node: dict, notes: list[str]) -> str:
    kind = text(node.get("type")).removeprefix("extended-")
    if _is_left_out(kind, node, notes):
        return ""
    if kind == "text":
        return _formatted(node)
    if kind in {"linebreak", "tab"}:
        return "<br>" if kind == "linebreak" else " "
    if kind in _CARDS or not isinstance(node.get("children"), list):
        return _card(kind, node, notes)
    inside = _nodes(node, notes)
    if kind in {"link", "autolink", "at-link"}:
        return f'<a href="{escape(text(node.get("url")))}">{inside}</a>'
    if kind == "heading":
        tag = text(node.get("tag"))
        return _in(tag if tag in HEADINGS else "h3", inside)
    if kind == "list":
        return _list(node, inside)
    if kind not in AROUND:
        notes.append(f"part of Ghost's editor kept as text: {kind[:40]}")
    return _in(AROUND.get(kind, "div"), inside)


def _formatted(node: dict) -> str:
    html, bits = escape(text(node.get("text"))), node.get("format")
    for bit, tag in FORMATS.items():
        if isinstance(bits, int) and bits & bit:
            html = _in(tag, html)
    return html


def _list(node: dict, inside: str) -> str:
    if node.get("listType") != "number":
        return _in("ul", inside)
    start = text(node.get("start")) or "1"
    return f'<ol start="{escape(start)}">{inside}</ol>'


def _in(tag: str, html: str) -> str:
    return f"<{tag}>{html}</{tag}>"


# Mobiledoc ---------------------------------------------------------------------------


def _mobiledoc(given: Any, notes: list[str]) -> str:
    if not isinstance(given, dict) or not isinstance(given.get("sections"), list):
        raise NoText
    return held(_section(_listed(each), given, notes) for each in given["sections"])


def _section(section: list, given: dict, notes: list[str]) -> str:
    """[1, tag, markers], [2, address], [3, tag, items] or [10, card]."""
    kind, what, inside = (*section, None, None, None)[:3]
    if kind == 1:
        tag = text(what)
        return _in(
            tag if tag in HEADINGS else AROUND.get(tag, "p"), _marked(inside, given)
        )
    if kind == 2:
        return f'<img src="{escape(text(what))}">'
    if kind == 3:
        items = (_in("li", _marked(each, given)) for each in _listed(inside))
        return _in("ol" if what == "ol" else "ul", held(items))
    name, card = (*_listed(_at(given.get("cards"), what)), None, None)[:2]
    name, card = text(name), card if isinstance(card, dict) else {}
    return "" if _is_left_out(name, card, notes) else _card(name, card, notes)


def _marked(markers: Any, given: dict) -> str:
    """Text of markers: [its kind, the markups that begin, how many end, itself]."""
    return held(_pieces(markers, given))


def _pieces(markers: Any, given: dict) -> Iterator[str]:
    ends: list[str] = []
    for marker in _listed(markers):
        kind, begin, end, value = (*_listed(marker), *[None] * 4)[:4]
        for number in _listed(begin):
            opened, closed = _markup(_listed(_at(given.get("markups"), number)))
            yield opened
            ends.append(closed)
        if kind == 1:
            name, value = (*_listed(_at(given.get("atoms"), value)), None, None)[:2]
            yield "<br>" if name == "soft-return" else escape(text(value))
        else:
            yield escape(text(value))
        for _ in range(min(end, len(ends)) if isinstance(end, int) else 0):
            yield ends.pop()
    yield from reversed(ends)


def _markup(markup: list) -> tuple[str, str]:
    """[tag, [name, value, …]] as the tags that open and close it."""
    tag, said = text(_at(markup, 0)), _listed(_at(markup, 1))
    if tag == "a":
        names, values = map(text, said[::2]), map(text, said[1::2])
        href = dict(zip(names, values, strict=False)).get("href", "")
        return f'<a href="{escape(href)}">', "</a>"
    if tag in {"b", "strong", "i", "em", "code", "s", "u", "sub", "sup"}:
        return f"<{tag}>", f"</{tag}>"
    return "", ""


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else []


def _at(value: Any, number: Any) -> Any:
    """The item of that number; None where there is none."""
    there = isinstance(number, int) and 0 <= number < len(_listed(value))
    return value[number] if there else None


# Cards, which both have --------------------------------------------------------------


def _is_left_out(name: str, card: dict, notes: list[str]) -> bool:
    """Whether not everybody may see it, which is noted then."""
    if name not in MAILED and _everybody_may_see(card):
        return False
    what = "part of Ghost's editor that not everybody may see left out"
    notes.append(f"{what}: {name[:40]}")
    return True


def _everybody_may_see(card: dict) -> bool:
    """Whether it is for readers who have not signed in, in the new form or the old."""
    seen = card.get("visibility")
    seen = seen if isinstance(seen, dict) else {}
    web = seen.get("web") if isinstance(seen.get("web"), dict) else {}
    return web.get("nonMember") is not False and seen.get("showOnWeb") is not False


def _card(name: str, card: dict, notes: list[str]) -> str:
    if make := _CARDS.get(name):
        return make(card, notes)
    words = [each for key in WORDS if (each := text(card.get(key)))]
    leading = [each for key in ADDRESSES if (each := text(card.get(key)))]
    if name not in SILENT:
        notes.append(f"part of Ghost's editor kept as text: {name[:40] or 'no name'}")
    links = (f'<a href="{escape(each)}">{escape(each)}</a>' for each in leading)
    return "".join(_in("div", each) for each in (*words, *links))


def _figure(html: str, card: dict) -> str:
    caption = text(card.get("caption"))
    return _in("figure", f"{html}<figcaption>{caption}</figcaption>")


def _image(card: dict, notes: list[str]) -> str:
    return _figure(_picture(card), card)


def _picture(card: dict) -> str:
    said = (f'{name}="{escape(text(card.get(name)))}"' for name in ("alt", "title"))
    return f'<img src="{escape(text(card.get("src")))}" {" ".join(said)}>'


def _gallery(card: dict, notes: list[str]) -> str:
    pictures = (_image(each, notes) for each in objects(card.get("images")))
    return _figure("".join(pictures), card)


def _embed(card: dict, notes: list[str]) -> str:
    url = text(card.get("url"))
    address = f'<div class="wp-block-embed__wrapper">{escape(url)}</div>'
    return _figure(address if url else text(card.get("html")), card)


def _bookmark(card: dict, notes: list[str]) -> str:
    said = card.get("metadata") if isinstance(card.get("metadata"), dict) else {}
    url = text(card.get("url")) or text(said.get("url"))
    words = escape(text(said.get("title")) or url)
    more = "".join(
        _in("p", each)
        for each in (escape(text(said.get("description"))), text(card.get("caption")))
        if each
    )
    return f'<p><a href="{escape(url)}">{words}</a></p>{more}'


def _code(card: dict, notes: list[str]) -> str:
    return _figure(_in("pre", escape(text(card.get("code")))), card)


def _markdown(card: dict, notes: list[str]) -> str:
    return html_of(text(card.get("markdown")), notes)


def _film(card: dict, notes: list[str]) -> str:
    said = (f'{name}="{escape(text(card.get(name)))}"' for name in ("src", "title"))
    return _figure(f"<video {' '.join(said)}></video>", card)


def _file(card: dict, notes: list[str]) -> str:
    words = text(card.get("fileTitle")) or text(card.get("fileName"))
    src = escape(text(card.get("src")))
    caption = _in("p", escape(text(card.get("fileCaption"))))
    return f'<p><a href="{src}">{escape(words) or src}</a></p>{caption}'


def _callout(card: dict, notes: list[str]) -> str:
    emoji = escape(text(card.get("calloutEmoji")))
    return _in("div", f"{emoji} {text(card.get('calloutText'))}")


def _toggle(card: dict, notes: list[str]) -> str:
    heading, content = text(card.get("heading")), text(card.get("content"))
    return f"{_in('h4', heading)}{_in('div', content)}"


def _button(card: dict, notes: list[str]) -> str:
    url, words = text(card.get("buttonUrl")), text(card.get("buttonText"))
    return f'<p><a href="{escape(url)}">{escape(words or url)}</a></p>'


_CARDS: dict[str, Callable[[dict, list[str]], str]] = {
    "image": _image,
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "html": lambda card, notes: text(card.get("html")),
    "codeblock": _code,
    "code": _code,
    "markdown": _markdown,
    "card-markdown": _markdown,
    "horizontalrule": lambda card, notes: "<hr>",
    "hr": lambda card, notes: "<hr>",
    "video": _film,
    "audio": _film,
    "file": _file,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
}
