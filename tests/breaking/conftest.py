"""A newsroom that can be broken, with stories that readers have read."""

import pytest
from breakable import Breakable, breakable
from processes import FULL
from warm import Warm

PAGES = 500 if FULL else 30
UNREAD = 50


@pytest.fixture(scope="module")
def broken(new_postgres, tmp_path_factory) -> Breakable:
    with breakable(new_postgres(), tmp_path_factory.mktemp("breakable")) as site:
        yield site


@pytest.fixture(scope="module")
def warm(broken) -> Warm:
    """So many pages that readers had before anything failed, and others."""
    made = broken.elsewhere.ask("publish_many", count=PAGES + UNREAD, patience=900)
    return Warm(broken, made[:PAGES], made[PAGES:])
