"""What WordPress makes of a post's text when it shows it: blocks, shortcodes, lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from syndication.importing.posts import Picture
from syndication.importing.texts import held

# Text of the block editor is HTML; in that of the classic one, lines are paragraphs.
_BLOCK = re.compile(r"<!-- wp:")
# A block without any text in the export: the site makes it when a page is asked for.
_EMPTY_BLOCK = re.compile(r"<!-- wp:([\w/-]+)(?: [^<>]*)? /-->")
_NEXT_PAGE = re.compile(r"<!--nextpage-->")
_NAME = r"[a-zA-Z][\w-]*"
_SHORTCODE = re.compile(rf"(?<!\[)\[(/?)({_NAME})((?:[\s=][^\[\]]*)?)\]")
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


@dataclass
class Library:
    """A site's pictures by the id of their post, and what was uploaded to which story.

    ``uploaded`` has, by the story's id, (the editor's order, the picture's id).
    """

    pictures: dict[str, Picture] = field(default_factory=dict)
    uploaded: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def of(self, story: str) -> list[str]:
        """The ids of the pictures that were uploaded to a story, in their order."""
        own = self.uploaded.get(story, [])
        return [pk for place, pk in sorted(own, key=lambda it: (it[0], len(it[1]), it))]


@dataclass
class _Story:
    """Whose text it is: ``pk`` is its id there."""

    pk: str
    library: Library
    notes: list[str]


def content_of(text: str, library: Library, pk: str) -> Content:
    """The text with what WordPress would put in the place of its shortcodes.

    ``pk`` is the story's id there, for a gallery of all that was uploaded to it. A
    shortcode of a plugin stays as it is written, and is noted. Raises TooLong.
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
        html=held(_replaced(text, _Story(pk, library, notes))),
        newlines=not _BLOCK.search(text),
        notes=notes,
    )


def _replaced(text: str, story: _Story) -> Iterator[str]:
    """The text in pieces, each shortcode that we know as the HTML it stands for."""
    found = list(_SHORTCODE.finditer(text))
    ends = _ends(found)
    place, opened = 0, set()
    for each in found:
        if each.start() < place:
            continue
        if each[1]:
            if each in opened:
                yield text[place : each.start()]
                place = each.end()
            continue
        end, make = ends.get(each), _SHORTCODES.get(each[2].lower())
        inside = text[each.end() : end.start()] if end and make else ""
        made = make(_attributes(each[3]), inside, story) if make else ""
        if made:
            yield text[place : each.start()]
            yield made
            takes_all = end and make in _TAKE_ALL
            place = (end if takes_all else each).end()
            opened.add(end)
        elif end or make or "=" in each[3]:
            story.notes.append(f"shortcode kept as text: [{each[2]}]")
    yield text[place:]


def _ends(found: list[re.Match]) -> dict[re.Match, re.Match]:
    """Where each shortcode ends that does: no other of its name begins before."""
    ends, began = {}, {}
    for each in found:
        name = each[2].lower()
        if not each[1]:
            began[name] = each
        elif begin := began.pop(name, None):
            ends[begin] = each
    return ends


def _attributes(given: str) -> dict[str, str]:
    found = {
        name.lower(): double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(given)
    }
    words = _ATTRIBUTE.sub("", given).strip()
    return {"": words.lstrip("=").strip("\"' ")} | found


def _caption(given: dict, inside: str, story: _Story) -> str:
    """[caption]: a picture, perhaps linked, and the words under it."""
    image = _IMAGE.search(inside)
    if image is None:
        return ""
    words = f"{inside[: image.start()]}{inside[image.end() :]}".strip()
    words = held(_replaced(words, story)) or escape(given.get("caption", ""))
    return f"<figure>{image[0]}<figcaption>{words}</figcaption></figure>"


def _gallery(given: dict, inside: str, story: _Story) -> str:
    """[gallery]: pictures of the library by their ids, or all that a story brought."""
    pictures = story.library.pictures
    named = (given.get("ids") or given.get("include") or "").replace(",", " ").split()
    left_out = given.get("exclude", "").replace(",", " ").split()
    all_of_it = story.library.of(given.get("id") or story.pk)
    ids = dict.fromkeys(named or [pk for pk in all_of_it if pk not in left_out])
    for pk in ids:
        if pk not in pictures:
            story.notes.append(f"picture of a gallery that is not in the export: {pk}")
    return "".join(
        f'<figure><img src="{escape(picture.address)}" alt="{escape(picture.alt)}">'
        f"<figcaption>{escape(picture.caption)}</figcaption></figure>"
        for picture in map(pictures.get, ids)
        if picture
    )


def _embed(given: dict, inside: str, story: _Story) -> str:
    """[embed], and what plugins call it: a page that is shown as a card."""
    address = inside.strip() or given.get("url") or given.get("src") or given[""]
    if not address.startswith(("http://", "https://")):
        return ""
    return f'<div class="wp-block-embed__wrapper">{escape(address)}</div>'


def _film(given: dict, inside: str, story: _Story) -> str:
    """[video], [audio]: a file; what is between stands below it."""
    names = ("src", "mp4", "webm", "ogv", "mp3", "m4a", "ogg", "wav")
    alone = given[""] if given[""].startswith(("http://", "https://")) else ""
    address = next(filter(None, map(given.get, names)), alone)
    return f'<video src="{escape(address)}"></video>' if address else ""


_SHORTCODES: dict[str, Callable[[dict, str, _Story], str]] = {
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
# What stands between their beginning and their end is in what they make.
_TAKE_ALL = {_caption, _embed}
