"""What a page says of itself: oEmbed, Open Graph, its title and description.

The page is whatever somebody chose to serve: at most a megabyte, and made to hurt.
Python's HTML parser takes hours over some of those, so tags are found by expressions
that look at each character a bounded number of times.
"""

import codecs
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from email.message import Message
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

MAX_TAGS = 1_000
MAX_TAG = 8_192
OEMBED = "application/json+oembed"

_OPENING = re.compile(r"<(meta|link)(?=[\s/])", re.IGNORECASE)
_TAG = re.compile(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_TITLE = re.compile(r"<title[^<>]{0,200}+>([^<]{0,2000}+)", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?:script|style)(?=[\s>])", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{2,30})"""
)
# Codecs that web pages are written in; Python knows others that take very long.
_WEB_CODEC = re.compile(
    r"ascii|utf-(?:8|16)|iso8859-|cp(?:125|932|949)|koi8|shift_jis|euc_|gb|big5"
)
_INVISIBLE = {"Cc", "Cf", "Cs"}
# Part of the spelling in Persian and in Indic scripts.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class PageFacts:
    """Plain text, each on one line, or ''.

    ``picture`` is the address of one that stands for the page, ``oembed`` where the
    page's oEmbed is.
    """

    title: str = ""
    author: str = ""
    provider: str = ""
    text: str = ""
    picture: str = ""
    oembed: str = ""


def facts_of_page(html: str, url: str) -> PageFacts:
    """What the HTML at ``url`` says of itself; the provider is at least its host."""
    html = _without_scripts(html)
    named, oembed = {}, ""
    for tag, attributes in _tags(html):
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name", "")
            named.setdefault(name.lower(), one_line(attributes.get("content", "")))
        elif attributes.get("type", "").lower() == OEMBED and not oembed:
            oembed = _joined(url, attributes.get("href", ""))
    title = _TITLE.search(html)
    return PageFacts(
        title=_first(named, "og:title", "twitter:title")
        or (one_line(_unescaped(title[1])) if title else ""),
        author=_first(named, "author", "article:author", "twitter:creator"),
        provider=_first(named, "og:site_name", "application-name")
        or (urlsplit(url).hostname or "").removeprefix("www."),
        text=_first(named, "og:description", "description", "twitter:description"),
        picture=_joined(url, named.get("og:image") or named.get("twitter:image", "")),
        oembed=oembed,
    )


def with_oembed(facts: PageFacts, document: bytes) -> PageFacts:
    """``facts`` and, before them, what an oEmbed document says (oembed.com, 2.3.4).

    Its ``html`` is never used. What is no such document changes nothing.
    """
    try:
        said = json.loads(document)
    except (ValueError, RecursionError):
        return facts
    if not isinstance(said, dict):
        return facts
    names = {
        "title": "title",
        "author_name": "author",
        "provider_name": "provider",
        "thumbnail_url": "picture",
    }
    told = {
        ours: one_line(said[theirs])
        for theirs, ours in names.items()
        if isinstance(said.get(theirs), str) and one_line(said[theirs])
    }
    return replace(facts, **told)


def decoded(body: bytes, headers: Message) -> str:
    """A page's text, by the character set that it names, or else UTF-8."""
    try:
        declared = headers.get_content_charset()
        if not declared and (named := _CHARSET.search(body[:4096])):
            declared = named[1].decode()
        codec = codecs.lookup(declared or "utf-8").name
    except (LookupError, ValueError):  # a name of none, or no name at all
        codec = "utf-8"
    if not _WEB_CODEC.match(codec):
        codec = "utf-8"
    return body.decode(codec, "replace")


def one_line(text: str) -> str:
    """``text`` on one line, without characters that control or format."""
    return "".join(
        character
        for character in " ".join(text.split())
        if character in _JOINERS or unicodedata.category(character) not in _INVISIBLE
    ).strip()


def _tags(html: str):
    """Each ``meta`` and ``link`` with its attributes; the first thousand of them."""
    for opening in islice(_OPENING.finditer(html), MAX_TAGS):
        tag = _TAG.match(html, opening.end(), opening.end() + MAX_TAG)
        if tag is None:
            continue
        attributes = {}
        for name, *values in _ATTRIBUTE.findall(tag[0]):
            attributes.setdefault(name.lower(), _unescaped("".join(values)))
        yield opening[1].lower(), attributes


def _without_scripts(html: str) -> str:
    """``html`` less comments, scripts and styles, which may hold anything."""
    kept, end = [], 0
    while (start := html.find("<!--", end)) >= 0:
        kept.append(html[end:start])
        closing = html.find("-->", start)
        end = len(html) if closing < 0 else closing + 3
    first, *others = _SCRIPT.split("".join([*kept, html[end:]]))
    pieces = (_SCRIPT_END.split(piece, maxsplit=1)[1:] for piece in others)
    return "".join([first, *(piece for after in pieces for piece in after)])


def _unescaped(text: str) -> str:
    """``text`` with its entities resolved; as it is where a number is out of hand."""
    try:
        return unescape(text)
    except ValueError:
        return text


def _first(named: dict[str, str], *names: str) -> str:
    """The first of the named texts that says something, and is no address."""
    said = (named.get(name, "") for name in names)
    return next((each for each in said if each and "://" not in each[:9]), "")


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip()) if href else ""
    except ValueError:
        return ""
