"""Pages for what went wrong."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.template.loader import get_template

from delivery.caching import AT_A_QUESTION, AWAY, DATABASE_FAILED, NEVER
from delivery.problems import problem
from news.listings import StoryList
from news.models import ListingKind
from syndication.api.problems import NOTHING_HERE
from syndication.api.reading import open_to_all

LATEST = 5
# Seconds after which who was turned away may come again.
AGAIN = 5
API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page, in the site's design, with the latest stories if there are any.

    Of the API it is a problem in JSON. For a file of the media it is a line: a page
    asks for those, and nobody reads it. Without a database it is the page of a server
    error: even the menu is in there.
    """
    if request.path.startswith(API):
        return open_to_all(problem(404, NOTHING_HERE))
    if request.path.startswith(settings.MEDIA_URL):
        return HttpResponseNotFound("No such file.", content_type="text/plain")
    try:
        latest = StoryList(ListingKind.FRONT).newest(0, LATEST)
        return render(request, "pages/404.html", {"latest": latest}, status=404)
    except DatabaseError:
        return server_error(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """What is answered where a page failed: see ``away``. In the admin it is a 500."""
    error = sys.exception()
    if isinstance(error, DatabaseError | InterfaceError):
        request.META[DATABASE_FAILED] = AWAY if _is_away(error) else AT_A_QUESTION
    answer = away(request.path)
    if request.path.startswith("/admin/"):
        answer.status_code = 500
    return answer


def _is_away(error: Exception) -> bool:
    """Whether there was no connection, or it was ended, by its SQLSTATE."""
    if isinstance(error, InterfaceError):
        return True
    code = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, OperationalError) and (
        code is None or code.startswith(("08", "57P"))
    )


def away(path: str) -> HttpResponse:
    """A small 503, to be asked again in some seconds. Asks nothing of the database."""
    if path.startswith(API):
        answer = open_to_all(problem(503, "Something went wrong on our side."))
    else:
        answer = HttpResponse(get_template("pages/500.html").render(), status=503)
    answer["Retry-After"] = AGAIN
    answer["Cache-Control"] = NEVER.header()
    return answer
