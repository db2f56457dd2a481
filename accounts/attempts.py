"""Where tries to sign in are counted: once for all processes.

allauth counts in Django's default cache, whose other uses are faster in each process's
own memory. What it stores there begins with its name, and goes to Redis or Valkey where
machines are several (``CACHE_URL``); else, and while that does not answer, to files
that the processes of a machine share. A process whose disk is full counts for itself.
"""

import fcntl
import logging
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.module_loading import import_string

logger = logging.getLogger("newsclip.sign_in")

ALLAUTH = "allauth"


class Cache(LocMemCache):
    """This process's memory, but for what allauth counts."""

    def get(self, key, default=None, version=None):
        if key.startswith(ALLAUTH):
            return _shared("get", key, default)
        return super().get(key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        if key.startswith(ALLAUTH):
            return _shared("set", key, value, timeout)
        return super().set(key, value, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        if key.startswith(ALLAUTH):
            return _shared("add", key, value, timeout)
        return super().add(key, value, timeout, version)

    def delete(self, key, version=None):
        if key.startswith(ALLAUTH):
            return _shared("delete", key)
        return super().delete(key, version)

    def clear(self):
        super().clear()
        caches["attempts_here"].clear()
        caches["attempts_of_process"].clear()


class SharedFiles(FileBasedCache):
    """Django's cache of files, of which one process at a time adds a key.

    Django's looks and then writes: two of them could both be the first.
    """

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        Path(self._dir).mkdir(mode=0o700, parents=True, exist_ok=True)
        with (Path(self._dir) / "adding").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)


def _shared(method: str, *arguments):
    if settings.CACHE_URL:
        try:
            return getattr(caches["attempts"], method)(*arguments)
        except import_string("redis.RedisError") as error:
            logger.warning("Sign-ins are counted on this machine alone: %s", error)
    return _here(method, *arguments)


def _here(method: str, *arguments):
    """On this machine's disk; what that does not take, this process remembers."""
    memory = caches["attempts_of_process"]
    try:
        found = getattr(caches["attempts_here"], method)(*arguments)
    except OSError as error:
        logger.warning("Sign-ins are counted by this process alone: %s", error)
        return getattr(memory, method)(*arguments)
    if method == "delete" or (method == "get" and found is arguments[1]):
        return getattr(memory, method)(*arguments) or found
    return found
