"""What Prometheus is told."""

import hmac
import time
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, exposition
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from delivery import metrics
from newsroom.health import Condition, looks


def tell(request: HttpRequest) -> HttpResponse:
    """All that is counted and timed, as Prometheus reads it.

    A 404 to who does not bring ``NEWSCLIP_METRICS_TOKEN`` as a bearer's.
    """
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (
        settings.METRICS_TOKEN
        and hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    ):
        raise Http404("No such page.")
    metrics.write()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told())
    return HttpResponse(
        exposition.generate_latest(registry),
        content_type=exposition.CONTENT_TYPE_LATEST,
    )


class _Told:
    def collect(self) -> Iterator[Metric]:
        yield from metrics.of_all_processes()
        yield from _condition(looks.last())


def _condition(found: Condition | None) -> Iterator[Metric]:
    """Whether the newsroom is ready, and how late its clock and its outbox are."""
    ready = found is not None and found.is_ready
    gauges = {"ready": ("1 where readers get pages made anew, else 0.", float(ready))}
    if found is not None:
        gauges |= {
            "clock_lag_seconds": ("Since the clock's last beat.", _lag(found)),
            "queue_lag_seconds": ("How late the oldest effect is.", found.late_seconds),
            "queue_effects": ("Effects that are due.", found.waiting_effects),
            "queue_failing": ("Effects that failed.", found.failing_effects),
        }
    for name, (said, value) in gauges.items():
        yield GaugeMetricFamily(f"newsclip_{name}", said, value)


def _lag(found: Condition) -> float:
    return float("inf") if found.clock_seconds_ago is None else found.clock_seconds_ago


class Timed:
    """A WSGI application that is timed until it answers."""

    def __init__(self, application: Callable):
        self._application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        begun, kind = time.monotonic(), "page"
        if environ.get("PATH_INFO", "").startswith("/admin/"):
            kind = "admin"

        def started(status: str, *args):
            seconds = time.monotonic() - begun
            metrics.ANSWERS.labels(kind, f"{status[0]}xx").observe(seconds)
            return start_response(status, *args)

        return self._application(environ, started)
