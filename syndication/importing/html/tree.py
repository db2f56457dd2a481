"""A tree of clean HTML, so shallow that walking it needs no care."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 60
VOID = {"br", "hr", "img", "source", "col", "wbr", "embed"}


@dataclass
class Node:
    """An element; its children are elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attrs.get("class", "").split())

    def find(self, *tags: str) -> list["Node"]:
        """The elements of these tags in it, in order, none inside another of them."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                found += [child] if child.tag in tags else child.find(*tags)
        return found

    @property
    def text(self) -> str:
        """All text in it on one line."""
        return " ".join("".join(self._texts()).split())

    def _texts(self):
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield " "
            else:
                yield from child._texts()


def parsed(html: str, notes: Counter[str]) -> Node:
    """The tree of well-formed HTML; what lies too deep hangs from its last ancestor."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if builder.was_cut:
        notes[f"tags nested deeper than {DEEPEST} removed; their text is kept"] = 1
    return builder.root


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]
        self._too_deep = 0
        self.was_cut = False

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(node)
        elif self._too_deep or len(self._open) > DEEPEST:
            self._too_deep += 1
            self.was_cut = True
            self._open[-1].children.append(" ")
        else:
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self._too_deep:
            self._too_deep -= 1
            self._open[-1].children.append(" ")
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, text):
        self._open[-1].children.append(text)
