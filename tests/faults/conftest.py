"""Newsrooms that tell a front cache what to forget."""

import pytest
from front_cache import FrontCache


@pytest.fixture
def recorder():
    """A front cache that nothing is read through: it counts the purges."""
    with FrontCache() as cache:
        yield cache


@pytest.fixture
def newsroom(new_newsroom, recorder):
    """A newsroom that tells the recorder what to forget."""
    newsroom = new_newsroom(NEWSCLIP_FRONT_CACHE=recorder.address)
    yield newsroom
    newsroom.close()
