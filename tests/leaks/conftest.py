"""Cells of the matrix, counted over all processes, and its table at the end."""

import pytest

from tests.leaks import planted
from tests.leaks.scenes import build_newsroom, eager
from tests.leaks.tally import CELL, CONTROL, FULL, LEAST, Tally, cells_of, table


@pytest.fixture
def cells(record_property) -> Tally:
    """Note each cell here: the table has what the tests of all processes noted."""
    return Tally(record_property)


@pytest.fixture(scope="module")
def built(once) -> None:
    build_newsroom()


@pytest.fixture
def newsroom(built, db, monkeypatch) -> None:
    """The newsroom that a story is planted in, in which a single story rises."""
    eager(monkeypatch)


@pytest.fixture
def stamped(monkeypatch):
    """``stamped(row)``: the planted words of that row, which no other row has."""

    def stamp(number: int) -> None:
        letters = chr(97 + number // 20) + chr(97 + number % 20)
        for place in planted.PLACES:
            monkeypatch.setitem(planted.WORDS, place, f"zq{place:q<11}{letters}x")

    return stamp


def _noted(terminalreporter) -> list[list]:
    """What all tests noted, in all processes."""
    reports = [
        report
        for kind in ("passed", "failed")
        for report in terminalreporter.stats.get(kind, [])
        if report.when == "call"
    ]
    return [
        value
        for each in reports
        for key, value in each.user_properties
        if key in (CELL, CONTROL)
    ]


def pytest_terminal_summary(terminalreporter):
    """The table, where all of it was asked."""
    if noted := _noted(terminalreporter):
        lines = table(noted).splitlines()
        terminalreporter.write_line("\n".join(lines if FULL else lines[-2:]))


def pytest_sessionfinish(session):
    """`make leaks` fails where it asked less than it promises."""
    config = session.config
    if not FULL or "tests/leaks" not in config.args or hasattr(config, "workerinput"):
        return
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if len(cells_of(_noted(reporter))) < LEAST:
        reporter.write_line(f"\nFewer than the {LEAST} cells that are promised.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
