"""How everything below ``/api/`` answers: to reading alone, and to any site's pages."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from delivery.problems import problem
from syndication.api.problems import NOTHING_HERE

METHODS = "GET, HEAD, OPTIONS"
DAY = 86_400


def for_reading(view: Callable) -> Callable:
    """The view answered to GET, HEAD and OPTIONS, and to the pages of any other site.

    It is only ever asked to GET: a HEAD is that without its body, and has its ETag. A
    reader who has the same already is answered 304.
    """
    kept = conditional_page(view)

    @csrf_exempt  # nothing is written, so that others hear of 405, not of a form
    @wraps(view)
    def read(request: HttpRequest, **named) -> HttpResponse:
        if request.method == "OPTIONS":
            return open_to_all(_allowed())
        if request.method not in ("GET", "HEAD"):
            return open_to_all(_refused())
        asked, request.method = request.method, "GET"
        try:
            return open_to_all(kept(request, **named))
        finally:
            request.method = asked

    return read


@for_reading
def nothing(request: HttpRequest, **named) -> HttpResponse:
    """What is answered where no address of the API lies."""
    return problem(404, NOTHING_HERE)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """``response``, which scripts on other sites' pages may read (CORS)."""
    response["Access-Control-Allow-Origin"] = "*"
    exposed = "ETag, Last-Modified, Link, Retry-After"
    response["Access-Control-Expose-Headers"] = exposed
    return response


def _allowed() -> HttpResponse:
    """The answer to OPTIONS, and so to a browser that asks whether it may ask."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": str(DAY),
        },
    )


def _refused() -> HttpResponse:
    detail = "This API is for reading: it takes GET, HEAD and OPTIONS."
    return problem(405, detail, headers={"Allow": METHODS})
