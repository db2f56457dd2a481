"""Tables: every cell a text, every row as long as the others."""

from syndication.importing.html.flow import Block, Flow, makes
from syndication.importing.html.runs import Run, Style, plain, rich
from syndication.importing.html.text_blocks import note_links
from syndication.importing.html.tree import Node

# What fits into a plain cell (news/blocks/table.py), and how wide a table may be made
# by what it says of itself.
LONGEST_CELL = 500
WIDEST = 50
# With those that make its rows equally long.
MOST_CELLS = 100_000
Row = list[list[Run]]


@makes("table")
def make_table(flow: Flow, node: Node, style: Style) -> None:
    """The table, its first row as its head where that is marked as one.

    Below it what a tree that was cut (``tree.py``) has in no cell.
    """
    flow.end_paragraph()
    parts = _Parts(node)
    caption, others = flow.text_of(parts.captions)
    rows: list[Row] = []
    headed, room = False, MOST_CELLS
    for cells in parts.rows:
        headed = headed or (
            not rows and bool(cells) and all(cell.tag == "th" for cell in cells)
        )
        rows.append(_row(flow, cells, others, room))
        room -= len(rows[-1])
    rows = [row for row in rows if row]
    words = " ".join(plain(caption).split())
    if rows and len(rows) * max(map(len, rows)) <= MOST_CELLS:
        flow.blocks.append(("table", _table(flow, rows, headed, words)))
    else:
        if rows:
            flow.note(f"table of more than {MOST_CELLS:,} cells made paragraphs")
        texts = (cell for row in [[caption], *rows] for cell in row if cell)
        flow.blocks += [("paragraph", cell) for cell in texts]
    flow.blocks += others + flow.inside(parts.rest)


class _Parts:
    """What a table is made of, but for what is in tables inside it."""

    def __init__(self, table: Node):
        self.captions: list[Node] = []
        self.rows: list[list[Node]] = []
        self.rest: list[Node | str] = []
        self._sort(table)

    def _sort(self, part: Node) -> None:
        for child in part.children:
            tag = child.tag if isinstance(child, Node) else ""
            if tag == "caption":
                self.captions.append(child)
            elif tag in {"td", "th"} and part.tag == "tr":
                self.rows[-1].append(child)
            elif tag in {"thead", "tbody", "tfoot"}:
                self._sort(child)
            elif tag == "tr":
                self.rows.append([])
                self._sort(child)
            else:
                self.rest.append(child)


def _row(flow: Flow, cells: list[Node], others: list[Block], room: int) -> Row:
    """The cells' texts; what is in them beside text goes to ``others``.

    Of those that stand for others no more than one beyond the ``room`` that is left.
    """
    row: Row = []
    for cell in cells:
        blocks = _text_of_cell(flow, cell)
        text, rest = blocks
        row.append(text)
        others += rest
        span = cell.attrs.get("colspan", "1")
        if span.isascii() and span.isdecimal() and int(span[:4]) > 1:
            most = room + 1 - len(row)
            row += [[] for _ in range(min(int(span[:4]) - 1, WIDEST - 1, most))]
            flow.note("cell of a table that spans others: the others are empty")
        if cell.attrs.get("rowspan", "1") not in {"", "1"}:
            flow.note("cell of a table that spans rows: it stands in the first")
    return row


def _text_of_cell(flow: Flow, cell: Node) -> tuple[list[Run], list[Block]]:
    """A cell on one text: a list's items and a heading are lines of it."""
    text: list[Run] = []
    others: list[Block] = []
    for name, value in flow.inside(cell.children):
        if name == "paragraph":
            lines = [value]
        elif name == "heading":
            lines = [[Run(value["text"], Style(bold=True))]]
        elif name in {"bulleted_list", "numbered_list"}:
            lines = value
        else:
            others.append((name, value))
            continue
        for line in lines:
            text += [Run("\n")] * bool(text) + line
    return text, others


def _table(flow: Flow, rows: list[Row], headed: bool, caption: str) -> dict:
    width = max(map(len, rows))
    for row in rows:
        row += [[] for _ in range(width - len(row))]
    head = rows[0] if headed else [[] for _ in range(width)]
    for cell in head:
        note_links(flow, cell, "table's head")
    body = rows[1:] if headed else rows
    kinds = [_kind([row[column] for row in body]) for column in range(width)]
    return {
        "columns": [
            {"type": kind, "heading": " ".join(plain(cell).split())}
            for kind, cell in zip(kinds, head, strict=True)
        ],
        "rows": [
            {
                "values": [
                    _value(kind, cell) for kind, cell in zip(kinds, row, strict=True)
                ]
            }
            for row in body
        ],
        "caption": caption,
    }


def _kind(cells: Row) -> str:
    """'text' for a column of short plain texts, else 'rich_text'."""
    plainly = all(
        len(plain(cell)) <= LONGEST_CELL
        and not any(run.style != Style() or run.text == "\n" for run in cell)
        for cell in cells
    )
    return "text" if plainly else "rich_text"


def _value(kind: str, cell: list[Run]) -> str:
    if kind == "text":
        return plain(cell)
    return f"<p>{rich(cell)}</p>" if cell else ""
