"""Answer a request with a file of a storage, the same from a disk and from a store."""

import mimetypes
from pathlib import PurePosixPath

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
)
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe

from images.files import Keeping, StoreDown

CHUNK = 1 << 16


def answer(
    request: HttpRequest, storage: Keeping, name: str, cache_control: str
) -> HttpResponseBase:
    """The file, or that it was not modified (RFC 9110); 503 while the store is down.

    Sent as it is read. Raises FileNotFoundError if it is not there.
    """
    since = parse_http_date_safe(request.headers.get("if-modified-since", ""))
    try:
        found = storage.reading(name, since)
    except StoreDown:
        return not_now()
    if found is None:
        response = HttpResponseNotModified()
    else:
        kind, encoding = mimetypes.guess_type(name)
        response = FileResponse(
            found.content,
            filename=PurePosixPath(name).name,
            content_type=kind or "application/octet-stream",
        )
        response.block_size = CHUNK
        response["Content-Length"] = str(found.size)
        response["Last-Modified"] = http_date(found.modified)
        if encoding:
            response["Content-Encoding"] = encoding
    response["Cache-Control"] = cache_control
    return response


def not_now() -> HttpResponse:
    """The store does not answer: whoever asked may ask again, and nobody keeps this."""
    return HttpResponse(
        "The newsroom's files are out of reach for a moment.",
        status=503,
        content_type="text/plain",
        headers={"Cache-Control": "private, no-store", "Retry-After": "5"},
    )
