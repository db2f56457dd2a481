"""What a request asks the cache for; nothing where somebody in particular asks."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus, unquote_to_bytes

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from delivery.caching import ASKED_QUERY, is_browser
from newsroom.surfaces import PAGE_TREE, ROUTES, Surface

# What tells Django of a copy that a client has: the cache itself answers that.
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
)
ANYBODYS = ("GET", "HEAD")
# Paths that are longer are looked at each time: they would fill the memory.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """``key`` names the page; ``query`` is what of the address's the page may read."""

    key: tuple
    query: str

    def for_django(self, environ: dict) -> dict:
        """The request by which Django makes the page that everybody gets."""
        whole = {k: v for k, v in environ.items() if k not in CONDITIONS}
        return whole | {
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": self.query,
            ASKED_QUERY: environ.get("QUERY_STRING", ""),
        }


def asked_of(environ: dict) -> Asked | None:
    """What the cache is asked for by this WSGI request; None: not for the cache.

    That is who sends a password or has a session, who sends something, and whoever asks
    where no page is for everybody.
    """
    if environ["REQUEST_METHOD"] not in ANYBODYS or "HTTP_AUTHORIZATION" in environ:
        return None
    if (cookies := environ.get("HTTP_COOKIE")) and _name_a_session(cookies):
        return None
    surface = surface_at(environ.get("PATH_INFO", ""))
    if surface is None or environ.get("SCRIPT_NAME"):
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        query = _kept(query, surface)
    key = (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", "").lower(),
        environ["PATH_INFO"],
        query,
        surface.for_browsers and is_browser(environ.get("HTTP_ACCEPT", "")),
    )
    return Asked(key, query)


def _name_a_session(cookies: str) -> bool:
    names = (each.partition("=")[0].strip() for each in cookies.split(";"))
    return settings.SESSION_COOKIE_NAME in names


def surface_at(path_info: str) -> Surface | None:
    """The surface at that ``PATH_INFO`` if its pages are for everybody; else None."""
    known = _known_surface if len(path_info) <= LONGEST else _surface
    return known(path_info)


def _surface(path_info: str) -> Surface | None:
    try:
        match = resolve(get_path_info({"PATH_INFO": path_info}))
    except Resolver404:
        return None
    if match.route.startswith("admin/"):
        return None
    name = match.view_name if match.url_name else match.route
    surface = ROUTES.get(name)
    if name == PAGE_TREE:
        return surface
    keeps = surface and surface.policy.front and not surface.is_streamed
    return surface if keeps else None


_known_surface = lru_cache(maxsize=8_192)(_surface)


def _kept(query: str, surface: Surface) -> str:
    """The parameters that the surface reads, the last of each name, in one spelling."""
    if surface.parameters is None:
        return query
    given = {}
    for part in query.encode("latin-1").replace(b"+", b" ").split(b"&"):
        name, _, value = part.partition(b"=")
        given[unquote_to_bytes(name).decode(errors="replace")] = unquote_to_bytes(value)
    read = sorted(surface.parameters & given.keys())
    return "&".join(f"{name}={quote_plus(given[name])}" for name in read)
