"""Pictures of posts: found in the folder given, or fetched if that was asked."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from delivery.outbound import OutboundClient, OutboundError
from images import embedded
from images.forms import UploadedPictureField
from images.models import NewsImage
from syndication.importing.models import ImportedPicture
from syndication.importing.posts import Picture
from syndication.importing.texts import line, parts_of

# What a fetched picture may take: as much as an uploaded one.
MOST_BYTES = 25 * 1024 * 1024
# The size that a system of the web made of a picture: 'harbour-300x200.jpg'.
_SIZE = re.compile(r"-\d+x\d+(?=\.\w+\Z)")
_EXTENSIONS = {
    **{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"},
    **{"image/webp": ".webp", "image/avif": ".avif"},
}


class NoPicture(Exception):
    """Why a picture cannot be had."""


@dataclass
class Found:
    """Where a picture can be had; ``file`` is None for one that is to be fetched."""

    file: Path | None
    address: str


class Pictures:
    """``media`` is the folder with the files; ``client`` fetches, where it is given."""

    def __init__(self, media: Path | None, client: OutboundClient | None):
        self._media = media and media.resolve()
        self._client = client
        self._new: list[NewsImage] = []

    def begin(self) -> None:
        """What is made from now on belongs to another post."""
        self._new = []

    def take_back(self) -> None:
        """Remove what was made since, file and all: the post was not imported."""
        while self._new:
            self._new.pop().delete()

    def find(self, picture: Picture) -> Found | None:
        """Where it can be had; nothing is read or fetched yet. None: nowhere."""
        file = picture.file
        if file is None and self._media:
            file = in_folder(self._media, picture.address)
        if file is not None:
            return Found(file, picture.address)
        is_on_the_net = picture.address.startswith(("http://", "https://"))
        return Found(None, picture.address) if self._client and is_on_the_net else None

    def make(self, found: Found, picture: Picture) -> NewsImage:
        """The picture of the library, made where it is not there. Raises NoPicture."""
        key = sha256(found.address.encode()).hexdigest() if found.file is None else ""
        if key and (known := _known(key)):
            return known
        name, content = self._fetched(found) if key else _read(found.file)
        key = key or sha256(content).hexdigest()
        if known := _known(key):
            return known
        self._new.append(_made(key, name, content, picture))
        return self._new[-1]

    def can_make(self, found: Found, picture: Picture) -> bool:
        """Whether it is a picture; then it is in the library from now on."""
        try:
            self.make(found, picture)
        except NoPicture:
            return False
        return True

    def _fetched(self, found: Found) -> tuple[str, bytes]:
        try:
            answer = self._client.get_picture(found.address, MOST_BYTES)
        except OutboundError as error:
            raise NoPicture(str(error)) from error
        if answer.status != 200:
            raise NoPicture(f"the site answered {answer.status}")
        name = PurePosixPath(unquote(parts_of(found.address).path)).stem or "picture"
        kind = answer.headers.get_content_type()
        if kind not in _EXTENSIONS:
            said = kind if kind.isprintable() else "what has no name"
            raise NoPicture(f"the site answered with {said}, which is no picture")
        return f"{name[:80]}{_EXTENSIONS[kind]}", answer.body


def in_folder(folder: Path, address: str) -> Path | None:
    """The file below ``folder`` (resolved) that has this path, or the end of it.

    Of a picture in a smaller size, the original, if it is there. Never one outside.
    """
    path = unquote(parts_of(address).path) if "//" in address[:8] else address
    names = [part for part in path.replace("\\", "/").split("/") if part]
    if not names or ".." in names or "\0" in path:
        return None
    original = _SIZE.sub("", names[-1])
    for start in range(len(names)):
        for last in dict.fromkeys((original, names[-1])):
            file = folder.joinpath(*names[start:-1], last)
            if is_within(file, folder):
                return file
    return None


def is_within(file: Path, folder: Path) -> bool:
    """Whether it is a file that really lies below ``folder``, which is resolved."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder)
    except OSError:  # a name too long to be one
        return False


def _known(key: str) -> NewsImage | None:
    row = ImportedPicture.objects.select_related("picture").filter(key=key).first()
    return row and row.picture


def _read(file: Path) -> tuple[str, bytes]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise NoPicture("its file is larger than 25 MB")
        return file.name, file.read_bytes()
    except OSError as error:
        raise NoPicture(f"its file cannot be read ({error.strerror})") from error


@transaction.atomic
def _made(key: str, name: str, content: bytes, picture: Picture) -> NewsImage:
    """A new picture, with the words that its post gave it."""
    file = _checked(name, content)
    image = NewsImage(title=(line(picture.title) or Path(name).stem)[:255], file=file)
    image._set_image_file_metadata()
    words = {
        "description": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }
    for field, text in words.items():
        most = NewsImage._meta.get_field(field).max_length
        setattr(image, field, embedded.cut(line(text), most))
    embedded.fill_empty_fields(image, image.file.open())
    image.save()
    ImportedPicture.objects.create(key=key, picture=image)
    return image


def _checked(name: str, content: bytes) -> SimpleUploadedFile:
    """The file, held to what an editor's upload is held to. Raises NoPicture."""
    try:
        return UploadedPictureField().clean(SimpleUploadedFile(name, content))
    except ValidationError as error:
        raise NoPicture(" ".join(error.messages)) from error
