"""WordPress' export (WXR 1.0 to 1.2): Tools, Export, All content, as one XML file."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

from syndication.importing.html.media import PICTURES
from syndication.importing.moments import moment
from syndication.importing.posts import (
    CannotRead,
    NoStory,
    Person,
    Picture,
    Post,
    Section,
    Status,
)
from syndication.importing.texts import TooLong, plain
from syndication.importing.wordpress_content import Library, content_of
from syndication.importing.xml import Found, elements

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
STATUSES = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "pending": Status.PENDING,
    "private": Status.PRIVATE,
}
# Of a site's own machinery: nobody wrote them for readers.
MACHINERY = {
    *("nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"),
    *("user_request", "wp_template", "wp_template_part", "wp_global_styles"),
    *("wp_navigation", "wp_font_family", "wp_font_face"),
}


def read_wordpress(path: Path) -> Iterator[Post | NoStory | CannotRead]:
    """The posts of an export. It is read twice: pictures may stand after their posts.

    Its pages and comments are left, each with its reason.
    """
    site = _read_site(path)
    for number, (item, line) in enumerate(_items(path), start=1):
        where = f"{path.name}, line {line}, post {_text(item, 'post_id') or number}"
        kind = _text(item, "post_type") or "post"
        status = _text(item, "status")
        if kind == "post" and status in {"trash", "auto-draft"}:
            yield NoStory("it is in the bin, or was never written", where)
        elif kind == "post":
            yield _post_or_why(item, site, where)
        elif kind == "page":
            yield NoStory("it is a page: write it as one of the newsroom's", where)
        elif kind != "attachment":
            why = "it is WordPress' own" if kind in MACHINERY else "it is no post"
            yield NoStory(f"{why} ({kind})", where)


@dataclass
class _Site:
    """What posts refer to: authors by their login, and pictures."""

    address: str = ""
    language: str = ""
    authors: dict[str, Person] = field(default_factory=dict)
    library: Library = field(default_factory=Library)


WANTED = {"author", "base_blog_url", "base_site_url", "language", "wxr_version"}
# Not in WordPress' own namespace: what any feed says of its site.
OF_A_FEED = {"language", "link"}


def _read_site(path: Path) -> _Site:
    """All that stands around the posts. Raises CannotRead for another kind of file.

    What breaks off later is left to who reads the posts before.
    """
    site, is_export, link = _Site(), False, ""
    try:
        for element, _ in elements(path, {*_names("item", *WANTED), *OF_A_FEED}):
            name = _name(element)
            if name == "item":
                _note_file(site, element)
            elif name == "author":
                login = _text(element, "author_login")
                name = _text(element, "author_display_name")
                site.authors[login] = Person(unescape(name), login)
            elif name == "base_blog_url":
                site.address = _own(element)
            elif element.tag == "link":
                link = link or _own(element)
            elif name == "language" and element.tag == "language":
                site.language = _own(element)
            is_export = is_export or element.tag != name
    except CannotRead:
        if not is_export:
            raise
    if not is_export:
        raise CannotRead(
            "this is no export of WordPress: nothing in it is WordPress' own", path.name
        )
    site.address = site.address or link
    return site


def _note_file(site: _Site, item: Element) -> None:
    if _text(item, "post_type") != "attachment":
        return
    address = _text(item, "attachment_url") or _text(item, "guid")
    meta = _meta(item)
    pk, story = _text(item, "post_id"), _text(item, "post_parent")
    site.library.pictures[pk] = Picture(
        address=address,
        alt=meta.get("_wp_attachment_image_alt", ""),
        caption=plain(_excerpt(item)),
        title=unescape(_text(item, "title")),
    )
    if address.lower().endswith(PICTURES):
        order = _text(item, "menu_order")
        place = int(order[:9]) if order.isdecimal() else 0
        site.library.uploaded.setdefault(story, []).append((place, pk))


NAMESPACES = tuple(
    f"{{{scheme}://wordpress.org/export/1.{minor}/}}"
    for scheme in ("http", "https")
    for minor in range(4)
)


def _names(*names: str) -> set[str]:
    """The names in every edition's namespace, and in none."""
    return {f"{space}{name}" for name in names for space in ("", *NAMESPACES)}


def _items(path: Path) -> Iterator[Found]:
    found = elements(path, {"item"})
    next(found)
    return found


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _own(element: Element) -> str:
    return (element.text or "").strip()


