"""News in JSON (https://iptc.org/standards/ninjs/), 2 and 3: what agencies send.

The two differ in the case of their names ('versioncreated', 'versionCreated') and in
associations being an object or a list: they are read alike.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from news.text import plain_text
from syndication.importing.beside import figure, is_shown, link
from syndication.importing.json_pieces import (
    EACH,
    first_character,
    objects,
    pieces,
    text,
)
from syndication.importing.moments import moment
from syndication.importing.posts import (
    CannotRead,
    Citation,
    NoStory,
    Person,
    Picture,
    Post,
    Section,
    Status,
    paragraphs,
    scoped,
)

AUTHORS = {"author", "creator", "writer", "byline"}
HTML = "text/html"


def read_ninjs(path: Path) -> Iterator[Post | NoStory | CannotRead]:
    """The text items of a file, which is one item or a list of them, or of a folder."""
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    if not files:
        raise CannotRead("it holds no .json files", path.name)
    for file in files:
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        try:
            for number, item in enumerate(_items(file), start=1):
                yield _read(item, f"{name}, item {number}")
        except CannotRead as error:
            yield CannotRead(error.what, name)
        except OSError as error:
            yield CannotRead(f"it cannot be read ({error.strerror})", name)


def _items(file: Path) -> Iterator[Any]:
    is_list = first_character(file) == "["
    for _, item in pieces(file, [(EACH,) if is_list else ()]):
        yield item


def _read(item: Any, where: str) -> Post | NoStory | CannotRead:
    item = _lowered(item)
    if not isinstance(item, dict) or not text(item.get("uri")):
        return CannotRead("this is no ninjs item: it has no 'uri'", where)
    if not (objects(item.get("headlines")) or objects(item.get("bodies"))):
        return NoStory("it has neither 'headlines' nor 'bodies'", where)
    kind = text(item.get("type")) or "text"
    if kind != "text":
        return NoStory(f"it is of the type '{kind}', no text", where)
    return _post(item, where)


def _lowered(value: Any) -> Any:
    """The same with every name in lower case; it is at most a hundred deep."""
    if isinstance(value, dict):
        return {name.lower(): _lowered(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_lowered(each) for each in value]
    return value


def _post(item: dict, where: str) -> Post:
    uri = text(item.get("uri"))
    created = (text(item.get(name)) for name in ("firstcreated", "contentcreated"))
    updated = moment(text(item.get("versioncreated")))
    is_address = uri.startswith(("https://", "http://"))
    subjects = [each for each in objects(item.get("subjects")) if each.get("name")]
    sections = [each for each in subjects if each.get("rel") == "category"]
    html = _body(item)
    hero, end, notes = _beside(item, html)
    return Post(
        identifier=scoped(uri, text(item.get("copyrightholder"))),
        where=where,
        title=plain_text(_said(item, "headlines", "main")),
        html=html + end,
        standfirst=plain_text(_said(item, "descriptions", "standfirst")),
        base=uri if is_address else "",
        addresses=[uri] if is_address else [],
        authors=_authors(item),
        categories=[Section(text(each["name"])) for each in sections],
        hashtags=[text(each["name"]) for each in subjects if each not in sections],
        published=next(filter(None, map(moment, created)), updated),
        updated=updated,
        language=text(item.get("language")),
        status=_status(item),
        sources=_sources(item),
        hero=hero,
        notes=notes,
    )


def _said(item: dict, name: str, role: str) -> str:
    """The text of that role, or else the first there is."""
    found = objects(item.get(name))
    fitting = [each for each in found if each.get("role") == role]
    return next((text(each.get("value")) for each in [*fitting, *found]), "")


def _body(item: dict) -> str:
    bodies = objects(item.get("bodies"))
    for body in bodies:
        if HTML in (body.get("contenttype"), f"text/{body.get('role')}"):
            return text(body.get("value"))
    return paragraphs(text(bodies[0].get("value"))) if bodies else ""


def _authors(item: dict) -> list[Person]:
    """Those who are said to have written it; or else the byline, as one name."""
    people = objects(item.get("people"))
    written = [text(p.get("name")) for p in people if p.get("rel") in AUTHORS]
    names = written or [text(item.get("by")).strip().removeprefix("By ")]
    return [Person(name) for name in names if name]


def _status(item: dict) -> Status:
    if text(item.get("pubstatus")) in {"withheld", "canceled"}:
        return Status.PRIVATE
    until = moment(text(item.get("embargoeduntil") or item.get("embargoed")))
    return Status.SCHEDULED if until and until > timezone.now() else Status.PUBLISHED


def _sources(item: dict) -> list[Citation]:
    named = [(text(s.get("uri")), s) for s in objects(item.get("infosources"))]
    return [
        Citation(uri, title=text(source.get("name")))
        for uri, source in named
        if uri.startswith(("https://", "http://"))
    ]


def _beside(item: dict, html: str) -> tuple[Picture | None, str, list[str]]:
    """(the hero, the text's end, notes) of what is associated with the item.

    The first picture is the hero. Others, and films and sounds, follow the text unless
    they are in it; what is neither is noted.
    """
    hero, end, notes = None, "", []
    beside = item.get("associations")
    beside = list(beside.values()) if isinstance(beside, dict) else beside
    for each in objects(beside):
        files = _files(each)
        kind = text(each.get("type"))
        name = plain_text(_said(each, "headlines", "main")) or text(each.get("uri"))
        if not files:
            notes.append(f"association without a file left out: {kind} {name}".strip())
        elif kind == "picture" and hero is None:
            hero = _picture(each, files)
        elif any(is_shown(file, html) for file in files):
            continue
        elif kind == "picture":
            shown = _picture(each, files)
            end += figure(shown.address, shown.caption, shown.credit)
        else:
            end += link(files[0], name)
    return hero, end, notes


def _files(association: dict) -> list[str]:
    """The addresses of its renditions, the widest first."""
    files = association.get("renditions")
    files = list(files.values()) if isinstance(files, dict) else files
    files = [file for file in objects(files) if text(file.get("href"))]
    files.sort(key=lambda file: _width(file.get("width")), reverse=True)
    return [text(file["href"]) for file in files]


def _picture(association: dict, files: list[str]) -> Picture:
    return Picture(
        address=files[0],
        caption=plain_text(_said(association, "descriptions", "caption")),
        credit=text(association.get("by")),
    )


def _width(value: Any) -> int:
    return value if isinstance(value, int) else 0
