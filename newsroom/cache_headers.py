"""Every response says who may keep it, and what it shows."""

from datetime import timedelta
from time import monotonic

from django.conf import settings

from delivery.caching import KEEP, NEVER, OWN, Keeping
from delivery.generations import generations
from delivery.outbox import CLOCKS_DIFFER, changed_within
from delivery.tags import EVERYTHING, collected_tags
from newsroom.surfaces import surface_of

# Seconds; the caches are purged again 0.4 s after a change.
QUICK = 0.2


def cache_headers(get_response):
    """Middleware: ``Cache-Control`` by the registry of surfaces, and ``Cache-Tag``.

    What is not entered there, what is no 200, 304 or 410, what sets a cookie, and
    what a reader with a session is shown may be kept by nobody. A 304 says of a copy
    that is kept already what the 200 would. A view that says it itself is left
    alone, unless its response sets a cookie. A page that took long while something
    changed may show what was so before, and reach the cache after its purge.
    """

    def middleware(request):
        began = monotonic()
        with collected_tags(begun=generations().last) as shown:
            response = get_response(request)
        if response.has_header("Cache-Control") and not response.cookies:
            return response
        surface = surface_of(request, response)
        policy = surface.policy if surface else NEVER
        if policy is OWN or not _is_for_everybody(request, response):
            policy = NEVER
        late = policy.front > 0 and _may_be_late(monotonic() - began)
        response["Cache-Control"] = (NEVER if late else policy).header(shown.until)
        if policy.front:
            names = [EVERYTHING, *sorted(shown.names)]
            response["Cache-Tag"] = ",".join(names)
            response["Surrogate-Key"] = " ".join(names)
            if not response.streaming and response.status_code != 304:
                keeping = Keeping(frozenset(names), policy, shown.until, late)
                request.META[KEEP] = keeping
        return response

    return middleware


def _may_be_late(took: float) -> bool:
    """Whether a page that took ``took`` seconds may come after a change's purges."""
    return took > QUICK and changed_within(timedelta(seconds=took) + CLOCKS_DIFFER)


def _is_for_everybody(request, response) -> bool:
    reading = request.method in ("GET", "HEAD")
    alone = not response.cookies and settings.SESSION_COOKIE_NAME not in request.COOKIES
    return reading and response.status_code in (200, 304, 410) and alone
