"""An export to import, and what the command says of it."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from newsroom.demo import builders
from tests.syndication.importing.exports import WXR


@pytest.fixture
def export(tmp_path):
    """Write an export of these items; returns its file."""

    def write(*items: str, name="export.xml"):
        file = tmp_path / name
        file.write_text(WXR.format(items="".join(items)), encoding="utf-8")
        return file

    return write


@pytest.fixture
def run(db):
    """Import a file; what was said, line by line, and why it ended in an error."""
    builders.front_page()

    def import_it(path, *flags, form="wordpress"):
        out, error = StringIO(), ""
        try:
            call_command("import_stories", form, str(path), *flags, stdout=out)
        except CommandError as raised:
            error = str(raised)
        said = out.getvalue()
        return SimpleNamespace(said=said, lines=said.splitlines(), error=error)

    return import_it
