"""Text set in lines: broken, measured, as large as fits, and put on a picture."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PIL import ImageDraw

from syndication.share_cards.bidi import levels, visual_order
from syndication.share_cards.faces import JOINER, NON_JOINER, Face, faced, runs

ELLIPSIS = "…"
# What a text is measured at; fonts here scale evenly.
_MEASURED_AT = 100
# Chinese and Japanese break between any two characters but for these (JIS X 4051).
_ANYWHERE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NO_LINE_BEGINS = set(
    "、。，．・：；？！ー々〻ゝゞ）］｝〕〉》」』】〙〗”’…‥％ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    ")]}%,.:;!?»ะาำๅๆฯະາຳຽໆ"
)
_NO_LINE_ENDS = set("（［｛〔〈《「『【〘〖“‘([{«เแโใไເແໂໃໄ")
# These write no space between words, which only a dictionary would find: a phrase that
# is longer than a line breaks between characters. Thai, Lao, Tibetan, Burmese, Khmer.
_PHRASES = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
_HYPHENS = set("-‐–—/")


@dataclass(frozen=True)
class Text:
    """What is to be set: ``face`` draws it where it can; ``rtl`` is how it is read."""

    text: str
    face: Face
    rtl: bool = False
    language: str | None = None


@dataclass(frozen=True)
class Block:
    """Lines of a text at a size, the baselines ``leading`` pixels apart."""

    lines: list[str]
    size: int
    leading: float
    of: Text

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


def clean(text: str) -> str:
    """``text`` in one line without what is invisible, but for what joins letters."""
    kept = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char in (JOINER, NON_JOINER)
        or char.isspace()
        or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join("".join(kept).split())


def fitted(text: Text, width: float, height: float, sizes: range) -> Block:
    """``text`` as large as fits in a box; at the smallest size what fits, with an '…'.

    A word is broken only where no size has room for it. The lines are about as long as
    each other. ``sizes`` are in pixels, the largest first.
    """
    whole = _pieces(text)
    lead = max((face.leading for _, face in faced(text.text, text.face)), default=1.1)
    for breaks in (_breaks_phrases, _breaks_anything):
        for size in sizes:
            room, most = width * _MEASURED_AT / size, int(height / (lead * size))
            lines = _lines(whole, text, room, breaks)
            if lines is not None and len(lines) <= most:
                lines = _balanced(whole, text, room, breaks, lines)
                return Block(lines, size, lead * size, text)
    lines = _lines(whole, text, room, _breaks_anything) or []
    return Block(_cut(lines, max(most, 1), text, room), size, lead * size, text)


def line(text: Text, width: float, size: int) -> Block:
    """``text`` in one line of a size, cut with an '…' where it is too long."""
    room = width * _MEASURED_AT / size
    whole = "".join(_pieces(text)).rstrip()
    lines = [whole] if whole else []
    if _width(whole, text) > room:
        lines = _cut([whole, ""], 1, text, room)
    return Block(lines, size, size * text.face.leading, text)


def draw(block: Block, on: ImageDraw.ImageDraw, x: float, y: float, ink: str) -> None:
    """Draw the lines; ``x`` is where they begin, ``y`` the first line's baseline."""
    for number, text in enumerate(block.lines):
        baseline = y + number * block.leading
        at = x - _line_width(text, block) if block.of.rtl else x
        for run, face, direction in _runs_in_sight(text, block.of):
            font, language = face.at(block.size), block.of.language
            shaped = {"direction": direction, "language": language}
            on.text((at, baseline), run, fill=ink, font=font, anchor="ls", **shaped)
            at += font.getlength(run, **shaped)


def width_of(block: Block) -> float:
    """How wide the block's longest line is, in pixels."""
    return max((_line_width(text, block) for text in block.lines), default=0)


def _line_width(text: str, block: Block) -> float:
    return sum(
        face.at(block.size).getlength(
            run, direction=direction, language=block.of.language
        )
        for run, face, direction in _runs_in_sight(text, block.of)
    )


