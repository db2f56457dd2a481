"""Who is signed in, for an editor that stayed open when its session ended."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse


def who_opened(user) -> dict:
    """What a form's hidden field tells `session.js`: who may save, and where to ask."""
    return {
        "data-user": user.pk if user else "",
        "data-signed-in": reverse("news_signed_in"),
        "data-sign-in": reverse(settings.LOGIN_URL),
    }


def signed_in(request: HttpRequest) -> HttpResponse:
    """A page that leads back to the story; as JSON, who is there and a fresh token.

    Wagtail lets only those in who may use the admin: others are asked to sign in, and
    a script's request is answered with 403; with 503 while nothing can be saved.
    """
    if request.accepts("text/html"):
        return render(request, "news/signed_in.html")
    if not _database_is_written_to():
        return JsonResponse({}, status=503, headers={"Retry-After": 5})
    return JsonResponse(
        {
            "user": request.user.pk,
            "name": request.user.get_full_name() or request.user.get_username(),
            "token": get_token(request),
        }
    )


def _database_is_written_to() -> bool:
    """False of a PostgreSQL that only lets itself be read, as after a failure."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return cursor.fetchone()[0] == "off"
