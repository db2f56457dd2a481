"""Files in an S3-compatible store, where several machines have to share them.

One private bucket, which looks like the folder that files lie in otherwise: ``media/``
holds everything, ``public/`` the copies of what readers may see. No object is public,
and no address of the store is ever shown: the app serves what it lets through.
"""

import errno
import mimetypes
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from time import monotonic

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri

from images.files import Keeping, Listed, Reading, StoreDown

AT_ONCE = 8
# Seconds. A request for a picture waits no longer than the two tries take.
CONNECT, READ, TRIES = 2, 3, 2
# While a store does not answer, one request in so many seconds asks it: the others are
# told so at once, or pictures would keep every thread from serving pages.
REST = 3
IF_IT_IS_NEW = {"IfNoneMatch": "*"}
TAKEN = {409, 412}


class _Unmodified(Exception):
    """The store's 304."""


@cache
def client():
    """The process's client; address, region and keys are boto3's own variables."""
    return boto3.session.Session().client(
        "s3",
        config=Config(
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            max_pool_connections=2 * AT_ONCE,
            # Other stores than Amazon's do not know its newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


class _Patience:
    """Whether the store may be asked, in this process."""

    def __init__(self):
        self.until = 0.0

    def ask(self) -> None:
        """Raises StoreDown while the store rests; of all who come then, one asks."""
        if not self.until:
            return
        now = monotonic()
        if now < self.until:
            raise StoreDown("The store of files did not answer just now")
        self.until = now + REST

    def answered(self) -> None:
        self.until = 0.0

    def failed(self) -> None:
        self.until = monotonic() + REST


patience = _Patience()


@contextmanager
def _asking(name: str = "") -> Iterator[None]:
    """What the store says against a request, as the error that a disk would raise."""
    patience.ask()
    try:
        yield
    except ClientError as error:
        patience.answered()
        raise _as_of_a_disk(error, name) from error
    except BotoCoreError as error:
        patience.failed()
        reason = type(error).__name__  # its text names the store's address
        raise StoreDown(f"The store of files does not answer ({reason})") from error
    patience.answered()


def _as_of_a_disk(error: ClientError, name: str) -> Exception:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    code = error.response["Error"]["Code"]
    if status == 304:
        return _Unmodified()
    if status == 404 and code != "NoSuchBucket":
        return FileNotFoundError(errno.ENOENT, "No such file in the store", name)
    if status in TAKEN:
        return FileExistsError(errno.EEXIST, "In the store already", name)
    return StoreDown(f"The store of files: {error}")


class _Body:
    """An object's content on its way from the store."""

    def __init__(self, body, name: str):
        self._body, self._name = body, name

    def read(self, size: int = -1) -> bytes:
        with _asking(self._name):
            return self._body.read(None if size < 0 else size)

    def close(self) -> None:
        self._body.close()


class ObjectStorage(Keeping, Storage):
    """The objects of the bucket whose keys begin with ``location``."""

    location = ""

    def url(self, name):
        """The address on the site, like that of a file on the disk."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def _at(self, name: str) -> dict[str, str]:
        """Bucket and key, as the store's requests name them."""
        return {"Bucket": settings.S3_BUCKET, "Key": f"{self.location}{name}"}

    def _head(self, name: str) -> dict:
        with _asking(name):
            return client().head_object(**self._at(name))

    def exists(self, name):
        try:
            self._head(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name):
        return self._head(name)["ContentLength"]

    def get_modified_time(self, name):
        return self._head(name)["LastModified"]

    def _open(self, name, mode="rb"):
        if mode != "rb":
            raise ValueError("A file in the store is read, or saved as a whole.")
        with closing(self.reading(name).content) as content:
            return ContentFile(content.read(), name)

    def _save(self, name, content):
        while True:
            content.seek(0)
            try:
                self._put(name, content, IF_IT_IS_NEW)
            except FileExistsError:
                name = self.get_alternative_name(*os.path.splitext(name))
            else:
                return name

    def put(self, name, content):
        self._put(name, content, {})

    def _put(self, name: str, content, condition: dict[str, str]) -> None:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        with _asking(name):
            client().put_object(
                **self._at(name), Body=content, ContentType=kind, **condition
            )

    def delete(self, name):
        with _asking(name):
            client().delete_object(**self._at(name))

    def reading(self, name, since=None):
        unless = {}
        if since is not None:
            unless["IfModifiedSince"] = datetime.fromtimestamp(since, UTC)
        try:
            with _asking(name):
                found = client().get_object(**self._at(name), **unless)
        except _Unmodified:
            return None
        modified = found["LastModified"].timestamp()
        return Reading(_Body(found["Body"], name), found["ContentLength"], modified)

    def take(self, names, source):
        def copy(name):
            with _asking(name):
                client().copy_object(**self._at(name), CopySource=source._at(name))

        _at_once(copy, names)

    def missing(self, names):
        names = list(names)
        there = _at_once(self.exists, names)
        return [
            name for name, is_there in zip(names, there, strict=True) if not is_there
        ]

    def remove(self, names):
        _at_once(self.delete, names)

    def starting_with(self, prefix):
        pages = (
            client()
            .get_paginator("list_objects_v2")
            .paginate(
                Bucket=settings.S3_BUCKET,
                Prefix=f"{self.location}{prefix}",
                Delimiter="/",
            )
        )
        pages = iter(pages)
        while True:
            with _asking(prefix):
                page = next(pages, {})
            for found in page.get("Contents", ()):
                name = found["Key"].removeprefix(self.location)
                yield Listed(name, found["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return


@deconstructible
class PrivateObjects(ObjectStorage):
    """Every file of the newsroom."""

    location = "media/"


@deconstructible
class PublicObjects(ObjectStorage):
    """Copies of what readers may see now."""

    location = "public/"


def _at_once(ask, names) -> list:
    """What ``ask`` says to each name; raises the first error of any."""
    with ThreadPoolExecutor(AT_ONCE) as asking:
        return list(asking.map(ask, names))
