"""A small cache before the newsroom: keeps public pages, forgets what is purged."""

import http.client
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

EVERYTHING = "site"
NOT_FORWARDED = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class FrontCache:
    """Listens while it is entered; ``purges`` are ``(when, tags)`` in their order.

    A page is forgotten by a purge of one of its tags; one without tags by any purge.
    ``before_keeping`` is called with the address between the newsroom's answer and its
    storing: a slow network, or whatever a test wants to happen there.
    """

    def __init__(self, newsroom: str = ""):
        self.newsroom = urlsplit(newsroom)
        self.purges: list[tuple[float, set[str]]] = []
        self.before_keeping = lambda path: None
        self.hits = self.misses = 0
        self.tagged = False
        self._kept: dict[str, tuple[bytes, list, set[str]]] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.cache = self

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()

    def get(self, path: str) -> tuple[int, list, bytes]:
        """Status, headers and body: what is kept, or what the newsroom answers."""
        with self._lock:
            kept = self._kept.get(path)
            self.hits, self.misses = self.hits + bool(kept), self.misses + (not kept)
        if kept:
            body, headers, _ = kept
            return 200, headers, body
        status, headers, body = self._ask(path)
        if status == 200 and _may_be_kept(headers):
            self.before_keeping(path)
            tags = _tags(_value(headers, "cache-tag"))
            with self._lock:
                self.tagged = self.tagged or bool(tags)
                self._kept[path] = body, headers, tags
        return status, headers, body

    def _ask(self, path: str) -> tuple[int, list, bytes]:
        asked = http.client.HTTPConnection(
            self.newsroom.hostname, self.newsroom.port, timeout=20
        )
        try:
            asked.request("GET", path, headers={"Host": self.newsroom.netloc})
            answer = asked.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            asked.close()

    def purge(self, tags: set[str]) -> None:
        """Forget the pages that carry one of ``tags``."""
        with self._lock:
            self.purges.append((time.time(), tags))
            self._kept = {
                path: page
                for path, page in self._kept.items()
                if page[2] and not page[2] & tags and EVERYTHING not in tags
            }

    def purges_of(self, tag: str) -> int:
        """How often that tag, by itself or among others, was purged."""
        return sum(tag in tags for _, tags in list(self.purges))

    def without(self, text: str) -> list[str]:
        """Addresses of the kept pages that do not hold ``text``."""
        with self._lock:
            kept = dict(self._kept)
        return sorted(path for path in kept if text.encode() not in kept[path][0])


def _value(headers: list, name: str) -> str:
    return ", ".join(value for key, value in headers if key.lower() == name)


def _tags(value: str) -> set[str]:
    return {tag for tag in re.split(r"[,\s]+", value) if tag}


def _may_be_kept(headers: list) -> bool:
    """Whether a shared cache may keep it; HTML that says nothing is kept, too."""
    control = _value(headers, "cache-control").lower()
    if re.search(r"private|no-store|no-cache", control):
        return False
    if control:
        return "public" in control or "s-maxage" in control
    return _value(headers, "content-type").startswith("text/html")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Says nothing of clients that were killed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, headers, body = self.server.cache.get(self.path)
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in NOT_FORWARDED:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PURGE(self):
        self.server.cache.purge(_tags(self.headers.get("Cache-Tag", "")))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Says nothing."""