def _text(item: Element, name: str) -> str:
    """The text of a child, in whichever namespace; '' where there is none."""
    return next((_own(child) for child in item if _name(child) == name), "")


def _excerpt(item: Element) -> str:
    tags = (child for child in item if "excerpt" in child.tag)
    return next((_own(child) for child in tags if _name(child) == "encoded"), "")


def _meta(item: Element) -> dict[str, str]:
    rows = (child for child in item if _name(child) == "postmeta")
    return {_text(row, "meta_key"): _text(row, "meta_value") for row in rows}


def _post_or_why(item: Element, site: _Site, where: str) -> Post | CannotRead:
    try:
        post = _post(item, site, where)
    except TooLong as error:
        return CannotRead(str(error), where)
    if comments := sum(_name(child) == "comment" for child in item):
        post.notes.append(f"comments left out: {comments}")
    return post


def _post(item: Element, site: _Site, where: str) -> Post:
    found = {_name(child): _own(child) for child in item}
    meta = _meta(item)
    pk = found.get("post_id", "")
    content = content_of(item.findtext(CONTENT) or "", site.library, pk)
    link, guid = found.get("link", ""), found.get("guid", "")
    hero = site.library.pictures.get(meta.get("_thumbnail_id", ""))
    if hero is None and meta.get("_thumbnail_id"):
        content.notes.append("featured picture that is not in the export")
    if found.get("is_sticky") == "1":
        content.notes.append("stuck to the front there: use a slot of the front page")
    addresses = [link, guid, *_former(item, link, found.get("post_name", ""))]
    # Not the guid: sites that were copied, or whose posts were, have it twice.
    known = found.get("post_id") or guid or link
    if not site.address:
        known = guid or link or known
    return Post(
        identifier=f"wordpress:{site.address}?p={known}",
        where=where,
        title=plain(found.get("title", "")),
        html=content.html,
        newlines=content.newlines,
        base=link or site.address,
        slug=found.get("post_name", ""),
        standfirst=plain(_excerpt(item)),
        addresses=[each for each in dict.fromkeys(addresses) if each],
        authors=_authors(item, site),
        categories=[Section(name, slug) for name, slug in _terms(item, "category")],
        hashtags=[name for name, _ in _terms(item, "post_tag")],
        published=_published(found),
        updated=moment(found.get("post_modified_gmt", ""), UTC),
        language=site.language,
        status=_status(found),
        hero=hero and replace(hero),
        notes=content.notes,
    )


def _terms(item: Element, domain: str) -> list[tuple[str, str]]:
    """(name, slug) of each of the item's terms, in its order."""
    rows = (child for child in item if child.tag == "category")
    return [
        (unescape(_own(row)), row.get("nicename", ""))
        for row in rows
        if row.get("domain", "category") == domain and _own(row)
    ]


def _authors(item: Element, site: _Site) -> list[Person]:
    """Those of a plugin that has several for a post, or else the one who made it."""
    if several := _terms(item, "author"):
        people = ((name, slug.removeprefix("cap-")) for name, slug in several)
        return [site.authors.get(name) or Person(name, slug) for name, slug in people]
    login = (item.findtext(CREATOR) or "").strip()
    return [site.authors.get(login, Person(slug=login))] if login else []


def _former(item: Element, link: str, slug: str) -> list[str]:
    """Where it was under slugs that it had before."""
    rows = (child for child in item if _name(child) == "postmeta")
    old = [_text(row, "meta_value") for row in rows if _is(row, "_wp_old_slug")]
    start, found, rest = link.rpartition(f"/{slug}") if slug else ("", "", "")
    return [f"{start}/{each}{rest}" for each in old if each and found]


def _is(row: Element, key: str) -> bool:
    return _text(row, "meta_key") == key


def _published(found: dict[str, str]) -> datetime | None:
    """In UTC where it is known; the site's own time is taken for the newsroom's."""
    return (
        moment(found.get("post_date_gmt", ""), UTC)
        or moment(found.get("pubDate", ""))
        or moment(found.get("post_date", ""))
    )


def _status(found: dict[str, str]) -> Status:
    if found.get("post_password"):
        return Status.PROTECTED
    return STATUSES.get(found.get("status", ""), Status.DRAFT)
