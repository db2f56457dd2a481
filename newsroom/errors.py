"""Pages for what went wrong."""

import logging
import sys
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotFound,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import get_template

from delivery.caching import AT_A_QUESTION, AWAY, DATABASE_FAILED, NEVER
from delivery.problems import problem
from desk.typed import typed_words
from news.listings import StoryList
from news.models import ListingKind
from newsroom.logs import request_name
from syndication.api.problems import NOTHING_HERE
from syndication.api.reading import open_to_all

logger = logging.getLogger("newsclip.errors")

LATEST = 5
# Seconds after which who was turned away may come again.
AGAIN = 5
API, ADMIN = "/api/", "/admin/"
# Of PostgreSQL: a statement writes where nothing may be written.
READ_ONLY = "25006"

UNREADABLE = (
    "Bad Request (400). What was sent could not be read. Go back in your browser and "
    "try again.\n"
)


@dataclass(frozen=True)
class Why:
    """What editors are told."""

    status: HTTPStatus
    title: str
    message: str


OUT_OF_REACH = Why(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The newsroom cannot save just now",
    "Its database does not answer, or takes no changes. Go back in your browser and "
    "try again in a moment; look first whether your change is there already.",
)
FAILED = Why(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong here",
    "It is not you, and nothing was saved. Go back in your browser and try again; if "
    "it fails again, tell whoever runs the site.",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A line that says so. Nothing of the request is read: that may be what is bad.

    Django's own looks for a form's token, and fails where the form cannot be read.
    """
    return HttpResponseBadRequest(UNREADABLE, content_type="text/plain")


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
    """What is answered where a page failed: see ``away``; in the admin, what it says.

    That is a 503 where the database takes nothing just now, and else a 500.
    """
    error = sys.exception()
    passes = _takes_nothing(error)
    if isinstance(error, DatabaseError | InterfaceError):
        request.META[DATABASE_FAILED] = AWAY if _is_away(error) else AT_A_QUESTION
    if not request.path.startswith(ADMIN):
        return away(request.path)
    return _out_of_reach(request, OUT_OF_REACH if passes else FAILED)


def _takes_nothing(error: BaseException | None) -> bool:
    """Whether the database is not there, or only lets itself be read."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    return _is_away(error) or _sqlstate(error) == READ_ONLY


def _sqlstate(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


def _is_away(error: Exception) -> bool:
    """Whether there was no connection, or it was ended, by its SQLSTATE."""
    if isinstance(error, InterfaceError):
        return True
    code = _sqlstate(error)
    return isinstance(error, OperationalError) and (
        code is None or code.startswith(("08", "57P"))
    )


def away(path: str) -> HttpResponse:
    """A small 503, to be asked again in some seconds. Asks nothing of the database."""
    if path.startswith(ADMIN):
        return _page_out_of_reach(OUT_OF_REACH)
    if path.startswith(API):
        answer = open_to_all(problem(503, "Something went wrong on our side."))
    else:
        answer = _page("pages/500.html", {}, HTTPStatus.SERVICE_UNAVAILABLE)
    return _to_be_asked_again(answer)


def _out_of_reach(request: HttpRequest, why: "Why") -> HttpResponse:
    """The same to editors, in their words, with what they typed; or as JSON."""
    if request.accepts("text/html"):
        return _page_out_of_reach(why, typed_words(request.POST))
    answer = {"success": False, "error_code": "failed", "error_message": why.message}
    return _to_be_asked_again(JsonResponse(answer, status=why.status))


def _page_out_of_reach(why: "Why", typed: str = "") -> HttpResponse:
    context = {"title": why.title, "message": why.message, "typed": typed}
    return _to_be_asked_again(_page("desk/out_of_reach.html", context, why.status))


def _to_be_asked_again(answer: HttpResponse) -> HttpResponse:
    answer["Retry-After"] = AGAIN
    if name := request_name():  # by which the log says what went wrong
        answer["X-Request-ID"] = name
    answer["Cache-Control"] = NEVER.header()
    return answer


def _page(template: str, context: dict, status: int) -> HttpResponse:
    try:
        return HttpResponse(get_template(template).render(context), status=status)
    except Exception:  # whatever failed may fail that page, too
        logger.exception("Not even the page that says so could be made")
        return HttpResponse("Try again in a minute.\n", "text/plain", status)
