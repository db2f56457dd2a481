"""What a reader of another system's file gives, and how it says what it cannot read."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from django.utils.html import escape


class CannotRead(Exception):
    """What is wrong, and where: the file with its line, or the post."""

    def __init__(self, what: str, where: str):
        super().__init__(f"{where}: {what}")
        self.what = what
        self.where = where


@dataclass(frozen=True)
class NoStory:
    """What a file holds beside stories, a page or a picture: reported, and left."""

    what: str
    where: str


class Status(StrEnum):
    """What a post was where it comes from. Only what was published is published."""

    PUBLISHED = "published"
    DRAFT = "a draft"
    PENDING = "waiting for review"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    PROTECTED = "behind a password or for members"


@dataclass
class Person:
    """An author. Without a name the slug stands for it."""

    name: str = ""
    slug: str = ""


@dataclass
class Section:
    """A category. The slug is made from the name where there is none."""

    name: str
    slug: str = ""


@dataclass
class Picture:
    """A picture that a post shows. ``file`` is set where the reader knows the file.

    ``address`` is where it was on the net; matched by its path with ``--media``.
    """

    address: str = ""
    file: Path | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    title: str = ""

    @property
    def where(self) -> str:
        """Its address or, without one, its file: what it is found by again."""
        return self.address or str(self.file or "")


@dataclass
class Citation:
    """A report that the post refers to."""

    url: str
    title: str = ""
    author: str = ""
    published: str = ""  # '2026-01-07'
    role: str = "report"


@dataclass
class Post:
    """One story as another system's file has it.

    ``identifier`` is the same at every reading of the post and unlike that of any post
    of any other site: an address, or a uuid. ``where`` is for people: "line 120, post
    45". ``html`` is as untrusted as the file; addresses in it are relative to ``base``;
    with ``newlines`` its line breaks are meant. ``addresses`` are absolute, or of the
    site ('/harbour/'), the main one first; each becomes a redirect. The story
    lies in the first of ``categories``; the others are kept as hashtags. ``notes`` are
    what the reader could not take over, a sentence each, for the report.
    """

    identifier: str
    where: str
    title: str = ""
    html: str = ""
    slug: str = ""
    standfirst: str = ""
    kicker: str = ""
    base: str = ""
    newlines: bool = False
    addresses: list[str] = field(default_factory=list)
    authors: list[Person] = field(default_factory=list)
    categories: list[Section] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    status: Status = Status.PUBLISHED
    sources: list[Citation] = field(default_factory=list)
    hero: Picture | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that the file says of it, and that a story has a place for.

        Not of where it stands, nor of where on this machine its picture does.
        """
        said = asdict(replace(self, where="", notes=[]))
        if self.hero:
            said["hero"] = asdict(replace(self.hero, file=None))
        written = json.dumps(said, sort_keys=True, default=str)
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


# What is one of a kind in the world: an address, a URN, a tag URI.
_ONE_OF_A_KIND = re.compile(r"(?:https?://|urn:|tag:)", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


def scoped(own: str, source: str) -> str:
    """An identifier that no post of another site has.

    ``own`` is the post's in its file, often a number; ``source`` the site's address.
    """
    if _ONE_OF_A_KIND.match(own):
        return own
    return f"{_SCHEME.sub('', source, count=1).rstrip('/')}#{own}"


def paragraphs(text: str) -> str:
    """Plain text as HTML: each line that says something is a paragraph."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


# A reader takes a file or folder and yields its posts, holding only a few at a time.
# It yields a NoStory for what is no post, a CannotRead for a post that cannot be read
# where others may follow, and raises one where nothing more can be read: not of that
# format, cut short.
Reader = Callable[[Path], Iterator[Post | NoStory | CannotRead]]
