"""Each change made in the admin is one transaction."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from news.models import PageGone

READING = {"GET", "HEAD", "OPTIONS"}


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
                if hasattr(response, "render") and callable(response.render):
                    response = response.render()
                return response
        except PageGone as error:
            messages.error(request, str(error))
            return redirect("wagtailadmin_explore_root")
