from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from object_store import ObjectStore
from ways_to_upload import by_chooser, by_form, by_multiple

from images import objects

IN_A_STORE = {
    "default": {"BACKEND": "images.objects.PrivateObjects"},
    "public": {"BACKEND": "images.objects.PublicObjects"},
}


@pytest.fixture(params=[by_form, by_chooser, by_multiple])
def upload(request, desk):
    """``upload(name, data)``: the errors on the file, none if it is in the library."""
    return partial(request.param, desk)


@pytest.fixture
def point(monkeypatch):
    """``point(NAME="value")``: the environment that this process asks the store by."""

    def at(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        objects.client.cache_clear()
        objects.patience.answered()

    yield at
    objects.client.cache_clear()
    objects.patience.answered()


@pytest.fixture
def store(settings, point):
    """The store; nothing of the newsroom is on the disk when the test ends."""
    store = ObjectStore()
    point(**store.environment)
    settings.S3_BUCKET = store.bucket
    settings.STORAGES = settings.STORAGES | IN_A_STORE
    yield store
    with suppress(Exception):  # it may be stopped
        store.stop()
    for root in (settings.MEDIA_ROOT, settings.PUBLIC_MEDIA_ROOT):
        assert not [path for path in Path(root).rglob("*") if path.is_file()]
