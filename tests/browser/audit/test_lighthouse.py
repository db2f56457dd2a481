"""Lighthouse gives the front page and a story full marks on a phone.

Performance is told by a clock, so that a busy machine is granted five points of 100.
"""

import lighthouse
import pytest
from pages import PAGES

PERFORMANCE = 95


@pytest.mark.parametrize("name", lighthouse.MEASURED)
def test_lighthouse_gives_full_marks(newsroom, name):
    url = newsroom.address + PAGES[name].address
    found = lighthouse.scores(url, enough=PERFORMANCE)
    performance = found.pop("performance")

    assert set(found.values()) == {100}, (found, lighthouse.shortcomings(url))
    assert performance >= PERFORMANCE, lighthouse.shortcomings(url)
