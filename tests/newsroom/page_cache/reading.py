"""Who reads through the page cache: WSGI requests, as a web server makes them."""

from dataclasses import dataclass

from django.test import RequestFactory

from delivery.caching import KEEP, PURGED, Keeping
from delivery.tags import EVERYTHING


@dataclass(frozen=True)
class Answer:
    """What a client got; ``headers`` by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def read(application, path: str, method: str = "GET", **headers: str) -> Answer:
    """What ``application`` answers to ``path``; headers by their names, '_' for '-'."""
    environ = RequestFactory().generic(
        method, path, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    environ = environ.environ
    said = []
    parts = application(environ, lambda status, headers: said.append((status, headers)))
    body = b"".join(parts)
    if close := getattr(parts, "close", None):
        close()
    status, given = said[0]
    return Answer(int(status[:3]), {n.lower(): v for n, v in given}, body)


class Scripted:
    """An application that says what it is told to, counts, and marks what to keep."""

    def __init__(self, *names: str, until=None, policy=PURGED):
        self.keeping = Keeping(frozenset({EVERYTHING, *names}), policy, until)
        self.asked: list[dict] = []
        self.status = "200 OK"
        self.headers: list[tuple[str, str]] = [("Content-Type", "text/html")]
        self.before = lambda: None

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.before()
        if self.keeping:
            environ[KEEP] = self.keeping
        start_response(self.status, list(self.headers))
        return [f"<p>Page {len(self.asked)}</p>".encode() + b" " * 300]
