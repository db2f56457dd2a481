"""Who is signed in, for an editor that stayed open when its session ended."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse


def who_opened(user) -> dict:
    """What a form's hidden field tells `session.js`: who may save, and where to ask."""
    return {
        "data-user": user.pk if user else "",
        "data-signed-in": reverse("news_signed_in"),
        "data-sign-in": reverse("wagtailadmin_login"),
    }


def signed_in(request: HttpRequest) -> HttpResponse:
    """A page that leads back to the story; as JSON, who is there and a fresh token.

    Wagtail lets only those in who may use the admin: others are asked to sign in, and
    a script's request is answered with 403.
    """
    if request.accepts("text/html"):
        return render(request, "news/signed_in.html")
    return JsonResponse(
        {
            "user": request.user.pk,
            "name": request.user.get_full_name() or request.user.get_username(),
            "token": get_token(request),
        }
    )
