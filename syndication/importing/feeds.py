"""RSS, Atom and JSON Feed: what any site gives away of its newest posts."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser

from news.text import plain_text
from syndication.importing.beside import is_shown, link
from syndication.importing.json_pieces import (
    EACH,
    first_character,
    objects,
    pieces,
    text,
    texts,
)
from syndication.importing.links import hosts_of
from syndication.importing.moments import moment
from syndication.importing.posts import (
    CannotRead,
    Person,
    Picture,
    Post,
    paragraphs,
    scoped,
)
from syndication.importing.xml import elements, in_utf_8

NO_NAME = "it has neither an id nor an address, so that it could not be found again"
MOST_BYTES = 50_000_000
JSON_FEED = "https://jsonfeed.org/version/1"


def read_feed(path: Path) -> Iterator[Post | CannotRead]:
    """The entries of a feed, whichever of the three it is.

    A feed has no categories as a newsroom has them: what it calls so become hashtags.
    """
    is_json = first_character(path) == "{"
    yield from _json_feed(path) if is_json else _xml_feed(path)


def _xml_feed(path: Path) -> Iterator[Post | CannotRead]:
    if path.stat().st_size > MOST_BYTES:
        raise CannotRead(
            "an RSS or Atom feed is held whole, and this one is larger than 50 MB: "
            "import what its site exports, or cut it into several",
            path.name,
        )
    # The library reads what is cut short, or full of entities, as far as it can, and
    # some encodings as if they were others.
    for _ in elements(path, ()):
        pass
    found = feedparser.parse(
        BytesIO(in_utf_8(path)),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not found.version:
        raise CannotRead("this is neither RSS nor Atom", path.name)
    for number, entry in enumerate(found.entries, start=1):
        where = f"{path.name}, entry {number}"
        if entry.get("id") or entry.get("link"):
            yield _entry(entry, found.feed, where)
        else:
            yield CannotRead(NO_NAME, where)


def _entry(entry, feed, where: str) -> Post:
    link = entry.get("link", "")
    summary = entry.get("summary", "")
    contents = [(each.type, each.value) for each in entry.get("content", ())]
    kind, html = next(iter(contents), ("text/html", summary))
    html = paragraphs(html) if kind == "text/plain" else html
    hero, end, notes = _beside(entry, html)
    # Its own `get` takes the one date for the other.
    updated = moment(dict.get(entry, "updated", ""))
    return Post(
        identifier=scoped(entry.get("id") or link, _home(feed, link)),
        where=where,
        title=_plain(entry.get("title", ""), entry.get("title_detail", {})),
        html=html + end,
        standfirst=plain_text(summary) if contents else "",
        base=link or feed.get("link", ""),
        addresses=[link] if link else [],
        authors=_authors(entry),
        hashtags=[tag.term for tag in entry.get("tags", ()) if tag.term],
        published=moment(entry.get("published", "")) or updated,
        updated=updated,
        language=entry.get("language") or feed.get("language", ""),
        hero=hero,
        notes=notes,
    )


def _home(feed, link: str) -> str:
    """What tells the feed's site from others: its address, or what it has instead."""
    own = (each.get("href") for each in feed.get("links", ()))
    named = (feed.get("link"), *own, feed.get("id"), _host(link), feed.get("title"))
    return next(filter(None, named), "")


def _host(link: str) -> str:
    return next(iter(hosts_of([link])), "")


def _plain(title: str, detail: dict) -> str:
    return title if detail.get("type") == "text/plain" else plain_text(title)


def _authors(entry) -> list[Person]:
    names = [author.get("name", "") for author in entry.get("authors", ())]
    return [Person(name) for name in dict.fromkeys(names) if name]


def _beside(entry, html: str) -> tuple[Picture | None, str, list[str]]:
    """(the hero, the text's end, notes) of the files that come with an entry."""
    files = [*entry.get("media_content", ()), *entry.get("enclosures", ())]
    given = [
        (file.get("url") or file.get("href"), _is_picture(file), "") for file in files
    ]
    return _placed(given, html, credit=entry.get("credit", ""))


def _is_picture(file) -> bool:
    return file.get("medium") == "image" or file.get("type", "").startswith("image/")


def _placed(
    files: list[tuple[str, bool, str]], html: str, *, credit: str = ""
) -> tuple[Picture | None, str, list[str]]:
    """Where each of the files goes: (address, whether it is a picture, its name).

    The first picture is the hero. Others may be the same in another size: those that
    the text does not show are noted. What is no picture is a link below the text.
    """
    hero, end, notes = None, "", []
    for address, is_picture, name in dict.fromkeys(files):
        if not address:
            continue
        if is_picture and hero is None:
            hero = Picture(address=address, credit=credit)
        elif is_shown(address, html):
            continue
        elif is_picture:
            notes.append(f"picture beside the first left out: {address}")
        else:
            end += link(address, name)
    return hero, end, notes


ABOUT = ("version", "language", "home_page_url", "feed_url", "title")


def _json_feed(path: Path) -> Iterator[Post | CannotRead]:
    about = dict.fromkeys(ABOUT, "")
    for (name,), value in pieces(path, [(name,) for name in ABOUT]):
        about[name] = text(value)
    if not about["version"].startswith(JSON_FEED):
        raise CannotRead("this is no JSON Feed: it has no 'version' of one", path.name)
    items = pieces(path, [("items", EACH)])
    for number, (_, item) in enumerate(items, start=1):
        where = f"{path.name}, item {number}"
        if isinstance(item, dict) and (text(item.get("id")) or text(item.get("url"))):
            yield _item(item, about, where)
        else:
            yield CannotRead(NO_NAME, where)


def _item(item: dict, about: dict[str, str], where: str) -> Post:
    url = text(item.get("url"))
    named = (about["home_page_url"], about["feed_url"], _host(url), about["title"])
    home = next(filter(None, named), "")
    html = text(item.get("content_html")) or paragraphs(text(item.get("content_text")))
    pictures = [(text(item.get(name)), True, "") for name in ("image", "banner_image")]
    hero, end, notes = _placed(pictures + _attachments(item), html)
    updated = moment(text(item.get("date_modified")))
    return Post(
        identifier=scoped(text(item.get("id")) or url, home),
        where=where,
        title=text(item.get("title")),
        html=html + end,
        standfirst=text(item.get("summary")),
        base=url,
        addresses=[url] if url else [],
        authors=_people(item),
        hashtags=texts(item.get("tags")),
        published=moment(text(item.get("date_published"))) or updated,
        updated=updated,
        language=text(item.get("language")) or about["language"],
        hero=hero,
        notes=notes,
    )


def _attachments(item: dict) -> list[tuple[str, bool, str]]:
    """(address, whether it is a picture, its name) of each of its files."""
    return [
        (
            text(each.get("url")),
            text(each.get("mime_type")).startswith("image/"),
            text(each.get("title")),
        )
        for each in objects(item.get("attachments"))
    ]


def _people(item: dict) -> list[Person]:
    """Its authors; version 1 knew one."""
    people: list[Any] = objects(item.get("authors")) or objects([item.get("author")])
    return [Person(name) for each in people if (name := text(each.get("name")))]
