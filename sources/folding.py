"""How the path and query of an address fold, so that one report has one address.

Percent-encoding and dot segments by RFC 3986, section 6.2.2; AMP by the habits of
publishers, since the AMP specification leaves addresses free.
"""

import re
from urllib.parse import quote

from sources.tracking import is_tracking

UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
IN_PATH = "/:@!$&'()*+,;=%"
IN_QUERY = IN_PATH + "?"

# https://www.google.com/amp/s/<host>/<path>: "s" stands for https.
VIEWER_HOST = re.compile(r"(?:www\.)?google\.[a-z.]+")
VIEWER_PATH = re.compile(r"/amp/(?:s/)?(.+)")
# https://<host>.cdn.ampproject.org/c/s/<host>/<path>; c, v, i, r and wp say how it is
# served: https://developers.google.com/amp/cache/overview
CACHE_HOST = re.compile(r"(?:[^.]+\.)?cdn\.ampproject\.org")
CACHE_PATH = re.compile(r"/(?:[civr]|wp)/(?:s/)?(.+)")
# "story.amp" and "story.amp.html"
AMP_SUFFIX = re.compile(r"\.amp(?=(?:\.html?)?\Z)")
AMP_PARAMETER = re.compile(r"_?amp(?:=(?:1|true)?)?|output(?:type)?=amp", re.IGNORECASE)
INDEX_PAGE = re.compile(r"index\.(?:html?|php)|amp\.html")


def viewed_address(host: str, path: str) -> str | None:
    """The address inside that of a Google AMP viewer or cache, without its scheme."""
    for hosts, paths in ((VIEWER_HOST, VIEWER_PATH), (CACHE_HOST, CACHE_PATH)):
        if hosts.fullmatch(host) and (match := paths.fullmatch(path)):
            return match[1]
    return None


def folded_path(path: str) -> str:
    """No dot segments, no AMP, no ``index.html``, and no slash or full stop at the end.

    Only a full stop is dropped there: it comes with a sentence that was copied. Other
    signs may belong: https://en.wikipedia.org/wiki/Mercury_(planet)
    """
    segments = []
    for segment in percent_encoded(path, IN_PATH).split("/")[1:]:
        if segment == "..":
            segments = segments[:-1]
        elif segment not in {".", "amp"}:
            segments.append(segment)
    if segments:
        last = AMP_SUFFIX.sub("", segments.pop()).rstrip(".")
        segments.append("" if INDEX_PAGE.fullmatch(last) else last)
    return "".join(f"/{segment}" for segment in segments).rstrip("/")


def folded_query(query: str) -> str:
    """The parameters that may name the page, sorted, with their question mark."""
    parameters = (percent_encoded(part, IN_QUERY) for part in query.split("&"))
    kept = sorted(
        parameter
        for parameter in parameters
        if parameter
        and not is_tracking(parameter)
        and not AMP_PARAMETER.fullmatch(parameter)
    )
    return f"?{'&'.join(kept)}" if kept else ""


def folded_fragment(fragment: str) -> str:
    """Only ``#!`` names a page: an application's route. Others are places within it."""
    if len(fragment) > 1 and fragment.startswith("!"):
        return f"#{percent_encoded(fragment, IN_QUERY)}"
    return ""


def percent_encoded(text: str, plain: str) -> str:
    """``text`` with all percent-encoded but unreserved characters and ``plain``."""

    def folded(match: re.Match) -> str:
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if UNRESERVED.match(character) else match[0].upper()

    return quote(re.sub(r"%([0-9A-Fa-f]{2})?", folded, text), safe=plain)
