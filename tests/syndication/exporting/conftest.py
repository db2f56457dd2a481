"""A newsroom, the folder of its export, and an empty one to import it into."""

from pathlib import Path

import pytest

from newsroom.demo import builders
from syndication.exporting.writing import export
from tests.syndication.exporting.emptied import empty_the_database
from tests.syndication.exporting.states import plant


@pytest.fixture(scope="module")
def planted(once):
    """A newsroom with something in every corner; returns its editor."""
    builders.front_page()
    editor = builders.make_user()
    plant(editor)
    return editor


@pytest.fixture(scope="module")
def folder(planted, tmp_path_factory) -> Path:
    """What ``export_site`` makes of it."""
    root = tmp_path_factory.mktemp("export") / "site"
    export(root, print)
    return root


@pytest.fixture
def empty(folder, db) -> None:
    """An empty newsroom with no files, once the folder was written."""
    empty_the_database()
