"""What a link to a page looks like where it is shared: Open Graph, X, the Fediverse.

Titles and descriptions are those that the page's head says already. There is no
``article:author``: its value is an address, which programs take for a name.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from home.furniture import Furniture
from news.models import ArticlePage
from syndication.locales import LOCALES
from syndication.share_cards.card import Card, card_of, plain_card

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_META = re.compile(r'<meta name="([a-z]+)" content="([^"]*)"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
# A profile as Mastodon and its kin write it: /@name, /@name@its.home, /users/name.
_PROFILE = re.compile(
    r"/(?:web/)?(?:@|users/)(\w(?:[\w.-]*\w)?)(?:@([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+))?/?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """What the head of a page says of it already, as plain text."""

    title: str
    description: str
    canonical: str
    robots: str


@dataclass(frozen=True)
class Preview:
    """A page as a shared link shows it; ``root`` is what begins its addresses.

    ``words`` are the editor's for sharing it, which X shows
    in place of the title: elsewhere programs take the title for the headline.
    ``properties`` are those of a story (``article:…``), ``creators`` its authors'
    accounts in the Fediverse, ``oembed`` the address that tells how to embed it, less
    the format. ``canonical`` is '' where the head has one, or is to have none.
    """

    kind: str
    title: str
    description: str
    address: str
    locale: str
    card: Card
    root: str
    words: str = ""
    canonical: str = ""
    is_listed: bool = True
    properties: list[tuple[str, str]] = field(default_factory=list)
    creators: list[str] = field(default_factory=list)
    oembed: str = ""


def read_head(html: str) -> Head:
    """The head's title, description, canonical address and orders to robots."""
    title, canonical = _TITLE.search(html), _CANONICAL.search(html)
    named = dict(_META.findall(html))
    return Head(
        title=" ".join(unescape(title[1]).split()) if title else "",
        description=unescape(named.get("description", "")).strip(),
        canonical=unescape(canonical[1]) if canonical else "",
        robots=named.get("robots", ""),
    )


def preview_of_story(story: ArticlePage, head: Head, furniture: Furniture) -> Preview:
    """The preview of a story that is loaded as its own page loads it: no query."""
    properties = [
        ("article:published_time", _time(story.published_at)),
        ("article:modified_time", _time(story.modified_at)),
    ]
    if story.shown_category:
        properties.append(("article:section", story.shown_category.title))
    properties += [("article:tag", tag.name) for tag in story.public_hashtags]
    handles = [fediverse_handle(line.author.mastodon) for line in story.bylines.all()]
    root = furniture.site.root_url
    return Preview(
        kind="article",
        title=story.title,
        words=story.share_text,
        description=head.description or furniture.brand.site_title,
        address=story.full_url,
        locale=LOCALES[story.language],
        card=card_of(story, furniture.brand),
        root=root,
        is_listed=not head.robots,
        properties=properties,
        creators=[handle for handle in handles if handle],
        oembed=f"{root}{reverse('oembed')}?{urlencode({'url': story.full_url})}",
    )


def preview_of_page(
    request: HttpRequest, head: Head, furniture: Furniture, number: int, own: str
) -> Preview:
    """The preview of any other page.

    ``number`` is which page of a list is shown, ``own`` the path that the page says is
    its own, or ''.
    """
    brand, root = furniture.brand, furniture.site.root_url
    path = own or escape_uri_path(request.path)
    if number > 1:
        path = f"{path}?page={number}"
    is_listed = not head.robots
    return Preview(
        kind="website",
        title=head.title.removesuffix(f" — {brand.name}"),
        description=head.description or brand.site_title,
        address=head.canonical or root + path,
        locale=LOCALES[settings.LANGUAGE_CODE],
        card=plain_card(brand),
        root=root,
        canonical=root + path if is_listed and not head.canonical else "",
        is_listed=is_listed,
    )


def _time(moment: datetime) -> str:
    """In the newsroom's zone, whose day is the story's."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def fediverse_handle(profile: str) -> str:
    """'@ada@social.example' of a profile's address; '' where it is none.

    As Mastodon reads ``fediverse:creator``.
    """
    address = urlsplit(profile)
    found = _PROFILE.fullmatch(address.path)
    if found is None or address.scheme not in ("http", "https") or not address.hostname:
        return ""
    return f"@{found[1]}@{(found[2] or address.hostname).lower()}"
