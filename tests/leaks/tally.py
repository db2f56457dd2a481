"""What was asked in each cell of the matrix, and what leaked; printed as a table."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable

# What `make leaks` asks; else less.
FULL = os.environ.get("NEWSCLIP_LEAKS") == "full"
CELL, CONTROL = "a cell", "a control"
LEAST = 500  # cells of the whole matrix


class Tally:
    """Notes cells for the table: ``note`` is pytest's ``record_property``."""

    def __init__(self, note: Callable):
        self._note = note
        self.leaks: list[str] = []
        self.answers = 0

    def cell(self, column: str, row: str, answers: int, leaks: Iterable[str]) -> None:
        """``answers`` were searched there. Fails where there were none."""
        leaks = list(leaks)
        assert answers, f"nothing was asked of {column}: {row}"
        self.answers += answers
        self.leaks += leaks
        self._note(CELL, [CELL, column, row, answers, len(leaks)])

    def control(self, column: str, kind: str) -> None:
        """That the column was seen to show the words, or with its guard broken."""
        self._note(CONTROL, [CONTROL, column, kind, 1, 0])


def cells_of(noted: list[list]) -> set[tuple[str, str]]:
    """The (column, row) of each cell."""
    return {(column, row) for kind, column, row, *_ in noted if kind == CELL}


def table(noted: list[list]) -> str:
    """A line a column: how many answers were searched in each row, and the controls."""
    cells = defaultdict(lambda: [0, 0])
    controls = defaultdict(lambda: defaultdict(int))
    for kind, column, row, answers, leaks in noted:
        if kind == CONTROL:
            controls[column][row] += 1
        else:
            cells[column, row][0] += answers
            cells[column, row][1] += leaks
    rows = list(dict.fromkeys(row for _, row in cells))
    columns = list(dict.fromkeys(column for column, _ in cells))
    width = max(map(len, columns), default=0)
    lines = ["", "Answers searched in each cell; '!' marks a leak, '·' no such cell."]
    lines += [f"  {number:>2} {row}" for number, row in enumerate(rows, 1)]
    head = " ".join(f"{number:>4}" for number in range(1, len(rows) + 1))
    lines.append(f"{'':<{width}} {head} shown red")
    for column in columns:
        marks = " ".join(_mark(cells.get((column, row))) for row in rows)
        kinds = controls[column]
        lines.append(f"{column:<{width}} {marks} {kinds['shown']:>5} {kinds['red']:>3}")
    answers = sum(count for count, _ in cells.values())
    leaks = sum(found for _, found in cells.values())
    shown, red = (
        sum(kinds[kind] for kinds in controls.values()) for kind in ("shown", "red")
    )
    lines += [
        f"{len(columns)} channels, {len(rows)} states: {len(cells)} cells, {answers} "
        f"answers searched, {leaks} leaks.",
        f"Controls: {shown} cells show the words of a public story, {red} go red with "
        "a guard broken.",
    ]
    return "\n".join(lines)


def _mark(cell: list[int] | None) -> str:
    if cell is None:
        return "   ·"
    answers, leaks = cell
    return f"{answers:>3}{'!' if leaks else ' '}"
