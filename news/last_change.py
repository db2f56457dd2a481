"""When anything that readers get last changed, and answers that say so.

What is gone leaves no date behind: a list without its newest story is older than the
one with it. So the date is that of the newsroom's last change, whatever it was of.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.db.models import Max, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date, parse_http_date_safe

from delivery import outbox
from news.models import Listing, ListingKind, StoryListing
from news.querysets import MAY_HIDE

# Dates of HTTP are whole seconds: two changes of one second would have the same.
SETTLED = timedelta(seconds=2)
# This process may have other settings than the one before it, and another program.
STARTED = timezone.now()


def last_change(settled: timedelta = SETTLED) -> datetime | None:
    """A moment since which everything that readers get is as it is now: two queries.

    None where there is none at least ``settled`` ago. Ask before you read what you
    answer with: what changes meanwhile is then later than the date. It is midnight at
    the earliest, at which a search for today's stories is another one.
    """
    done = outbox.last_change(settled)
    if done is None:
        return None
    now = timezone.now()
    newest = max(done, STARTED, _midnight(now), *_times_that_passed(now))
    return newest.replace(microsecond=0) if now - newest >= settled else None


def _midnight(now: datetime) -> datetime:
    """When this day began in the newsroom's zone."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0)


def _times_that_passed(now: datetime) -> list[datetime]:
    """The last embargo that ended by itself, and the last expiry that came so."""
    front = Listing.objects.of(ListingKind.FRONT).values("pk")[:1]
    timed = StoryListing.objects.filter(MAY_HIDE, listing=Subquery(front))
    passed = timed.aggregate(
        revealed=Max("embargo_until", filter=Q(embargo_until__lte=now)),
        hidden=Max("expire_at", filter=Q(expire_at__lte=now)),
    )
    return [moment for moment in passed.values() if moment]


def conditional(view: Callable, settled: timedelta = SETTLED) -> Callable:
    """A view whose answers have ETag and Last-Modified, and are 304 where they match.

    A date in the future is none (RFC 9110, 13.1.3).
    """

    @wraps(view)
    def answering(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        changed = last_change(settled)
        answer = view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD") or answer.status_code != 200:
            return answer
        set_response_etag(answer)
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        known = None
        if changed is not None:
            answer["Last-Modified"] = http_date(changed.timestamp())
            if since is not None and since <= timezone.now().timestamp():
                known = int(changed.timestamp())
        return get_conditional_response(
            request, etag=answer.get("ETag"), last_modified=known, response=answer
        )

    return answering
