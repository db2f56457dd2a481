"""Rich text as Markdown: paragraphs, lists at any depth, bold, italic, links."""

from collections.abc import Iterator

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from news.text import soup_of
from syndication.markdown.text import emphasised, inline, link, opened

EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
LISTS = {"ul", "ol"}
BLOCKS = {"p", "div", "blockquote", "h2", "h3", "h4"} | LISTS
UNSEEN = {"script", "style", "template"}


def blocks_of(html: str, root: str) -> list[str]:
    """The paragraphs and lists of some HTML; addresses begin with ``root``."""
    return list(_blocks(soup_of(html), root))


def line_of(html: str, root: str) -> str:
    """All of some HTML on one line, for a cell of a table."""
    marked = " ".join(blocks_of(html, root))
    return " ".join(part.removesuffix("\\").strip() for part in marked.split("\n"))


def _blocks(parent: Tag, root: str) -> Iterator[str]:
    loose: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            yield from _paragraph(loose, root)
            loose = []
            if child.name in LISTS:
                yield from _list(child, root)
            else:
                yield from _blocks(child, root)
        else:
            loose.append(child)
    yield from _paragraph(loose, root)


def _paragraph(children: list[PageElement], root: str) -> list[str]:
    marked = _inside(children, root)
    kept = [part.strip(" ") for part in marked.split("\\\n")]
    kept = [part for part in kept if part]
    return [opened("\\\n".join(kept))] if kept else []


def _list(node: Tag, root: str) -> list[str]:
    """A list with what is nested in its items below them; [] of one without text."""
    rows = []
    for number, item in enumerate(_items(node), 1):
        mark = f"{number}. " if node.name == "ol" else "- "
        blocks = list(_blocks(item, root))
        if blocks:
            indent = "\n" + " " * len(mark)
            rows.append(mark + "\n".join(blocks).replace("\n", indent))
    return ["\n".join(rows)] if rows else []


def _items(node: Tag) -> list[Tag]:
    """Its items; a list that lies between two is the former's."""
    found: list[Tag] = []
    for child in list(node.children):
        if not isinstance(child, Tag):
            continue
        if child.name in LISTS and found:
            found[-1].append(child)
        else:
            found.append(child)
    return found


def _inside(children: list[PageElement], root: str) -> str:
    """Children of a paragraph as Markdown; a line break is a ``\\`` at a line's end."""
    marked = ""
    for place, child in enumerate(children):
        if isinstance(child, PreformattedString):
            continue  # a comment
        if isinstance(child, NavigableString):
            marked += inline(child)
            continue
        if child.name in UNSEEN:
            continue
        if child.name == "br":
            marked += "\\\n"
            continue
        inner = _inside(list(child.children), root)
        if child.name in EMPHASIS:
            after = _first_of(children[place + 1 :])
            inner = emphasised(inner, EMPHASIS[child.name], marked[-1:], after)
        elif child.name == "a":
            inner = link(inner, child.get("href") or "", root)
        marked += inner
    return marked


def _first_of(children: list[PageElement]) -> str:
    """The first character that follows; ``*`` where it may be a mark's."""
    for child in children:
        if isinstance(child, Tag) and child.name in EMPHASIS:
            return "*"
        if text := child.get_text():
            return "[" if getattr(child, "name", None) == "a" else text[0]
    return ""
