import pytest
from reading import Scripted

from newsroom.page_cache.application import PageCache


@pytest.fixture
def folder(settings, tmp_path):
    """Where copies lie: a folder of this test's own."""
    settings.PAGES_FOLDER = tmp_path / "pages"
    return settings.PAGES_FOLDER


@pytest.fixture
def front(folder) -> Scripted:
    """A page of the front's, which counts how often it was made."""
    return Scripted("front")


@pytest.fixture
def site(front) -> PageCache:
    """The cache before it."""
    return PageCache(front, megabytes=1)
