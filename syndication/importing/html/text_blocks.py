"""Headings, quotes and lists."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from syndication.importing.html.addresses import absolute
from syndication.importing.html.flow import LISTS, Block, Flow, makes
from syndication.importing.html.runs import Run, Style, links, plain
from syndication.importing.html.tree import Node

LONGEST_HEADING = 200
LONGEST_QUOTE = 2000
LONGEST_ATTRIBUTION = 200
_check_url = URLValidator(schemes=["http", "https"])


@makes("br")
def break_line(flow: Flow, node: Node, style: Style) -> None:
    flow.break_line()


@makes("hr")
def make_divider(flow: Flow, node: Node, style: Style) -> None:
    flow.add("divider", None)


@makes("q")
def make_quotation(flow: Flow, node: Node, style: Style) -> None:
    flow.say("“", style)
    flow.walk(node.children, style)
    flow.say("”", style)


@makes("pre", "textarea")
def make_lines(flow: Flow, node: Node, style: Style) -> None:
    """Text whose line breaks are meant."""
    flow.end_paragraph()
    before, flow.newlines = flow.newlines, True
    flow.walk(node.children, style)
    flow.end_paragraph()
    flow.newlines = before


@makes("h1", "h2", "h3", "h4", "h5", "h6")
def make_heading(flow: Flow, node: Node, style: Style) -> None:
    """``h1`` and ``h2`` open a section, the others a sub-section."""
    runs, others = flow.text_of(node.children, style)
    flow.end_paragraph()
    text = " ".join(plain(runs).split())
    if len(text) > LONGEST_HEADING:
        flow.note(f"heading of more than {LONGEST_HEADING} characters made a paragraph")
        bold = [Run(run.text, run.style._replace(bold=True)) for run in runs]
        flow.blocks.append(("paragraph", bold))
    elif text:
        note_links(flow, runs, "heading")
        level = "h2" if node.tag in {"h1", "h2"} else "h3"
        flow.blocks.append(("heading", {"text": text, "level": level}))
    flow.blocks += others


def note_links(flow: Flow, runs: list[Run], where: str) -> None:
    """Say which links are lost in a text that has none here."""
    for address in links(runs):
        flow.note(f"link in a {where} kept as text: {address}")


# Quotes ------------------------------------------------------------------------------


@makes("blockquote")
def make_quote(flow: Flow, node: Node, style: Style) -> None:
    """The words as quotes; who said them, from the last ``cite`` or ``footer``."""
    flow.end_paragraph()
    said_by = _who_said(node)
    for each in said_by:
        take_out(node, each)
    attribution, others = flow.text_of(said_by)
    style_name = "pull" if "wp-block-pullquote" in node.classes else "block"
    blocks = _as_quotes(flow, flow.inside(node.children, style), style_name)
    addresses = [absolute(node.attrs.get("cite", ""), flow.base), *links(attribution)]
    source = next(filter(_is_url, addresses), "")
    attribute(blocks, attribution, source)
    flow.blocks += blocks + others


def _who_said(node: Node) -> list[Node]:
    """The element that says who said it: the last ``cite`` or ``footer``, or '— Name'.

    Not one of a quote inside it, nor a ``cite`` that the words go on after.
    """
    found = node.find("cite", "footer", "blockquote")[-1:]
    if found and (found[0].tag != "cite" or node.text.endswith(found[0].text)):
        return [each for each in found if each.tag != "blockquote"]
    lines = [each for each in node.children if isinstance(each, Node) and each.text]
    is_line = len(lines) > 1 and lines[-1].tag == "p" and lines[-1].text[:1] in "—–"
    return lines[-1:] if is_line else []


def take_out(node: Node, gone: Node) -> None:
    """Leave ``gone`` out of what is below ``node``."""
    node.children = [child for child in node.children if child is not gone]
    for child in node.children:
        if isinstance(child, Node):
            take_out(child, gone)


def attribute(blocks: list[Block], by: list[Run], source: str = "") -> None:
    """Say of the last quote who said it; in a paragraph below, if that has no room."""
    name = " ".join(plain(by).split()).lstrip("—– ")
    last = blocks[-1] if blocks else ("", None)
    is_open = last[0] == "quote" and not last[1]["attribution"]
    if is_open and len(name) <= LONGEST_ATTRIBUTION:
        last[1].update(attribution=name, source_url=source or last[1]["source_url"])
    elif by:
        blocks.append(("paragraph", by))


def _as_quotes(flow: Flow, blocks: list[Block], style: str) -> list[Block]:
    """Those of the blocks that are text as quotes; the others where they stand."""
    made: list[Block] = []
    open_quote: dict | None = None
    for name, value in blocks:
        text = _words(flow, name, value)
        if text is None:
            made.append((name, value))
            open_quote = None
        elif open_quote and len(open_quote["text"]) + len(text) + 2 <= LONGEST_QUOTE:
            open_quote["text"] += f"\n\n{text}"
        else:
            for part in _parts(text, LONGEST_QUOTE):
                open_quote = {"text": part, "attribution": "", "source_url": ""}
                open_quote["style"] = style
                made.append(("quote", open_quote))
    return made


def _words(flow: Flow, name: str, value) -> str | None:
    """What a paragraph, heading or list says; None for any other block."""
    if name == "heading":
        return value["text"]
    if name == "paragraph":
        value = [value]
    elif name not in LISTS:
        return None
    for runs in value:
        note_links(flow, runs, "quote")
    return "\n".join(map(plain, value))


def _parts(text: str, length: int) -> list[str]:
    """``text`` in pieces of at most ``length`` characters, cut at spaces."""
    parts = []
    while len(text) > length:
        cut = text.rfind(" ", length // 2, length)
        cut = cut if cut > 0 else length
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [part for part in [*parts, text] if part]


def _is_url(address: str) -> bool:
    try:
        _check_url(address)
    except ValidationError:
        return False
    return len(address) <= 2000


# Lists -------------------------------------------------------------------------------


@makes("ul", "ol")
def make_list(flow: Flow, node: Node, style: Style) -> None:
    """One flat list: a list inside an item follows it. Other blocks follow the list."""
    flow.end_paragraph()
    if node.attrs.get("start", "1") != "1":
        flow.note(f"list that begins with {node.attrs['start']} begins with 1")
    items: list[list[Run]] = []
    others: list[Block] = []
    for child in node.children:
        children = child.children if _is_item(child) else [child]
        for name, value in _item(flow, children, style):
            if name == "paragraph":
                items.append(value)
            elif name in LISTS:
                flow.note("list inside a list made flat")
                items += value
            else:
                others.append((name, value))
    if items:
        name = "bulleted_list" if node.tag == "ul" else "numbered_list"
        flow.blocks.append((name, items))
    flow.blocks += others


def _is_item(child) -> bool:
    return isinstance(child, Node) and child.tag == "li"


def _item(flow: Flow, nodes, style: Style) -> list[Block]:
    """The blocks of an item, its paragraphs one text until another block follows."""
    joined: list[Block] = []
    for name, value in flow.inside(nodes, style):
        if name == "paragraph" and joined and joined[-1][0] == "paragraph":
            joined[-1][1].extend([Run("\n"), *value])
        else:
            joined.append((name, value))
    return joined
