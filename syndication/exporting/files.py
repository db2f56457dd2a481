"""The newsroom's own files: originals, renditions, documents, stills, avatars."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Field
from PIL import Image
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from images.decoded import NotDrawn, drawn
from syndication.exporting.folder import CHUNK, FolderRefused, NewFolder, below

FILES = "files"
# What a picture's file may be called, by the format that its content is of.
ENDINGS = {
    "AVIF": {".avif"},
    "GIF": {".gif"},
    "JPEG": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
}


def take_along(name: str, folder: NewFolder) -> bool:
    """Copy a file of the newsroom into the folder, once; whether there is one."""
    _refuse_a_way_out(name)
    kept = f"{FILES}/{name}"
    there = below(folder.root, kept).exists()
    try:
        with closing(default_storage.reading(name).content) as opened:
            if there:
                return True
            with folder.file(kept) as written:
                while part := opened.read(CHUNK):
                    written.write(part)
    except FileNotFoundError:
        return False
    return True


def _refuse_a_way_out(name: str) -> None:
    """Raise FolderRefused for a name, or a link on the disk, that leads elsewhere."""
    below(Path(getattr(default_storage, "location", settings.MEDIA_ROOT)), name)


@contextmanager
def bringing(root: Path, missing: list[str]) -> Iterator["Bringing"]:
    """Files come from the folder into the newsroom; none stays if the block fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as brought:
        files = Bringing(root, missing, brought)
        try:
            yield files
        except BaseException:
            files.take_back()
            raise


class Bringing:
    """Files on their way; ``brought`` notes their names, which may be a million.

    ``missing`` are those that the newsroom of the export had lost already.
    """

    def __init__(self, root: Path, missing: list[str], brought: IO[str]):
        self._root, self._missing, self._brought = root, set(missing), brought

    def bring(self, field: Field, name: str) -> None:
        """Copy one file; raises FolderRefused for what is none of its kind."""
        if name in self._missing:
            return
        source = below(self._root, f"{FILES}/{name}")
        if not source.is_file():
            raise FolderRefused(f"its file {name} is not in the folder")
        _refuse_what_is_no(field, source)
        _refuse_a_way_out(name)
        if default_storage.exists(name):
            if _is_there_as(source, name):
                return
            raise FolderRefused(f"{name} is in the newsroom already, and another file")
        self._brought.write(f"{name}\n")
        with source.open("rb") as content:
            default_storage.put(name, content)

    def take_back(self) -> None:
        """Delete what was brought."""
        self._brought.seek(0)
        for line in self._brought:
            default_storage.delete(line.removesuffix("\n"))


def _is_there_as(source: Path, name: str) -> bool:
    """Whether the newsroom's file of that name has the content of ``source``."""
    there = default_storage.reading(name)
    with closing(there.content) as ours, source.open("rb") as theirs:
        if there.size != source.stat().st_size:
            return False
        while part := theirs.read(CHUNK):
            if ours.read(len(part)) != part:
                return False
    return True


def _refuse_what_is_no(field: Field, source: Path) -> None:
    """Raise FolderRefused for what could not have been uploaded there.

    What was made of an original here once is served as it is, and opened by nobody.
    """
    ending = PurePosixPath(source.name).suffix.lower()
    if issubclass(field.model, AbstractDocument):
        if ending[1:] not in settings.WAGTAILDOCS_EXTENSIONS:
            raise FolderRefused(f"{source.name} is no document that may be uploaded")
        return
    try:
        with Image.open(source) as picture:
            found = picture.format
    except Exception as error:  # Pillow raises whatever a file leads it to
        raise FolderRefused(f"{source.name} is no picture") from error
    if ending not in ENDINGS.get(found, ()):
        raise FolderRefused(f"{source.name} is {found}, and not named so")
    if issubclass(field.model, AbstractImage):
        try:
            with source.open("rb") as content:
                drawn(content, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        except NotDrawn as why:
            said = f"{source.name} could not be uploaded: {why.reason}"
            raise FolderRefused(said) from why
