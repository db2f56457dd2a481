"""The app serves its own pictures where no web server in front of it does."""

import errno
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from images.publicity import is_admitted

# A cache in front asks each time: it would keep a file that became private.
PUBLIC = "public, max-age=300, s-maxage=0"


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file: a public one to anybody, a private one to whom it is open.

    That is staff, and readers who were let in to a private story that shows it; to
    others it is a 404. Originals lie elsewhere and are served by nothing.
    """
    try:
        response = _file_or_404(request, settings.PUBLIC_MEDIA_ROOT, "images", path)
        response["Cache-Control"] = PUBLIC
    except Http404:
        if not is_admitted(request, f"images/{path}"):
            raise
        response = private_rendition(request, path)
    return response


def private_rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file, whoever asks: the caller knows to whom it is open."""
    response = _file_or_404(request, settings.MEDIA_ROOT, "images", path)
    response["Cache-Control"] = "private, no-store"
    return response


def still(request: HttpRequest, path: str) -> HttpResponseBase:
    """A still of a film that a story embeds: a copy of what its site shows everybody.

    Its name is known to those who saw it in a story, and stands for these bytes only.
    """
    response = _file_or_404(request, settings.MEDIA_ROOT, "stills", path)
    response["Cache-Control"] = "public, max-age=86400"
    return response


@login_required
def avatar(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture a member of staff chose for their account, or 404."""
    response = _file_or_404(request, settings.MEDIA_ROOT, "avatar_images", path)
    response["Cache-Control"] = "private, max-age=300"
    return response


def _file_or_404(request, root, folder: str, path: str) -> HttpResponseBase:
    """A file of a folder of the media; a path that leads out of it is a 404 too.

    Every 404 is the same, so that none tells what exists.
    """
    try:
        return serve(request, path, document_root=Path(root) / folder)
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.ENOENT):
            raise
    except (Http404, SuspiciousFileOperation):
        pass
    raise Http404("No such picture.")
