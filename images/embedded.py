"""What a picture's own file says of it: who made it, what it shows, whose it is.

Written by cameras, agencies and anybody else, so nothing in it is trusted: it is read
within limits, and whatever cannot be read is not there.
"""

import logging
import re
import unicodedata
from typing import NamedTuple

from defusedxml import ElementTree
from PIL import Image, IptcImagePlugin

logger = logging.getLogger("newsclip.images")

MOST_BYTES = 1_000_000
MOST_CHARACTERS = 2_000  # of one text, before it is cut to its field
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# IPTC-IIM 4.2, records 1 and 2.
CODED_CHARACTER_SET, UTF_8 = (1, 90), b"\x1b%G"
BY_LINE, CREDIT, COPYRIGHT, CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
# "Cs" cannot be stored; "Cc" and "Cf" are invisible, and some reverse what follows.
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
OWNED = re.compile(r"^\s*(©|\(c\)|copyright\b)", re.IGNORECASE)


class Words(NamedTuple):
    """The texts found in a file, '' for what is not there."""

    by_line: str = ""
    credit: str = ""
    caption: str = ""
    copyright: str = ""


def fill_empty_fields(picture, file) -> None:
    """Fill credit, caption and licence of ``picture`` where they are empty.

    From XMP, then IPTC, as the Metadata Working Group's guidelines have it. Raises
    nothing, whatever the file holds.
    """
    words = read(file)
    credit = " / ".join(dict.fromkeys(filter(None, (words.by_line, words.credit))))
    owner = words.copyright
    found = {
        "credit": credit,
        "caption": words.caption,
        "licence": owner if not owner or OWNED.match(owner) else f"© {owner}",
    }
    for name, text in found.items():
        if text and not getattr(picture, name).strip():
            setattr(picture, name, cut(text, picture._meta.get_field(name).max_length))


def read(file) -> Words:
    """The words in a picture's XMP and IPTC, on one line each."""
    try:
        with Image.open(file) as picture:
            found = [_from_xmp(picture), _from_iptc(picture)]
    except Exception:  # Pillow raises whatever a damaged file leads it to
        logger.info("A picture's metadata could not be read", exc_info=True)
        return Words()
    return Words(*(first or second for first, second in zip(*found, strict=True)))


def cut(text: str, length: int) -> str:
    """``text``, or as much of it as fits with an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _from_xmp(picture: Image.Image) -> Words:
    source = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if not source or len(source) > MOST_BYTES:
        return Words()
    if isinstance(source, bytes):
        source = source.rstrip(b"\0 \r\n\t")
    try:
        tree = ElementTree.fromstring(source, forbid_dtd=True)
    except Exception:  # no XML, an entity bomb, an encoding nobody knows
        return Words()
    return Words(
        by_line=_text(tree, f"{DC}creator"),
        credit=_text(tree, f"{PHOTOSHOP}Credit"),
        caption=_text(tree, f"{DC}description"),
        copyright=_text(tree, f"{DC}rights"),
    )


def _text(tree, name: str) -> str:
    """A property of XMP: an attribute, text, a list of names, or text by language."""
    for element in tree.iter():
        if name in element.attrib:
            return _plain(element.attrib[name])
        if element.tag == name:
            lines = list(element.iter(f"{RDF}li"))
            if f"{RDF}Alt" in {child.tag for child in element}:
                lines.sort(key=lambda line: line.get(LANGUAGE) != "x-default")
                lines = lines[:1]
            texts = [line.text or "" for line in lines] or [element.text or ""]
            return _plain(", ".join(filter(None, map(str.strip, texts))))
    return ""


def _from_iptc(picture: Image.Image) -> Words:
    try:
        fields = IptcImagePlugin.getiptcinfo(picture) or {}
    except Exception:  # as for the file as a whole
        return Words()
    utf_8 = fields.get(CODED_CHARACTER_SET) == UTF_8
    keys = (BY_LINE, CREDIT, CAPTION, COPYRIGHT)
    return Words(*(_decoded(fields.get(key, b""), utf_8) for key in keys))


def _decoded(value: bytes | list[bytes], utf_8: bool) -> str:
    """IPTC's text, repeated fields joined; Windows' letters where it is not UTF-8."""
    values = value if isinstance(value, list) else [value]
    texts = []
    for each in values[:10]:
        each = each[: 4 * MOST_CHARACTERS]
        try:
            texts.append(each.decode("utf-8"))
        except UnicodeDecodeError:
            encoding = "utf-8" if utf_8 else "cp1252"
            texts.append(each.decode(encoding, errors="replace"))
    return _plain(", ".join(texts))


def _plain(text: str) -> str:
    """``text`` on one line, without what nobody sees."""
    visible = (
        " " if each.isspace() or unicodedata.category(each) == "Cc" else each
        for each in text[:MOST_CHARACTERS]
        if each.isspace() or unicodedata.category(each) not in UNWANTED - {"Cc"}
    )
    return " ".join("".join(visible).split())
