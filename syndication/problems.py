"""Errors that programs read: problem details in JSON (RFC 9457)."""

from http import HTTPStatus

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str) -> JsonResponse:
    """An answer of that status; ``detail`` says what was wrong with this request."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)
