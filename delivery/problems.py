"""Errors that programs read: problem details in JSON (RFC 9457)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import JsonResponse

from delivery.caching import NEVER

CONTENT_TYPE = "application/problem+json"


def problem(
    status: int,
    detail: str,
    faults: Iterable[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """An answer of that status; ``detail`` says what was wrong with this request.

    ``faults`` are parameters that are to blame, each with the reason. Nobody is to keep
    it.
    """
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if faults := list(faults):
        body["errors"] = [{"parameter": name, "detail": why} for name, why in faults]
    return JsonResponse(
        body,
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": NEVER.header(), **(headers or {})},
        json_dumps_params={"ensure_ascii": False},
    )
