"""Ghost's export: Settings, Migration tools, Export, as one JSON file.

Its tables stand in the order of the alphabet, those that posts refer to after them: so
it is read twice, and never held whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from news.text import plain_text
from syndication.importing.ghost_editors import NoText, html_of_editor
from syndication.importing.json_pieces import EACH, pieces, text
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
from syndication.importing.texts import TooLong

# Older exports have no 'db' around them.
ROOTS = (("db", EACH, "data"), ("data",))
TABLES = ("posts_authors", "posts_meta", "posts_tags", "tags", "users")
# Stands in the export for the site's own address.
SITE = "__GHOST_URL__"
STATUSES = {
    "published": Status.PUBLISHED,
    "scheduled": Status.SCHEDULED,
    "sent": Status.PROTECTED,  # by mail alone, to subscribers
}
# Around what only some may see in a post for everybody.
_GATED = re.compile(
    r"<!--\s*+kg-gated-block:begin([^>]*+)>.*?(?:<!--\s*+kg-gated-block:end\s*+-->|\Z)",
    re.DOTALL,
)
_FOR_EVERYBODY = re.compile(r"\bnonMember:\s*true\b")


def read_ghost(path: Path) -> Iterator[Post | NoStory | CannotRead]:
    """The posts of an export. Its pages are left to the newsroom, each with its reason.

    A post's first tag is its category, as it is Ghost's own 'primary tag'; internal
    tags (#name) are no words for readers.
    """
    tables = _Tables(path)
    number = 0
    for row in _rows(path, "posts"):
        number += 1
        where = f"{path.name}, post {number}"
        if not isinstance(row, dict) or not text(row.get("id")):
            yield CannotRead("it has no id", where)
        elif text(row.get("type")) == "page" or row.get("page") is True:
            named = f"{where} ({text(row.get('title'))[:80]})"
            yield NoStory("it is a page: write it as one of the newsroom's", named)
        else:
            yield _post_or_why(row, tables, where)
    if not number and not tables.found:
        raise CannotRead("this is no export of Ghost: it has no posts", path.name)


def _rows(path: Path, table: str) -> Iterator[Any]:
    for _, row in pieces(path, [(*root, table, EACH) for root in ROOTS]):
        yield row


class _Tables:
    """What posts refer to, by the post's id."""

    def __init__(self, path: Path):
        names = {(*root, name, EACH): name for root in ROOTS for name in TABLES}
        rows = defaultdict(list)
        for place, row in pieces(path, names):
            if isinstance(row, dict):
                rows[names[place]].append(row)
        self.found = bool(rows)
        self.meta = {text(row.get("post_id")): row for row in rows["posts_meta"]}
        self.authors = _joined(rows["posts_authors"], "author_id", rows["users"])
        self.tags = _joined(rows["posts_tags"], "tag_id", rows["tags"])
        self.users = {text(row.get("id")): row for row in rows["users"]}


def _joined(links: list[dict], key: str, rows: list[dict]) -> dict[str, list[dict]]:
    """The rows that each post is linked to, in the order that the editor gave them."""
    by_id = {text(row.get("id")): row for row in rows}
    joined = defaultdict(list)
    for link in sorted(links, key=lambda row: _number(row.get("sort_order"))):
        if found := by_id.get(text(link.get(key))):
            joined[text(link.get("post_id"))].append(found)
    return joined


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _post_or_why(row: dict, tables: _Tables, where: str) -> Post | CannotRead:
    try:
        return _post(row, tables, where)
    except TooLong as error:
        return CannotRead(str(error), where)


def _post(row: dict, tables: _Tables, where: str) -> Post:
    pk = text(row.get("id"))
    authors = tables.authors.get(pk) or [
        tables.users[author]
        for author in [text(row.get("author_id"))]
        if author in tables.users
    ]
    tags = [tag for tag in tables.tags.get(pk, []) if not _is_internal(tag)]
    notes: list[str] = []
    html = _html(row, notes).replace(SITE, "")
    slug = text(row.get("slug"))
    return Post(
        identifier=f"ghost:{text(row.get('uuid')) or pk}",
        where=where,
        title=text(row.get("title")),
        html=html,
        slug=slug,
        standfirst=text(row.get("custom_excerpt")),
        addresses=[f"/{slug}/"] if slug else [],
        authors=[Person(text(a.get("name")), text(a.get("slug"))) for a in authors],
        categories=[
            Section(text(tag.get("name")), text(tag.get("slug"))) for tag in tags[:1]
        ],
        hashtags=[text(tag.get("name")) for tag in tags[1:]],
        published=_moment(row.get("published_at")) or _moment(row.get("created_at")),
        updated=_moment(row.get("updated_at")),
        language=text(row.get("locale")),
        status=_status(row),
        hero=_hero(row, tables.meta.get(pk, {})),
        notes=notes,
    )


def _is_internal(tag: dict) -> bool:
    name = text(tag.get("name"))
    return not name or name.startswith("#") or tag.get("visibility") == "internal"


def _status(row: dict) -> Status:
    if text(row.get("visibility")) not in ("", "public"):
        return Status.PROTECTED
    return STATUSES.get(text(row.get("status")), Status.DRAFT)


def _moment(value: Any) -> datetime | None:
    """In UTC, as text; milliseconds since 1970, as the oldest exports have them."""
    if isinstance(value, str):
        return moment(value, UTC)
    try:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    except (TypeError, OverflowError, ValueError):
        return None
    return moment(at.isoformat())


def _hero(row: dict, meta: dict) -> Picture | None:
    address = text(row.get("feature_image") or row.get("image")).replace(SITE, "")
    if not address:
        return None
    return Picture(
        address=address,
        alt=text(meta.get("feature_image_alt")),
        caption=plain_text(text(meta.get("feature_image_caption"))),
    )


def _html(row: dict, notes: list[str]) -> str:
    """The text, made of what the editor has where the export has no HTML of it."""
    if html := text(row.get("html")):
        return _for_everybody(html, notes)
    try:
        return html_of_editor(row, notes)
    except NoText:
        notes.append(
            "its text is in a form that cannot be read, without HTML: open and save it "
            "in Ghost, and export again"
        )
        return ""


def _for_everybody(html: str, notes: list[str]) -> str:
    """The HTML without what readers see only when they have signed in."""
    gated = [
        each for each in _GATED.finditer(html) if not _FOR_EVERYBODY.search(each[1])
    ]
    if gated:
        what = "part of the text that not everybody may see left out"
        notes.append(f"{what}: {len(gated)}")
    return _GATED.sub(
        lambda each: each[0] if _FOR_EVERYBODY.search(each[1]) else "", html
    )
