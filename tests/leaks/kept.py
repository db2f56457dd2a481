"""Readers who come through the page cache, and the last good copies behind it."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from newsroom.page_cache.application import PageCache
from tests.newsroom.page_cache.reading import read

MEGABYTES = 64


@contextmanager
def connection_kept():
    """The test's transaction outlives each request, as with Django's own client."""
    ends = request_started, request_finished
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


class Site:
    """The project with a page cache before it, as a web server asks it."""

    def __init__(self):
        self.application = PageCache(WSGIHandler(), megabytes=MEGABYTES)
        self.made = 0
        inner = self.application._application

        def counted(environ, start_response):
            self.made += 1
            with connection_kept():
                answer = inner(environ, start_response)
                body = b"".join(answer)
                answer.close()
            return [body]

        self.application._application = counted

    def fail(self) -> None:
        """From now on nothing can be made: only what is kept is shown."""

        def away(environ, start_response):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"away"]

        self.application._application = away


@dataclass
class Streamed:
    """A response as ``walk.ask`` reads those of Django's client."""

    status_code: int
    headers: dict
    content: bytes
    streaming: bool = False


@dataclass
class Reader:
    """Asks the site; ``etags`` has those of what came whole, by address."""

    site: Site
    etags: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, headers=None) -> Streamed:
        return self._asked("GET", address, headers or {})

    def head(self, address: str, headers=None) -> Streamed:
        return self._asked("HEAD", address, headers or {})

    def _asked(self, method: str, address: str, headers: dict) -> Streamed:
        named = {name.replace("-", "_"): value for name, value in headers.items()}
        answer = read(self.site.application, address, method, **named)
        if answer.status == 200 and "etag" in answer.headers:
            self.etags[address] = answer.headers["etag"]
        return Streamed(answer.status, answer.headers, answer.body)
