"""The fonts that share cards are set in: which one has a character, and how it is set.

They lie in ``fonts/``, which says where they come from. A text is set in the first
that has its characters; a font is opened when a card first needs it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
JOINER, NON_JOINER = "\u200d", "\u200c"
# What chooses how the character before is drawn, and is drawn nowhere itself.
_INVISIBLE = {JOINER, NON_JOINER, *map(chr, range(0xFE00, 0xFE10))}
_MARKS = {"Mn", "Mc", "Me"}
_SKIN_TONES = set(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = set(map(chr, range(0x1F1E6, 0x1F200)))
_TAGS = set(map(chr, range(0xE0020, 0xE0080)))


@dataclass(frozen=True, eq=False)
class Face:
    """A font file; ``leading`` is what a line of its script takes, in type sizes.

    Beside what one draws that is not ``of_letters``, spaces keep the text's own width.
    """

    file: str
    leading: float = 1.1
    of_letters: bool = True

    @property
    def characters(self) -> frozenset[str]:
        """Those that the font draws."""
        return _characters(self.file)

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return _opened(self.file, size)


DISPLAY = Face("SourceSerif4.woff2")
FURNITURE = Face("PublicSans.woff2", 1.2)
_INDIC = 1.32
# After the face that a text is set in: the first that has a character draws it.
OTHERS = (
    DISPLAY,
    Face("NotoNaskhArabic.woff2", 1.42),
    Face("NotoSerifHebrew.woff2", 1.2),
    Face("NotoSerifArmenian.woff2", 1.2),
    Face("NotoSerifGeorgian.woff2", 1.2),
    Face("NotoSerifDevanagari.woff2", _INDIC),
    Face("NotoSerifBengali.woff2", _INDIC),
    Face("NotoSerifGurmukhi.woff2", _INDIC),
    Face("NotoSerifGujarati.woff2", _INDIC),
    Face("NotoSansOriya.woff2", _INDIC),
    Face("NotoSerifTamil.woff2", _INDIC),
    Face("NotoSerifTelugu.woff2", 1.4),
    Face("NotoSerifKannada.woff2", 1.4),
    Face("NotoSerifMalayalam.woff2", _INDIC),
    Face("NotoSerifSinhala.woff2", _INDIC),
    Face("NotoSerifThai.woff2", 1.36),
    Face("NotoSerifLao.woff2", 1.36),
    Face("NotoSerifKhmer.woff2", 1.6),
    Face("NotoSerifMyanmar.woff2", 1.6),
    Face("NotoSerifTibetan.woff2", 1.5),
    Face("NotoSerifEthiopic.woff2", 1.25),
    Face("NotoSansThaana.woff2", 1.4),
    Face("NotoSansSymbols.woff2", 1.2, of_letters=False),
    Face("NotoEmoji.woff2", 1.2, of_letters=False),
    # The largest by far: opened only for what no other has.
    Face("NotoSerifCJK.otf", 1.28),
)


def clusters(text: str) -> Iterator[str]:
    """What readers see as one character each: with its marks, joined emoji, a flag."""
    cluster = ""
    for char in text:
        if cluster and _continues(cluster, char):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    if cluster:
        yield cluster


def faced(text: str, first: Face) -> list[tuple[str, Face]]:
    """The clusters of ``text``, each with the face that draws it.

    Marks and spaces take that of the letter before them, at the beginning of the one
    after, so that a quotation mark is as wide as its language has it. What no font
    draws is left out.
    """
    faces = (first, *OTHERS)
    found: list[tuple[str, Face | None]] = []
    nearest: Face | None = None
    for cluster in clusters(text):
        near = nearest if _is_neutral(cluster) else None
        face = _face_of(cluster, faces if near is None else (near, *faces))
        if face and face.of_letters and not _is_neutral(cluster):
            nearest = face
        found.append((cluster, face))
    return _opening_marks([(c, face) for c, face in found if face], faces)


def _opening_marks(found: list, faces: tuple[Face, ...]) -> list[tuple[str, Face]]:
    """Marks that a text begins with, in the face of the first letter after them."""
    at = next((n for n, (c, _) in enumerate(found) if not _is_neutral(c)), 0)
    if at:
        letters = found[at][1]
        marks = [(c, _face_of(c, (letters, *faces))) for c, _ in found[:at]]
        found[:at] = marks
    return found


def runs(faces: list[tuple[str, Face]]) -> list[tuple[str, Face]]:
    """Neighbours in one face put together."""
    return [
        ("".join(cluster for cluster, _ in group), face)
        for face, group in groupby(faces, key=lambda each: each[1])
    ]


@lru_cache(maxsize=4096)
def _face_of(cluster: str, faces: tuple[Face, ...]) -> Face | None:
    drawn = set(cluster) - _INVISIBLE - _TAGS
    return next((face for face in faces if drawn and drawn <= face.characters), None)


def _continues(cluster: str, char: str) -> bool:
    """Whether ``char`` belongs to the cluster so far (as UAX #29, in short)."""
    if char in _INVISIBLE or char in _SKIN_TONES or char in _TAGS:
        return True
    if unicodedata.category(char) in _MARKS or cluster[-1] == JOINER:
        return True
    return cluster in _FLAG_LETTERS and char in _FLAG_LETTERS


def _is_neutral(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] in "PZ"


@cache
def _characters(file: str) -> frozenset[str]:
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)
def _opened(file: str, size: float) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM
    return ImageFont.truetype(FONTS / file, size, layout_engine=layout)
