"""What nginx keeps in front of the app tells nothing of a story hidden since."""

import time
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from nginx import SITE, changed, newsroom_behind
from visitors import Visitor

from tests.leaks.kept import Streamed
from tests.leaks.once_public import FEW, WARM
from tests.leaks.tally import FULL
from tests.leaks.walk import leaks

# Seconds for which nginx may show what was hidden: see docs/operations.md.
GONE_AFTER = 3.1
COLUMN = "front cache (nginx)"
# An nginx that keeps what it has, whatever the app says.
KEEPS_ALL = """proxy_ignore_headers Vary Cache-Control;
        proxy_cache_valid any 1h;"""


@dataclass
class Reader:
    """Asks nginx as ``walk.ask`` asks Django's client."""

    visitor: Visitor

    def get(self, address: str, headers=None) -> Streamed:
        answer = self.visitor.get(address, **(headers or {}))
        return Streamed(answer.status, dict(answer.headers), answer.body)


@pytest.fixture
def hiding(new_newsroom, tmp_path):
    """``hiding(row)``: a reader, and places that showed a story hidden just now."""

    @contextmanager
    def hide(row: str, **options):
        with newsroom_behind(new_newsroom, tmp_path, **options) as (newsroom, address):
            told = newsroom.ask("publish_to_hide", row=row)
            places = [tuple(place) for place in told["places"]]
            with newsroom.web():
                reader = Reader(Visitor(address))
                shown = leaks(reader, places, as_never_was=set())
                assert len({line.split(" /")[0] for line in shown}) > 25
                newsroom.ask("hide", row=row, pk=told["pk"])
                yield reader, places

    return hide


@pytest.mark.parametrize(
    "row", WARM if FULL else FEW, ids=lambda row: row.name.replace(" ", "_")
)
def test_no_copy_in_front_tells_of_what_was_hidden_since(hiding, cells, row):
    with hiding(row.name) as (reader, places):
        time.sleep(GONE_AFTER)
        found = leaks(reader, places, as_never_was=set())
    cells.cell(COLUMN, row.name, len(places), found)
    cells.control(COLUMN, "shown")
    assert cells.leaks == []


def test_copies_that_are_kept_for_longer_are_found(hiding, cells):
    """The negative control."""
    kept = changed(SITE, {"proxy_ignore_headers Vary;": KEEPS_ALL})
    with hiding(FEW[0].name, site=kept) as (reader, places):
        time.sleep(GONE_AFTER)
        assert leaks(reader, places, as_never_was=set())
    cells.control(COLUMN, "red")
