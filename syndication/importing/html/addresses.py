"""Addresses in other people's HTML: which may be followed, whose player is meant."""

import re
from urllib.parse import parse_qs, urljoin

from django.core.exceptions import ValidationError

from sources.addresses import check_address
from syndication.importing.texts import parts_of

SCHEMES = {"http", "https", "mailto", "tel"}
# Whose addresses, alone in a paragraph, other systems show as what they lead to.
EMBEDDED = {
    *("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "dai.ly", "ted.com"),
    *(
        "twitter.com",
        "x.com",
        "bsky.app",
        "instagram.com",
        "facebook.com",
        "tiktok.com",
    ),
    *("soundcloud.com", "spotify.com", "mixcloud.com", "flickr.com", "flic.kr"),
    *("reddit.com", "tumblr.com", "kickstarter.com", "slideshare.net", "scribd.com"),
    *("imgur.com", "speakerdeck.com", "wordpress.tv", "videopress.com", "threads.net"),
}
_PLAYERS = (
    (
        r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})",
        "https://www.youtube.com/watch?v={}",
    ),
    (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}"),
    (
        r"(?:www\.|geo\.)?dailymotion\.com/embed/video/(\w+)",
        "https://www.dailymotion.com/video/{}",
    ),
    (r"embed\.ted\.com/talks/([\w/-]+)", "https://www.ted.com/talks/{}"),
    (r"open\.spotify\.com/embed/([\w/-]+)", "https://open.spotify.com/{}"),
)
PLAYERS = [(re.compile(rf"https?://{at}"), watch) for at, watch in _PLAYERS]


def absolute(address: str, base: str) -> str:
    """The address as a link may have it; '' for one that leads nowhere from here.

    Without a ``base`` one of a site's own, '/harbour/', stays as it is.
    """
    address = "".join(address.split("\n")).strip()
    if not address:
        return ""
    whole = _joined(base, address)
    if whole.startswith("//"):
        whole = f"https:{whole}"
    parts = parts_of(whole)
    scheme, host = parts.scheme.lower(), parts.hostname
    if not whole.isprintable():
        return ""
    if not scheme:
        return whole if whole.startswith("/") and not host else ""
    if scheme not in SCHEMES or (scheme in {"http", "https"} and not host):
        return ""
    return whole


def _joined(base: str, address: str) -> str:
    """The address as seen from ``base``; as it is where one of the two is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def embedded(address: str) -> str:
    """What an embed of this page or player is stored as; '' where it cannot be."""
    if address.startswith("//"):
        address = f"https:{address}"
    if not address.startswith(("https://", "http://")):
        return ""
    for player, watch in PLAYERS:
        if match := player.match(address):
            return watch.format(match[1])
    parts = parts_of(address)
    if (parts.hostname or "").removeprefix("w.") == "soundcloud.com":
        played = parse_qs(parts.query).get("url", [""])[0]
        address = played if played.startswith("https://") else address
    try:
        check_address(address)
    except ValidationError:
        return ""
    return address


def is_of_a_player(address: str) -> bool:
    """Whether systems that know oEmbed show this address, alone, as a card."""
    labels = (parts_of(address).hostname or "").split(".")
    return any(".".join(labels[start:]) in EMBEDDED for start in range(len(labels)))
