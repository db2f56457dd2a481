"""`make bench-search`: how long a search takes among so many stories, on PostgreSQL.

A request goes through the whole application in this process, from the first middleware
to the last line of the page; each comes from another address, which the rate limit lets
through. The corpus is built on the first run, and kept.
"""

import argparse
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from bench import corpus

QUERIES, WARM_UP, STOCK = 100, 10, 10
# Milliseconds that the 95th percentile may take up to so many stories; suggestions.
LIMITS = ((50_000, 30, 10), (1_000_000, 120, 25))


@dataclass(frozen=True)
class Line:
    """A line of the table, in milliseconds; ``stock`` is a median, if it was asked."""

    kind: str
    queries: int
    p50: float
    p95: float
    limit: int
    stock: float | None

    @property
    def is_over(self) -> bool:
        return self.p95 > self.limit

    @property
    def cells(self) -> list[str]:
        there = self.stock is not None
        return [
            self.kind,
            str(self.queries),
            f"{self.p50:.1f}",
            f"{self.p95:.1f}",
            str(self.limit),
            f"{self.stock:,.0f}" if there else "",
            f"{self.stock / self.p50:,.0f}×" if there else "",
        ]


HEAD = "query", "asked", "p50 ms", "p95 ms", "limit", "stock p50 ms", "ratio"


def main() -> int:
    """Prints the table; 1 where a limit is passed, else 0."""
    parser = argparse.ArgumentParser(description="Times searches among many stories.")
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    name = corpus.choose(asked.stories)

    import django

    django.setup()
    corpus.build(name, asked.stories)
    return report(asked.stories, asked.markdown)


def report(stories: int, markdown: bool) -> int:
    from django.core.management import call_command

    import newsroom.wsgi  # noqa: F401 - sets up the process as it is served
    from bench import questions, stock

    call_command("collectstatic", "--noinput", verbosity=0)
    drawn = questions.draw(QUERIES + WARM_UP)
    filled = stock.fill(print)
    first, rest = [], []
    for kind in questions.KINDS:
        of_kind = [each for each in drawn if each.kind == kind]
        first += of_kind[:WARM_UP]
        rest += of_kind[WARM_UP:]
    Random("order").shuffle(rest)
    measure(first)
    before = memory()
    times = measure(rest)
    after = memory()
    theirs = {
        kind: [stock.took(each) for each in _some(rest, kind)] for kind in stock.KINDS
    }
    lines = table(times, theirs, stories)
    show(lines, markdown)
    load = os.getloadavg()[0]
    print(
        f"\n{stories:,} stories; {os.cpu_count()} cores, load {load:.1f}. "
        f"Memory of the process: {before:.0f} MB after {len(first)} requests, "
        f"{after:.0f} MB after {len(rest)} more.\nStock: Wagtail's database search of "
        f"{filled:,} of these stories, first page and count alone."
    )
    over = [line.kind for line in lines if line.is_over]
    if over:
        print(f"Over the limit: {', '.join(over)}.")
    return 1 if over else 0


def _some(asked: list, kind: str) -> list:
    """The first few of a kind: the stock search takes its time over each."""
    return [each for each in asked if each.kind == kind][:STOCK]


def measure(asked: list) -> dict[str, list[float]]:
    """Milliseconds of each request, by kind; raises where one is not answered."""
    from django.test import Client

    client = Client(headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    times = defaultdict(list)
    for number, question in enumerate(asked):
        address = str(IPv4Address("11.0.0.0") + number)
        began = perf_counter()
        answer = client.get(question.address, question.parameters, REMOTE_ADDR=address)
        times[question.kind].append((perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"Request {number}, {question}: {answer.status_code}")
    return times


def table(times: dict, theirs: dict, stories: int) -> list[Line]:
    """A line for each kind; ``theirs`` are seconds of the stock search."""
    _, limit, quicker = next(
        (each for each in LIMITS if stories <= each[0]), LIMITS[-1]
    )
    lines = []
    for kind, taken in sorted(times.items()):
        slowest = quantiles(taken, n=20)[-1]
        stock = median(theirs[kind]) * 1000 if theirs.get(kind) else None
        most = quicker if kind == "suggestions" else limit
        lines.append(Line(kind, len(taken), median(taken), slowest, most, stock))
    return lines


def show(lines: list[Line], markdown: bool) -> None:
    """Print the lines as a table, for eyes or for Markdown."""
    rows = [list(HEAD), *(line.cells for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if markdown:
        rows.insert(1, ["---", *["---:"] * (len(HEAD) - 1)])
        for row in rows:
            print(f"| {' | '.join(row)} |")
        return
    for row in rows:
        first, *others = (
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]))


def memory() -> float:
    """Megabytes of this process that are in memory."""
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
