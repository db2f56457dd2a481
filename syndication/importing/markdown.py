"""A folder of Markdown, or one file: stories, with what each says of itself above."""

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from hashtags.folding import parse
from syndication.importing.markdown_html import html_of
from syndication.importing.moments import moment
from syndication.importing.pictures import is_within
from syndication.importing.posts import (
    CannotRead,
    Citation,
    Person,
    Picture,
    Post,
    Section,
    Status,
)
from syndication.markdown.twin import BEGINS, ENDS

ENDINGS = {".md", ".markdown"}
MOST_BYTES = 20_000_000
PUBLISHED = {"", "published", "publish", "public", "live"}
# A story's own words for what it says of itself, by the word that we use.
KEYS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "published_at", "datePublished"),
    "updated": ("updated", "modified", "lastmod", "updated_at", "dateModified"),
    "authors": ("authors", "author", "byline"),
    "categories": ("category", "categories", "section"),
    "hashtags": ("hashtags", "tags", "keywords"),
    "slug": ("slug",),
    "language": ("language", "lang"),
    "standfirst": ("standfirst", "description", "excerpt", "summary"),
    "kicker": ("kicker",),
    "sources": ("sources", "source", "via"),
    "hero": ("hero", "image", "cover"),
    "hero_alt": ("hero_alt", "image_alt"),
    "hero_caption": ("hero_caption", "image_caption", "caption"),
    "hero_credit": ("hero_credit", "image_credit"),
    "status": ("status",),
    "id": ("id", "identifier", "uuid"),
    "url": ("url", "permalink", "canonical"),
    "aliases": ("aliases", "redirect_from"),
}
_WORDS = {word.lower(): key for key, words in KEYS.items() for word in words}
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
# What another program puts above a story, in whose place we read YAML.
_OTHER_FRONT = {"+++": "TOML", "{": "JSON"}
# A word, quoted or not, that answers what Hugo's 'draft' and Jekyll's 'published' ask.
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
# Possessive: each letter is looked at once.
_HEADLINE = re.compile(r"#[ \t]++(.+)")
_SAYS = re.compile(
    r"[*_]*+([A-Za-z]++(?:_++[A-Za-z]++)*+)[*_]*+[ \t]*+:[*_]*+[ \t]++(\S.*)"
)
_HASHTAGS = re.compile(r"(?:#[^\s#,]++[ \t,]*+)++")
# An address, a URN, a tag (RFC 4151) or a UUID: the same thing wherever it stands.
_OF_THE_WORLD = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|urn:|tag:)\S|[0-9a-f]{8}-[0-9a-f-]{27}$", re.IGNORECASE
)
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
# What PyYAML raises; the last two for '!!bool x' and '!!timestamp x'.
_NO_YAML = (yaml.YAMLError, ValueError, RecursionError, KeyError, AttributeError)


class _Loader(yaml.SafeLoader):
    """YAML whose numbers are texts, as they were written: 007, 12:30, a long id."""


for _kind in ("int", "float"):
    _Loader.add_constructor(
        f"tag:yaml.org,2002:{_kind}", yaml.SafeLoader.construct_yaml_str
    )


def read_markdown(path: Path) -> Iterator[Post | CannotRead]:
    """The stories in a folder and those below it, by their names; or of one file."""
    folder = path if path.is_dir() else path.parent
    number = 0
    for file in _files(path):
        number += 1
        try:
            yield _post(file, folder.resolve())
        except CannotRead as error:
            yield error
    if not number:
        raise CannotRead(
            "there is no Markdown (.md) here; an archive is to be unpacked first",
            path.name,
        )


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield from [path] if path.suffix.lower() in ENDINGS else []
        return
    root = path.resolve()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if file.suffix.lower() in ENDINGS and is_within(file, root):
                yield file


