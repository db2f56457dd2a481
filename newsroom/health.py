"""Whether the newsroom is alive, and ready to answer."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from delivery import outbox
from delivery.times import last_beat, newsroom_now


def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, 503 where it does not.

    Says when the clock last ran, how many seconds ago, and how many effects failed. A
    clock that stands still does not make the site unready: readers can still read.
    """
    try:
        now, clock = newsroom_now(), last_beat("clock")
        failing = outbox.failing().count()
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    return JsonResponse(
        {
            "database": "ok",
            "clock": clock.isoformat() if clock else None,
            "clock_seconds_ago": round((now - clock).total_seconds(), 1)
            if clock
            else None,
            "failing_effects": failing,
        }
    )
