"""Requests put to the WSGI application as gunicorn would put them, and what came."""

import io
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from django.core.signals import got_request_exception
from requests_made import Asked

SLOW = 1.0


@dataclass
class Report:
    """What was asked and what came; ``failures`` are lines that ask it again."""

    count: int = 0
    statuses: Counter = field(default_factory=Counter)
    methods: Counter = field(default_factory=Counter)
    surfaces: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def __str__(self):
        statuses = ", ".join(
            f"{n} × {each}" for each, n in sorted(self.statuses.items())
        )
        least = min(self.surfaces.values(), default=0)
        return (
            f"{self.count:,} requests to {len(self.surfaces)} surfaces (at least "
            f"{least} each) by {len(self.methods)} methods: {statuses}; the slowest "
            f"{self.slowest[0]:.2f} s ({self.slowest[1][:120]}); "
            f"{len(self.failures)} failures"
        )


def environ_of(asked: Asked) -> dict:
    """PEP 3333's dictionary of the request."""
    path, _, query = asked.target.partition("?")
    environ = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": asked.target,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(asked.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if asked.body:
        environ["CONTENT_LENGTH"] = str(len(asked.body))
    for name, value in asked.headers:
        key = name.upper().replace("-", "_")
        prefix = "" if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_"
        environ[prefix + key] = value
    return environ


def ask(application: Callable, asked: Asked) -> tuple[int, float, bytes]:
    """Status, seconds by the clock, and the end of the body."""
    said, began = [], time.perf_counter()
    try:
        parts = application(
            environ_of(asked), lambda status, headers, *_: said.append(status)
        )
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
    except Exception:  # of the application itself: a web server answers 500
        said, body = ["500"], traceback.format_exc().encode()
    return int(said[0].split()[0]), time.perf_counter() - began, body[-400:]


def ask_all(
    application: Callable, requests: Iterable[tuple[int, Asked]], again: str
) -> Report:
    """Put each to it; ``again`` is a command that takes a request's number.

    Slow is what is slow three times: the machine may be busy.
    """
    report, raised = Report(), []

    def note(sender, **kwargs):
        raised.append(True)

    got_request_exception.connect(note)
    try:
        for number, asked in requests:
            raised.clear()
            status, seconds, _ = ask(application, asked)
            times = 0
            while seconds > SLOW and times < 2:
                _, other, _ = ask(application, asked)
                seconds, times = min(seconds, other), times + 1
            report.count += 1
            report.statuses[status] += 1
            report.methods[asked.method] += 1
            report.surfaces[asked.surface] += 1
            line = f"{asked.method} {asked.target[:160]!r}"
            report.slowest = max(report.slowest, (seconds, line))
            if asked.surface == "oembed" and status == 501:
                continue  # what oEmbed (2.3.4) answers to a format that there is not
            if status >= 500 or raised or seconds > SLOW:
                why = f"{status}, {seconds:.2f} s"
                report.failures.append(f"{again.format(number)}  # {why}: {line}")
    finally:
        got_request_exception.disconnect(note)
    return report
