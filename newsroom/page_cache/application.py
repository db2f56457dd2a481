"""The WSGI application in front of Django's."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils.http import parse_etags, parse_http_date_safe

from delivery import fleet, metrics
from delivery.caching import AWAY, DATABASE_FAILED, KEEP, NEVER, CachePolicy
from delivery.generations import generations
from delivery.patience import patience
from newsroom.errors import away
from newsroom.metrics import Timed
from newsroom.page_cache import making
from newsroom.page_cache.asked import Asked, asked_of
from newsroom.page_cache.build import build
from newsroom.page_cache.copies import Copy, copy_of, encoding_for
from newsroom.page_cache.making import Making
from newsroom.page_cache.place import Place
from newsroom.page_cache.shelf import Shelf
from newsroom.security import strict_headers

logger = logging.getLogger("newsclip.pages")

# Seconds that a request waits for another that makes the same page.
PATIENCE = 5.0
# Seconds between two looks whether the database is there again.
PROBES_EVERY = 0.5
# Seconds for which it is known that an address had nothing to keep, and how many are.
UNKEPT_FOR, MOST_UNKEPT = 10.0, 10_000
# What is answered without a database, whatever else is.
FILES = [f"/{file.name}" for file in Path(settings.WHITENOISE_ROOT).iterdir()]
WITHOUT_DATABASE = (settings.STATIC_URL, "/livez", "/readyz", "/metrics", *FILES)
# Names by which one machine keeps pages, besides those that its settings name: a name
# with any port, or one of any subdomain, is the site's, too.
MOST_HOSTS = 16
COPY, MADE, LAST_GOOD, NOT_KEPT, NONE = (
    metrics.PAGES.labels(source)
    for source in ("copy", "made", "last good", "not kept", "none")
)


@dataclass(slots=True)
class Said:
    """What Django answered; ``environ`` is the request, with what it marked there."""

    status: str
    headers: list[tuple[str, str]]
    parts: Iterable[bytes]
    environ: dict

    def body(self) -> bytes:
        """All of it; the response is at its end then."""
        try:
            return b"".join(self.parts)
        finally:
            self.close()

    def passed_on(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """The same, to whoever asked; to a HEAD without its body."""
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return []
        return self.parts

    def close(self) -> None:
        if close := getattr(self.parts, "close", None):
            close()


class PageCache:
    """Answers with a copy where there is a good one; else ``application`` is asked.

    Where that fails, the last copy that shows nothing which is gone is better than
    none. ``megabytes`` of copies are kept on disk; of 0, all is asked of Django.
    """

    def __init__(self, application: Callable, megabytes: int):
        self._application, self._keeps = Timed(application), bool(megabytes)
        self._shelf = Shelf(Path(settings.PAGES_FOLDER), megabytes << 20)
        self._here, self._build = generations(), build()
        self._making = Making()
        self._unkept: dict[int, float] = {}
        named = [urlsplit(settings.BASE_URL).netloc, *settings.ALLOWED_HOSTS]
        self._named, self._hosts = {each.lower() for each in named}, set()
        self._database_is_away = threading.Event()
        self._process = 0

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if self._process != os.getpid():  # the one that answers, not who forked it
            self._process = os.getpid()
            fleet.follow()
        asked = asked_of(environ) if self._keeps else None
        if asked is None:
            return self._passed(environ, start_response)
        copy = self._fresh(asked.key)
        if copy is None:
            return self._made(asked, environ, start_response)
        COPY.inc()
        return _answer(copy, environ, start_response)

    def _passed(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """What Django says to who asks for no copy, where a thread is left for copies.

        What needs no database hangs with none.
        """
        path = environ.get("PATH_INFO", "")
        if path.startswith(WITHOUT_DATABASE):
            return self._application(environ, start_response)
        is_admin = path.startswith("/admin/")
        with self._making.turn(is_page=not is_admin) as begins:
            # Where no new connection is to be had, editors' may be there still.
            may_ask = is_admin or not self._database_is_away.is_set()
            if begins and may_ask:
                NOT_KEPT.inc()
                parts = self._application(environ, start_response)
                self._note_failure(environ)
                return parts
        NONE.inc()
        return Said(*_away(environ), environ).passed_on(environ, start_response)

    def _fresh(self, key: tuple) -> Copy | None:
        """A copy that is as good as a page made now."""
        for find in (self._shelf.at_hand, self._shelf.on_disk):
            copy, now = find(key), time.time()
            if copy is not None and copy.holds(self._here, now):
                lifetime = copy.policy.front if fleet.hears() else fleet.UNHEARD
                # A copy of the future was made before the clock was set back.
                if copy.build == self._build and 0 <= now - copy.made < lifetime:
                    return copy
        return None

    def _last_good(self, key: tuple) -> Copy | None:
        """A copy that shows nothing which has gone since, however old it is."""
        silence = self._here.seconds_since_heard if settings.CACHE_URL else 0
        if silence > settings.LAST_GOOD_SECONDS:
            return None
        copy = self._shelf.at_hand(key) or self._shelf.on_disk(key)
        return copy if copy and copy.holds(self._here, time.time()) else None

    def _made(self, asked: Asked, environ: dict, start_response: Callable):
        """The answer with a page that is made now, by one request at a time."""
        good = self._last_good(asked.key)
        # What others may have purged unheard is shown only where nothing can be made.
        stale = good if fleet.hears() else None
        if self._unkept.get(hash(asked.key), 0) > time.monotonic():
            place = Place(None)  # nobody makes it for the others
        else:
            place = self._shelf.place(asked.key, 0 if stale else PATIENCE)
        with place:
            copy = self._fresh(asked.key)  # another may have made it meanwhile
            if copy is not None:
                COPY.inc()
                return _answer(copy, environ, start_response)
            is_away = self._database_is_away.is_set()
            if stale and not (place.is_ours or is_away):
                COPY.inc()
                return _answer(stale, environ, start_response)
            said = None
            if not (is_away or place.hangs):
                said, copy = self._ask(asked, environ, place)
        if copy is not None:
            # What was purged while it was made may reach a cache in front too late.
            late = said.environ[KEEP].late or not copy.holds(self._here, time.time())
            policy = NEVER if late else copy.policy
            MADE.inc()
            return _answer(copy, environ, start_response, policy)
        if said is None or said.status >= "500":
            return self._instead(said, good, environ, start_response)
        NOT_KEPT.inc()
        return said.passed_on(environ, start_response)

    def _ask(
        self, asked: Asked, environ: dict, place: Place
    ) -> tuple[Said | None, Copy | None]:
        """What Django says, None where it fails altogether; and the copy of it."""
        begun = self._here.last
        with self._making.turn() as begins:
            if not begins:
                return None, None
            place.begin()
            try:
                said = _said(self._application, asked.for_django(environ))
            except Exception:  # whatever it is, readers get the last good copy
                logger.exception("%s could not be made", asked.key)
                return None, None
            self._note_failure(said.environ)
            keeping = said.environ.get(KEEP)
            if keeping is None:
                self._note_unkept(asked.key)
                return said, None
            body = said.body()
        said.parts = [body]
        copy = copy_of(
            asked.key,
            said.status,
            said.headers,
            body,
            keeping,
            begun=begun,
            here=self._here,
            build=self._build,
        )
        if copy is not None and self._is_ours(asked.key[1]):
            self._shelf.put(copy)
        else:
            self._note_unkept(asked.key)
        return said, copy

    def _note_unkept(self, key: tuple) -> None:
        if len(self._unkept) >= MOST_UNKEPT:
            self._unkept.clear()
        self._unkept[hash(key)] = time.monotonic() + UNKEPT_FOR

    def _is_ours(self, host: str) -> bool:
        """Whether pages are kept under that name: not under each that somebody says."""
        if host in self._named:
            return True
        if len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)
        return host in self._hosts

    def _instead(self, said: Said | None, good: Copy | None, environ, start_response):
        """The last good copy with its age; without one, that the site is away."""
        if good is not None and good.holds(self._here, time.time()):
            if said is not None:
                said.close()
            age = max(int(time.time() - good.made), 0)
            LAST_GOOD.inc()
            return _answer(good, environ, start_response, NEVER, age)
        NONE.inc()
        if said is None:
            said = Said(*_away(environ), environ)
        return said.passed_on(environ, start_response)

    def _note_failure(self, environ: dict) -> None:
        """Without a database, ask for nothing more until another thread finds it."""
        is_away = environ.get(DATABASE_FAILED) == AWAY
        if is_away and not self._database_is_away.is_set():
            self._database_is_away.set()
            try:
                threading.Thread(target=self._probe, daemon=True).start()
            except RuntimeError:  # no thread is to be had: each asks for itself
                self._database_is_away.clear()

    def _probe(self) -> None:
        patience.set(making.PATIENCE)
        try:
            while not _database_answers():
                time.sleep(PROBES_EVERY)
        finally:
            self._database_is_away.clear()


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    finally:
        connection.close()
    return True


def _away(environ: dict) -> tuple[str, list[tuple[str, str]], list[bytes]]:
    """What is said while there is nothing."""
    answer = away(environ.get("PATH_INFO", ""))
    headers = [*answer.items(), *strict_headers(environ["wsgi.url_scheme"]).items()]
    status = f"{answer.status_code} {answer.reason_phrase}"
    return status, headers, [answer.content]


def _said(application: Callable, environ: dict) -> Said:
    answer = []
    parts = application(
        environ, lambda status, headers, *_: answer.append((status, headers))
    )
    return Said(*answer[0], parts, environ)


def _answer(
    copy: Copy,
    environ: dict,
    start_response: Callable,
    policy: CachePolicy | None = None,
    age: int | None = None,
) -> Iterable[bytes]:
    """Send the copy, in the best encoding, or say that the client has it (304).

    ``age`` is that of a copy of last resort. Caches are told the copy's own policy, or
    ``policy``.
    """
    encoding = ""
    if len(copy.bodies) > 1:
        encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{copy.etag}-{encoding}"' if encoding else f'"{copy.etag}"'
    headers = [
        *copy.headers,
        ("Cache-Control", (policy or copy.policy).header_until(copy.until)),
        ("ETag", etag),
        ("Date", formatdate(usegmt=True)),
    ]
    if age is not None:
        headers.append(("Age", str(age)))
    if copy.status == HTTPStatus.OK and _has_it(environ, etag, copy):
        unsaid = ("content-type", "content-disposition")
        start_response(
            "304 Not Modified", [h for h in headers if h[0].lower() not in unsaid]
        )
        return []
    body = copy.bodies[encoding]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response(_STATUS[copy.status], headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


_STATUS = {
    each: f"{each.value} {each.phrase}" for each in (HTTPStatus.OK, HTTPStatus.GONE)
}


def _has_it(environ: dict, etag: str, copy: Copy) -> bool:
    """Whether the client said that it has this very page (RFC 9110, 13.1)."""
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        return any(
            each == "*" or each.removeprefix("W/") == etag
            for each in parse_etags(known)
        )
    since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
    if since is None or since > time.time():
        return False
    changed = next((v for n, v in copy.headers if n == "Last-Modified"), "")
    changed = parse_http_date_safe(changed)
    return changed is not None and changed <= since
