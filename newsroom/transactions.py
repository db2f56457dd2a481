"""Each change made in the admin is one transaction."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from news.models import PageGone

READING = {"GET", "HEAD", "OPTIONS"}
GONE = "This page was deleted meanwhile; nothing was saved."


class AdminTransactions:
    """Runs the admin's changing requests in a transaction: all of one, or nothing.

    Wagtail saves a revision, publishes and logs one after the other, and a server that
    dies in between leaves what is half done.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The answer of a changing view of the admin; None leaves others to Django."""
        if request.method in READING or not request.path_info.startswith("/admin/"):
            return None
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                if callable(getattr(response, "render", None)):
                    response = response.render()
        except PageGone as error:
            return _gone(request, str(error))
        missing = response.status_code == 404
        if missing and request.path_info.startswith("/admin/pages/"):
            return _gone(request, GONE)
        return response


def _gone(request, message) -> HttpResponse:
    """What to tell whoever changed a page that is not there, as they asked for it."""
    if request.accepts("text/html"):
        return render(request, "desk/gone.html", {"message": message}, status=404)
    answer = {"success": False, "error_code": "gone", "error_message": message}
    return JsonResponse(answer, status=404)
