"""The app serves its own pictures where no web server in front of it does."""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from images.answers import answer
from images.files import Keeping, public_storage
from images.publicity import is_admitted

LONGEST = 255  # bytes that a disk lets a name have
# A cache in front asks each time: it would keep a file that became private.
PUBLIC = "public, max-age=300, s-maxage=0"


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file: a public one to anybody, a private one to whom it is open.

    That is staff, and readers who were let in to a private story that shows it; to
    others it is a 404. Originals lie elsewhere and are served by nothing.
    """
    try:
        return _answer(request, public_storage(), "images", path, PUBLIC)
    except Http404:
        if not is_admitted(request, f"images/{path}"):
            raise
    return private_rendition(request, path)


def private_rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file, whoever asks: the caller knows to whom it is open."""
    return _answer(request, default_storage, "images", path, "private, no-store")


def still(request: HttpRequest, path: str) -> HttpResponseBase:
    """A still of a film that a story embeds: a copy of what its site shows everybody.

    Its name is known to those who saw it in a story, and stands for these bytes only.
    """
    day = "public, max-age=86400"
    return _answer(request, default_storage, "stills", path, day)


@login_required
def avatar(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture a member of staff chose for their account, or 404."""
    minutes = "private, max-age=300"
    return _answer(request, default_storage, "avatar_images", path, minutes)


def _answer(
    request: HttpRequest, storage: Keeping, folder: str, path: str, cache_control: str
) -> HttpResponseBase:
    """A file that lies in a folder of the storage itself, and may be kept so long.

    Every 404 is the same, so that none tells what exists.
    """
    too_long = len(path.encode(errors="replace")) > LONGEST
    if too_long or PurePosixPath(path).name != path or path == ".." or "\\" in path:
        raise Http404("No such picture.")
    try:
        return answer(request, storage, f"{folder}/{path}", cache_control)
    except FileNotFoundError:
        raise Http404("No such picture.") from None
