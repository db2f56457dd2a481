"""Pages for what went wrong."""

from django.conf import settings
from django.db import DatabaseError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import get_template

from delivery.problems import problem
from news.listings import StoryList
from news.models import ListingKind
from syndication.api.problems import NOTHING_HERE
from syndication.api.reading import open_to_all

LATEST = 5
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
    """The 500 page. Asks nothing of the database, which may be what failed."""
    if request.path.startswith(API):
        return open_to_all(problem(500, "Something went wrong on our side."))
    return HttpResponseServerError(get_template("pages/500.html").render())