def _post(file: Path, folder: Path) -> Post:
    where = str(file.resolve().relative_to(folder))
    text = _read(file, where)
    notes: list[str] = []
    said, body = _split(text, where, notes)
    dated = _DATED_NAME.fullmatch(file.stem)
    own = _lines(said, "url") + _lines(said, "aliases")
    published = _moment(said.get("published")) or (dated and moment(dated[1]))
    return Post(
        identifier=f"markdown:{_identifier(said, file)}",
        where=where,
        title=_line(said, "title"),
        html=html_of(body, notes),
        base=_line(said, "url") or f"/{Path(where).parent.as_posix()}/".lstrip("."),
        slug=_line(said, "slug") or (dated[2] if dated else file.stem),
        standfirst=_line(said, "standfirst"),
        kicker=_line(said, "kicker"),
        addresses=list(dict.fromkeys(own)),
        authors=[_person(each) for each in _all(said, "authors")],
        categories=[Section(each) for each in _lines(said, "categories")],
        hashtags=_hashtags(said),
        published=published,
        updated=_moment(said.get("updated")),
        language=_line(said, "language"),
        status=_status(said),
        sources=[each for each in map(_citation, _all(said, "sources")) if each.url],
        hero=_hero(said, file, folder),
        notes=notes,
    )


def _identifier(said: dict[str, Any], file: Path) -> str:
    """Its address, URN or UUID; a number or word, '1', is only one of its folder."""
    named = _line(said, "id") or _line(said, "url")
    if _OF_THE_WORLD.match(named):
        return named
    return f"{file.resolve().parent}#{named}" if named else str(file.resolve())


def _read(file: Path, where: str) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise CannotRead("it is larger than 20 MB", where)
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRead("it is not in UTF-8", f"{where}, line {line}") from error


# What it says of itself --------------------------------------------------------------


def _split(text: str, where: str, notes: list[str]) -> tuple[dict[str, Any], str]:
    """What the story says of itself, by our words; and its text."""
    lines = text.split("\n")
    if other := _OTHER_FRONT.get(lines[0].rstrip()):
        what = f"what is above the story is {other}: write it as YAML between lines ---"
        raise CannotRead(what, f"{where}, line 1")
    if not _FENCE.fullmatch(lines[0]) or lines[0].startswith("."):
        return _without_front(lines)
    end = next((n for n, each in enumerate(lines) if n and _FENCE.fullmatch(each)), 0)
    if not end:
        raise CannotRead("what is above the story does not end with ---", where)
    try:
        said = _Loader("\n".join(lines[1:end])).get_single_data()
    except _NO_YAML as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = f"what is above the story is no YAML ({_first_line(error)})"
        raise CannotRead(what, f"{where}, line {line}") from error
    if said is not None and not isinstance(said, dict):
        raise CannotRead("what is above the story names nothing", f"{where}, line 1")
    said = said or {}
    body = lines[end + 1 :]
    if "canonical" in said:
        body = _body_of_a_twin(body)
    return _by_our_words(said, notes), "\n".join(body)


def _body_of_a_twin(lines: list[str]) -> list[str]:
    """Of what Newsclip wrote, without what its front matter says already."""
    if BEGINS in lines and ENDS in lines:
        return lines[lines.index(BEGINS) + 1 : lines.index(ENDS)]
    return lines


def _first_line(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).split("\n")[0][:100]


def _by_our_words(said: dict, notes: list[str]) -> dict[str, Any]:
    """By our words; notes those that are none, or say again what was said."""
    found = {}
    for word, value in said.items():
        if value is not None and not _say(str(word).lower(), value, found):
            notes.append(f"'{str(word)[:40]}' above the story left out")
    return found


def _say(word: str, value: Any, found: dict[str, Any]) -> bool:
    """Whether there is a place for what the story says in ``word``; put it there."""
    is_draft = _is_draft(word, value)
    if is_draft:
        found["status"] = "draft"
    if is_draft is not None:
        return True
    key = _WORDS.get(word)
    if key is None or key in found:
        return False
    found[key] = value
    return True


