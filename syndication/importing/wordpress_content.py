"""What WordPress makes of a post's text when it shows it: blocks, shortcodes, lines."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from syndication.importing.posts import Picture

# Text of the block editor is HTML; in that of the classic one, lines are paragraphs.
_BLOCK = re.compile(r"<!-- wp:")
# A block without any text in the export: the site makes it when a page is asked for.
_EMPTY_BLOCK = re.compile(r"<!-- wp:([\w/-]+)(?: [^<>]*)? /-->")
_NEXT_PAGE = re.compile(r"<!--nextpage-->")
_NAME = r"[a-zA-Z][\w-]*"
_SHORTCODE = re.compile(rf"\[(/?)({_NAME})((?:[\s=][^\[\]]*)?)\]")
_ATTRIBUTE = re.compile(
    rf"""(?<![\w-])({_NAME}+)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))"""
)
_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)


@dataclass
class Content:
    """A post's text as HTML, and whether its line breaks are meant."""

    html: str
    newlines: bool
    notes: list[str] = field(default_factory=list)


def content_of(text: str, files: dict[str, Picture]) -> Content:
    """The text with what WordPress would put in the place of its shortcodes.

    ``files`` are the site's pictures by the id of their post, for galleries. A
    shortcode of a plugin stays as it is written, and is noted.
    """
    notes = [
        f"block that has no text in the export left out: {name}"
        for name in _EMPTY_BLOCK.findall(text)
        if name not in {"separator", "spacer", "more", "nextpage"}
    ]
    if number := len(_NEXT_PAGE.findall(text)):
        notes.append(f"page breaks left out: {number}")
        text = _NEXT_PAGE.sub("\n\n", text)

    return Content(
        html="".join(_replaced(text, files, notes)),
        newlines=not _BLOCK.search(text),
        notes=notes,
    )


def _replaced(text: str, files: dict, notes: list[str]) -> Iterator[str]:
    """The text in pieces, each shortcode that we know as the HTML it stands for."""
    found = list(_SHORTCODE.finditer(text))
    ends = defaultdict(list)
    for each in found:
        if each[1]:
            ends[each[2]].append(each)
    place = 0
    for each in found:
        if each.start() < place or each[1]:
            continue
        later = ends[each[2]]
        first = bisect(later, each.start(), key=lambda end: end.start())
        end = later[first] if first < len(later) else None
        make = _SHORTCODES.get(each[2].lower())
        inside = text[each.end() : end.start()] if end and make else ""
        made = make(_attributes(each[3]), inside, files) if make else ""
        if made:
            yield text[place : each.start()]
            yield made
            place = (end or each).end()
        elif end or "=" in each[3]:
            notes.append(f"shortcode kept as text: [{each[2]}]")
    yield text[place:]


def _attributes(given: str) -> dict[str, str]:
    found = {
        name.lower(): double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(given)
    }
    words = _ATTRIBUTE.sub("", given).strip()
    return {"": words.lstrip("=").strip("\"' ")} | found


def _caption(given: dict, inside: str, files: dict) -> str:
    """[caption]: a picture, perhaps linked, and the words under it."""
    image = _IMAGE.search(inside)
    if image is None:
        return ""
    words = f"{inside[: image.start()]}{inside[image.end() :]}".strip()
    words = words or escape(given.get("caption", ""))
    return f"<figure>{image[0]}<figcaption>{words}</figcaption></figure>"


def _gallery(given: dict, inside: str, files: dict) -> str:
    """[gallery]: pictures of the site's library, by their ids."""
    ids = re.split(r"[\s,]+", given.get("ids") or given.get("include") or "")
    pictures = [files[pk] for pk in ids if pk in files]
    return "".join(
        f'<figure><img src="{escape(picture.address)}" alt="{escape(picture.alt)}">'
        f"<figcaption>{escape(picture.caption)}</figcaption></figure>"
        for picture in pictures
    )


def _embed(given: dict, inside: str, files: dict) -> str:
    """[embed], and what plugins call it: a page that is shown as a card."""
    address = inside.strip() or given.get("url") or given.get("src") or given[""]
    if not address.startswith(("http://", "https://")):
        return ""
    return f'<div class="wp-block-embed__wrapper">{escape(address)}</div>'


def _film(given: dict, inside: str, files: dict) -> str:
    """[video], [audio]: a file."""
    names = ("src", "mp4", "webm", "ogv", "mp3", "m4a", "ogg", "wav")
    address = next(filter(None, map(given.get, names)), "")
    return f'<video src="{escape(address)}"></video>' if address else ""


_SHORTCODES: dict[str, Callable[[dict, str, dict], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _embed,
    "youtube": _embed,
    "vimeo": _embed,
    "soundcloud": _embed,
    "video": _film,
    "audio": _film,
}
