"""The app serves its own pictures where no web server in front of it does."""

import errno
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file, or 404. Originals lie elsewhere and are served by nothing."""
    response = _file_or_404(request, "images", path)
    response["Cache-Control"] = "public, max-age=300"
    return response


@login_required
def avatar(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture a member of staff chose for their account, or 404."""
    response = _file_or_404(request, "avatar_images", path)
    response["Cache-Control"] = "private, max-age=300"
    return response


def _file_or_404(request, folder: str, path: str) -> HttpResponseBase:
    """A file of a folder of the media; a path that leads out of it is a 404 too."""
    try:
        return serve(request, path, document_root=Path(settings.MEDIA_ROOT) / folder)
    except SuspiciousFileOperation as error:
        raise Http404("This path leads out of the folder.") from error
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise Http404("No file has so long a name.") from error
