"""The app serves its own pictures where no web server in front of it does."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition's file, or 404. Originals lie elsewhere and are served by nothing."""
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=300"
    return response


@login_required
def avatar(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture a member of staff chose for their account, or 404."""
    root = Path(settings.MEDIA_ROOT) / "avatar_images"
    response = serve(request, path, document_root=root)
    response["Cache-Control"] = "private, max-age=300"
    return response
