"""A tree of HTML walked in order: text is collected, and each block made in turn."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from syndication.importing.html.addresses import absolute, embedded, is_of_a_player
from syndication.importing.html.cleaning import cleaned
from syndication.importing.html.runs import (
    PLAIN,
    Run,
    Style,
    links,
    paragraphs,
    plain,
    rich,
    spaced,
)
from syndication.importing.html.tree import Node, parsed

# A block's name and value. While they are being made, a paragraph's is its runs and a
# list's the runs of its items; at the end both are HTML, as they are stored. That of a
# picture is the ``Picture`` that is yet to be found.
Block = tuple[str, object]
LISTS = {"bulleted_list": "ul", "numbered_list": "ol"}

# Whatever they are, text does not flow over their ends.
BREAKING = {
    *("p", "div", "section", "article", "main", "header", "footer", "nav", "center"),
    *("aside", "address", "details", "summary", "form", "fieldset", "legend", "dl"),
    *("dt", "dd", "li", "figcaption", "caption", "tr", "tbody", "thead", "tfoot"),
    *("button", "option", "object"),
}
BOLD, ITALIC = {"b", "strong", "dt", "summary"}, {"i", "em", "cite", "dfn", "var"}


@dataclass
class Body:
    """The blocks of some HTML, and what could not be taken over as it was."""

    blocks: list[Block] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def body_of(html: str, base: str = "", *, newlines: bool = False) -> Body:
    """The blocks of untrusted HTML, whose addresses are relative to ``base``.

    ``newlines``: line breaks in the text are meant, as in WordPress' classic editor. No
    text that a browser would show is lost. Safe by making: of the HTML nothing is left
    but texts, escaped, and addresses, checked.
    """
    clean, notes = cleaned(html)
    flow = Flow(base, notes, newlines=newlines)
    flow.walk(parsed(clean, notes).children)
    return Body(
        [(name, _stored(name, value)) for name, value in flow.finished()], notes
    )


def _stored(name: str, value: object) -> object:
    if name == "paragraph":
        return f"<p>{rich(value)}</p>"
    if tag := LISTS.get(name):
        return f"<{tag}>{''.join(f'<li>{rich(item)}</li>' for item in value)}</{tag}>"
    return value


class Flow:
    """Collects blocks from nodes; what is open is the paragraph being collected."""

    def __init__(self, base: str, notes: Counter[str], *, newlines: bool = False):
        self.base = base
        self.notes = notes
        self.newlines = newlines
        self.blocks: list[Block] = []
        self._runs: list[Run] = []

    def inside(self, nodes, style: Style = PLAIN) -> list[Block]:
        """The blocks of some nodes by themselves."""
        flow = Flow(self.base, self.notes, newlines=self.newlines)
        flow.walk(nodes, style)
        return flow.finished()

    def text_of(self, nodes, style: Style = PLAIN) -> tuple[list[Run], list[Block]]:
        """The paragraphs of some nodes as one text, and the blocks that are no text."""
        flow = _TextFlow(self.base, self.notes, newlines=self.newlines)
        flow.walk(nodes, style)
        others = flow.finished()
        return flow.text, others

    def finished(self) -> list[Block]:
        """All blocks, the open paragraph too."""
        self.end_paragraph()
        return self.blocks

    def add(self, name: str, value: object) -> None:
        """End the paragraph, and begin a new one after this block."""
        self.end_paragraph()
        self.blocks.append((name, value))

    def note(self, what: str) -> None:
        """Count something that could not be taken over."""
        self.notes[what] += 1

    def end_paragraph(self) -> None:
        """Make blocks of the text collected so far."""
        runs, self._runs = self._runs, []
        for paragraph in paragraphs(runs):
            self.take(paragraph)

    def take(self, paragraph: list[Run]) -> None:
        """Make a block of one paragraph, which is not empty."""
        words, leading = plain(paragraph).strip(), links(paragraph)
        if not words.strip("\xa0"):
            return
        address = leading[0] if leading[:1] == [words] else words
        if " " not in words and is_of_a_player(address) and embedded(address):
            self.blocks.append(("embed", embedded(address)))
        else:
            self.blocks.append(("paragraph", paragraph))

    def walk(self, nodes, style: Style = PLAIN) -> None:
        """Take these nodes, in their order."""
        for node in nodes:
            if isinstance(node, str):
                self.say(node, style)
            elif make := _MAKERS.get(node.tag):
                make(self, node, style)
            else:
                self._walk_into(node, style)

    def _walk_into(self, node: Node, style: Style) -> None:
        breaks = node.tag in BREAKING
        if breaks:
            self.end_paragraph()
        self.walk(node.children, styled(style, node, self))
        if breaks:
            self.end_paragraph()
        elif node.tag in {"td", "th"}:
            self.say(" ", style)

    def say(self, text: str, style: Style = PLAIN) -> None:
        """Go on with the paragraph."""
        if not self.newlines:
            self._runs.append(Run(spaced(text), style))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.break_line()
            if line := spaced(line):
                self._runs.append(Run(line, style))

    def break_line(self) -> None:
        """Go on in the next line; twice ends the paragraph."""
        self._runs.append(Run("\n"))


class _TextFlow(Flow):
    """Keeps the text of its paragraphs together, apart from other blocks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.text: list[Run] = []

    def take(self, paragraph: list[Run]) -> None:
        self.text += [Run("\n")] * bool(self.text) + paragraph


def styled(style: Style, node: Node, flow: Flow) -> Style:
    """``style`` with what an element adds to it."""
    if node.tag in BOLD:
        return style._replace(bold=True)
    if node.tag in ITALIC:
        return style._replace(italic=True)
    if node.tag == "a" and (given := node.attrs.get("href", "").strip()):
        href = absolute(given, flow.base)
        if not href:
            flow.note("link to no address that readers can follow: its text is kept")
        return style._replace(href=href)
    return style


Maker = Callable[[Flow, Node, Style], None]
_MAKERS: dict[str, Maker] = {}


def makes(*tags: str) -> Callable[[Maker], Maker]:
    """Register what takes the elements of these tags."""

    def register(make: Maker) -> Maker:
        _MAKERS.update(dict.fromkeys(tags, make))
        return make

    return register
