"""The demo newsroom, built once a module, for the tests that read all of it."""

from datetime import UTC, datetime

import pytest
from PIL import Image

from newsroom.demo import build, builders
from newsroom.demo.pictures import PICTURES

NOW = datetime(2026, 1, 7, 12, tzinfo=UTC)


def built_demo(picture: Image.Image, now: datetime):
    """Build it with that picture standing for them all; returns who owns it."""
    with pytest.MonkeyPatch.context() as patched:
        builders.front_page()
        one = dict.fromkeys(PICTURES, builders.make_picture("A picture", picture))
        patched.setattr(build, "_pictures", lambda say: one)
        editor = builders.make_user()
        build.build(editor, now=now)
    return editor
