"""What every test stands on."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from django.test.client import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from newsroom.demo import builders

# One property is as good as another on a busy machine: no deadlines.
hypothesis_settings.register_profile(
    "newsclip", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("newsclip")


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Static files by their own names: nothing is collected for tests."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Every test has its own folder of pictures, and no renditions in the cache."""
    cache.clear()
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def home(db):
    """The front page of an empty newsroom."""
    return builders.front_page()


@pytest.fixture
def editor(db):
    """Somebody who may do everything."""
    return builders.make_user()


@pytest.fixture
def desk(client, editor) -> Client:
    """A browser in which the editor is signed in."""
    client.force_login(editor)
    return client
