"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page, in the site's design."""
    return render(request, "pages/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page. Asks nothing of the database, which may be what failed."""
    return HttpResponseServerError(get_template("pages/500.html").render())