def _is_draft(word: str, value: Any) -> bool | None:
    """Hugo says ``draft: true``, Jekyll ``published: false``; None if neither is said.

    ``published`` may be a date; a ``draft`` of any other kind is one.
    """
    if word not in {"draft", "published"}:
        return None
    bare = "yes" if value is True else "" if value else "no"
    said = _scalar(value).lower() or bare
    if word == "published" and said in _YES | _NO:
        return said in _NO
    return said not in _NO if word == "draft" else None


def _without_front(lines: list[str]) -> tuple[dict[str, Any], str]:
    """A headline, and lines such as 'Source: …' or '#NATO #Macron' around the text."""
    said: dict[str, Any] = {}
    start, end = 0, len(lines)
    while start < end and (not lines[start].strip() or _take(lines[start], said)):
        start += 1
    while end > start and (not lines[end - 1].strip() or _take(lines[end - 1], said)):
        end -= 1
    return said, "\n".join(lines[start:end])


def _take(line: str, said: dict[str, Any]) -> bool:
    """Whether the line says something of the story, which is noted then."""
    line = line.strip()
    if "title" not in said and (headline := _HEADLINE.fullmatch(line)):
        said["title"] = headline[1].rstrip(" \t#") or headline[1]
    elif _HASHTAGS.fullmatch(line):
        said["hashtags"] = [*said.get("hashtags", []), *parse(line)]
    elif says := _SAYS.fullmatch(line):
        return _take_word(says[1].lower(), says[2].rstrip("*_ \t").strip("<>"), said)
    else:
        return False
    return True


def _take_word(word: str, value: str, said: dict[str, Any]) -> bool:
    """Whether it is one of ours; 'Draft: the plans of the board' is a sentence."""
    if word not in _WORDS and (word != "draft" or value.lower() not in _YES | _NO):
        return False
    _say(word, value, said)
    return True


# Each thing --------------------------------------------------------------------------


def _scalar(value: Any) -> str:
    """A text, number or day as text; '' for anything else."""
    return str(value).strip() if isinstance(value, str | date) else ""


def _all(said: dict[str, Any], key: str) -> list:
    value = said.get(key)
    return value if isinstance(value, list) else [value] if value is not None else []


def _lines(said: dict[str, Any], key: str) -> list[str]:
    return [text for text in map(_scalar, _all(said, key)) if text]


def _line(said: dict[str, Any], key: str) -> str:
    return next(iter(_lines(said, key)), "")


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime | date):
        return moment(value.isoformat())
    return moment(_scalar(value))


def _person(value: Any) -> Person:
    if isinstance(value, dict):
        return Person(_scalar(value.get("name")), _scalar(value.get("slug")))
    return Person(_scalar(value))


def _hashtags(said: dict[str, Any]) -> list[str]:
    """As an editor types them, where they are one text: '#NATO, Energy'."""
    value = said.get("hashtags")
    return parse(value) if isinstance(value, str) else _lines(said, "hashtags")


def _citation(value: Any) -> Citation:
    if not isinstance(value, dict):
        return Citation(_scalar(value))
    names = ("title", "author", "published", "role")
    given = {name: _scalar(value.get(name)) for name in names}
    return Citation(_scalar(value.get("url")), **given)


def _status(said: dict[str, Any]) -> Status:
    is_public = _line(said, "status").lower() in PUBLISHED
    return Status.PUBLISHED if is_public else Status.DRAFT


def _hero(said: dict[str, Any], file: Path, folder: Path) -> Picture | None:
    given = said.get("hero")
    inside = given if isinstance(given, dict) else {"url": given}
    address = _scalar(inside.get("url") or inside.get("src"))
    if not address:
        return None
    beside = file.parent / address
    near = "\0" not in address and is_within(beside, folder)
    words = {
        name: _line(said, f"hero_{name}") or _scalar(inside.get(name))
        for name in ("alt", "caption", "credit")
    }
    return Picture(address=address, file=beside if near else None, **words)