def _runs_in_sight(text: str, of: Text) -> Iterator[tuple[str, Face, str]]:
    """What stands in a line from left to right, each in one face and direction."""
    faces = faced(text, of.face)
    shown = "".join(cluster for cluster, _ in faces)
    level_of = levels(shown, int(of.rtl))
    leveled, at = [], 0
    for run, face in runs(faces):
        for level, part in _by_level(run, level_of[at : at + len(run)]):
            leveled.append((level, (part, face)))
        at += len(run)
    for level, (part, face) in visual_order(leveled):
        yield part, face, "rtl" if level % 2 else "ltr"


def _by_level(run: str, level_of: list[int]) -> Iterator[tuple[int, str]]:
    begins = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or level_of[at] != level_of[begins]:
            yield level_of[begins], run[begins:at]
            begins = at


def _pieces(text: Text) -> list[str]:
    """The text in parts that no line breaks: words with the space after them."""
    found = [""]
    faces = faced(text.text, text.face)
    for (cluster, _), following in pairwise([*faces, ("", None)]):
        found[-1] += cluster
        if following[0] and _may_break(found[-1], following[0]):
            found.append("")
    return [piece for piece in found if piece]


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if last == " ":
        return first != " "
    if not _may_part(last, first):
        return False
    if _ANYWHERE.match(last) or _ANYWHERE.match(first):
        return True
    return last in _HYPHENS and len(before) > 1 and first.isalpha()


def _may_part(last: str, first: str) -> bool:
    return first != " " and first not in _NO_LINE_BEGINS and last not in _NO_LINE_ENDS


def _lines(
    pieces: list[str], text: Text, room: float, breaks: Callable[[str], bool]
) -> list[str] | None:
    """Lines of at most ``room``, each as full as it can be.

    None where a piece is wider that is not to be broken.
    """
    small = _small_enough(pieces, text, room, breaks)
    if small is None:
        return None
    lines = [""]
    for piece in small:
        if lines[-1] and _width(lines[-1] + piece.rstrip(), text) > room:
            lines.append("")
        lines[-1] += piece
    return [each.rstrip() for each in lines if each.strip()]


def _balanced(pieces, text: Text, room: float, breaks, lines: list[str]) -> list[str]:
    """As many lines, as evenly filled as they can be."""
    narrow, wide = room / 2, room
    while wide - narrow > room / 50:
        middle = (narrow + wide) / 2
        tried = _lines(pieces, text, middle, breaks)
        if tried is not None and len(tried) <= len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _breaks_phrases(piece: str) -> bool:
    return bool(_PHRASES.search(piece))


def _breaks_anything(piece: str) -> bool:
    return True


def _small_enough(
    pieces: list[str], text: Text, room: float, breaks: Callable[[str], bool]
) -> list[str] | None:
    """The pieces, those wider than a line cut between characters.

    None where there is one that is not to be broken.
    """
    found: list[str] = []
    for piece in pieces:
        if _width(piece.rstrip(), text) <= room:
            found.append(piece)
        elif breaks(piece):
            found += _parts(piece, text, room)
        else:
            return None
    return found


def _parts(piece: str, text: Text, room: float) -> list[str]:
    """A piece in parts of at most ``room``, each as long as it can be."""
    parts = [""]
    for cluster, _ in faced(piece, text.face):
        full = _width((parts[-1] + cluster).rstrip(), text) > room
        if parts[-1] and full:
            parts.append("")
            last = parts[-2][-1]
            if not _may_part(last, cluster[0]) and len(parts[-2]) > 1:
                parts[-1], parts[-2] = last, parts[-2][:-1]
        parts[-1] += cluster
    return parts


def _cut(lines: list[str], most: int, text: Text, room: float) -> list[str]:
    """The first lines, the last with an '…' at a word where there are more."""
    if len(lines) <= most:
        return lines
    kept, last = lines[: most - 1], lines[most - 1]
    while last and _width(last + ELLIPSIS, text) > room:
        shorter = last.rpartition(" ")[0]
        last = shorter or "".join(c for c, _ in faced(last, text.face)[:-1])
    return [*kept, last.rstrip(" ,;:–-") + ELLIPSIS]


def _width(words: str, text: Text) -> float:
    """How wide some words are at the size at which texts are measured."""
    return _measured(words, text.face, text.language)


@lru_cache(maxsize=4096)
def _measured(words: str, face: Face, language: str | None) -> float:
    return sum(
        each.at(_MEASURED_AT).getlength(run, language=language)
        for run, each in runs(faced(words, face))
    )
