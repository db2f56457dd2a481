"""Players of other sites that readers may start inside a story: whose, and at which
address. What is not here is shown as a card with a link, and nothing else.

Settings read this before Django is set up, so it knows nothing of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"(?=.{4,253}$)[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")


@dataclass(frozen=True)
class Player:
    """One provider's player. ``addresses`` match what follows ``https://``.

    ``path`` names their groups; an empty group of ``query`` is left out. Facts about a
    film are asked of ``oembed``, for such pages are large, or hide behind a form.
    """

    name: str
    origin: str
    addresses: tuple[str, ...]
    path: str
    query: tuple[tuple[str, str], ...] = ()
    oembed: str = ""

    @property
    def host(self) -> str:
        """Where it loads from, as readers are told: ``youtube-nocookie.com``."""
        return urlsplit(self.origin).netloc.removeprefix("www.")

    def source(self, url: str) -> str:
        """The address of the player that shows ``url``; '' if it shows none such."""
        for pattern in self.addresses:
            if found := re.fullmatch(pattern, _plain(url), re.ASCII):
                parts = found.groupdict(default="")
                query = [(key, value.format(**parts)) for key, value in self.query]
                query = urlencode([(key, value) for key, value in query if value])
                path = self.path.format(**parts)
                return f"{self.origin}{path}{'?' if query else ''}{query}"
        return ""

    def facts_of(self, url: str) -> str:
        """The address of the oEmbed document about ``url``."""
        return f"{self.oembed}?format=json&url={quote(url, safe='')}"


def peertube(host: str) -> Player:
    """The player of one PeerTube site."""
    if not HOST.fullmatch(host):
        raise ImproperlyConfigured(f"NEWSCLIP_PLAYERS: {host!r} is no host name.")
    return Player(
        name=host.removeprefix("www."),
        origin=f"https://{host}",
        addresses=(rf"{re.escape(host)}/(?:w|videos/watch)/(?P<film>[\w-]{{10,40}})",),
        path="/videos/embed/{film}",
        query=(("autoplay", "1"),),
        oembed=f"https://{host}/services/oembed",
    )


KNOWN = {
    "youtube": Player(
        name="YouTube",
        origin="https://www.youtube-nocookie.com",
        addresses=(
            r"(?:www\.|m\.)?youtube\.com/watch\?v=(?P<film>[\w-]{11})",
            r"(?:www\.|m\.)?youtube\.com/(?:shorts|live|embed)/(?P<film>[\w-]{11})",
            r"youtu\.be/(?P<film>[\w-]{11})",
        ),
        path="/embed/{film}",
        query=(("autoplay", "1"),),
        oembed="https://www.youtube.com/oembed",
    ),
    "vimeo": Player(
        name="Vimeo",
        origin="https://player.vimeo.com",
        addresses=(
            r"(?:www\.)?vimeo\.com/(?P<film>\d{1,12})(?:/(?P<key>[0-9a-f]{6,20}))?",
            r"(?:www\.)?vimeo\.com/channels/[\w-]+/(?P<film>\d{1,12})(?P<key>)",
            r"player\.vimeo\.com/video/(?P<film>\d{1,12})(?P<key>)",
        ),
        path="/video/{film}",
        query=(("h", "{key}"), ("dnt", "1"), ("autoplay", "1")),
        oembed="https://vimeo.com/api/oembed.json",
    ),
    "dailymotion": Player(
        name="Dailymotion",
        origin="https://geo.dailymotion.com",
        addresses=(
            r"(?:www\.)?dailymotion\.com/video/(?P<film>[a-z0-9]{5,12})",
            r"dai\.ly/(?P<film>[a-z0-9]{5,12})",
        ),
        path="/player.html",
        query=(("video", "{film}"),),
        oembed="https://www.dailymotion.com/services/oembed",
    ),
    "ted": Player(
        name="TED",
        origin="https://embed.ted.com",
        addresses=(r"(?:www\.)?ted\.com/talks/(?P<film>[a-z0-9_]{3,120})",),
        path="/talks/{film}",
        oembed="https://www.ted.com/services/v1/oembed.json",
    ),
}


def configured(names: Iterable[str]) -> tuple[Player, ...]:
    """The players of ``NEWSCLIP_PLAYERS``: keys of ``KNOWN``, or ``peertube:host``.

    Raises ImproperlyConfigured for a name that is neither.
    """
    return tuple(_named(name.strip().lower()) for name in names if name.strip())


def _named(name: str) -> Player:
    kind, colon, host = name.partition(":")
    if kind == "peertube" and colon:
        return peertube(host)
    try:
        return KNOWN[name]
    except KeyError:
        raise ImproperlyConfigured(
            f"NEWSCLIP_PLAYERS names {name!r}; known are {', '.join(KNOWN)} and "
            "peertube:<host>."
        ) from None


def player_of(url: str, players: Iterable[Player]) -> Player | None:
    """The one of the players that shows what is at ``url``."""
    return next((player for player in players if player.source(url)), None)


def _plain(url: str) -> str:
    """``url`` less its scheme, its end slash and all of its query but the film's name.

    Addresses arrive with times, lists and campaigns that say nothing of which film.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"https", "http"}:
        return ""
    film = dict(parse_qsl(parts.query)).get("v", "")
    place = f"{parts.netloc.lower()}{parts.path.rstrip('/')}"
    return f"{place}?v={film}" if place.endswith("/watch") and film else place
