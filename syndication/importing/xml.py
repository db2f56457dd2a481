"""XML read by the element: no tree of the whole file, no entities, no other files."""

import codecs
import re
from collections.abc import Collection, Iterator
from html.entities import html5
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from syndication.importing.posts import CannotRead

CHUNK = 65_536
# What XML 1.0 has no place for, and exports are full of.
CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_NO_CONTROLS = dict.fromkeys(CONTROLS)
# Two bytes a character: the parser knows how, by the first of them.
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'<>]*)["']""")
# As browsers read these: what calls itself the one is written in the other.
_READ_AS = {
    **{"gb2312": "gb18030", "gbk": "gb18030"},
    **{"shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"},
}
# '&nbsp;': no entity of XML, but in feeds that are written by hand.
_CHARACTERS = {name[:-1]: text for name, text in html5.items() if name.endswith(";")}


class Found(NamedTuple):
    """An element that is whole, and the line it begins at."""

    element: Element
    line: int


def elements(path: Path, names: Collection[str]) -> Iterator[Found]:
    """Each element of these names ('{namespace}local'), as soon as it is read.

    Also the root, whatever it is called, empty, as soon as it opens. None of the names
    may stand inside another. HTML's names of characters ('&nbsp;') are understood.
    Raises CannotRead, with the line, for what is no XML, is cut short, or has entities
    of its own.
    """
    target = _Wanted(names)
    parser = _parser(target)
    try:
        with path.open("rb") as file:
            for chunk in _pieces(file):
                parser.feed(chunk)
                yield from target.taken()
            parser.close()
            yield from target.taken()
    except ParseError as error:
        raise CannotRead(
            f"this is no XML, or it is cut short ({error.msg})",
            f"{path.name}, line {error.position[0]}",
        ) from error
    except DefusedXmlException as error:
        raise CannotRead(
            "it declares entities or names other files, which no export "
            "does; nothing of it is read",
            f"{path.name}, line {target.line()}",
        ) from error
    except UnicodeDecodeError as error:
        raise CannotRead(
            f"it is not in the encoding that it names ({error.encoding})",
            f"{path.name}, line {target.line()}",
        ) from error
    except (LookupError, ValueError) as error:
        raise CannotRead(f"its encoding is unknown ({error})", path.name) from error


def in_utf_8(path: Path) -> bytes:
    """The whole file in UTF-8, whatever it was written in; what it names may be else.

    Only for a file that ``elements`` has read to its end.
    """
    with path.open("rb") as file:
        pieces = [
            piece.encode() if isinstance(piece, str) else piece
            for piece in _pieces(file)
        ]
    whole = b"".join(pieces)
    if not whole.startswith(UTF_16):
        return whole
    return whole.decode("utf-16-be" if whole.startswith(b"\0<") else "utf-16").encode()


def _parser(target: "_Wanted") -> DefusedXMLParser:
    parser = DefusedXMLParser(target=target, forbid_entities=True, forbid_external=True)
    target.line = lambda: parser.parser.CurrentLineNumber
    # Without this an unknown entity is the end; with it, one that we may know.
    parser.parser.UseForeignDTD(True)
    parser.entity.update(_CHARACTERS)
    return parser


def _pieces(file: BinaryIO) -> Iterator[bytes | str]:
    """The file in pieces, decoded where the parser cannot do that itself.

    Raises LookupError for an encoding that nobody knows.
    """
    chunk = file.read(CHUNK)
    controls = b"" if chunk.startswith(UTF_16) else CONTROLS
    decoder = _decoder(chunk)
    while chunk:
        if decoder:
            yield decoder.decode(chunk).translate(_NO_CONTROLS)
        else:
            yield chunk.translate(None, controls)
        chunk = file.read(CHUNK)
    if decoder:
        decoder.decode(b"", final=True)


def _decoder(start: bytes) -> codecs.IncrementalDecoder | None:
    """For the encoding that the file names; None for what the parser reads itself."""
    declared = _DECLARED.match(start.lstrip())
    if declared is None:
        return None
    name = codecs.lookup(declared[1].decode("ascii", "replace")).name
    if name in {"utf-8", "utf-16"}:
        return None
    b"<".decode(name, "ignore")  # a LookupError for what is no encoding of text: 'zip'
    return codecs.getincrementaldecoder(_READ_AS.get(name, name))()


class _Wanted:
    """A target of the parser that builds only the elements asked for."""

    def __init__(self, names: Collection[str]):
        self.names = frozenset(names)
        self.line = lambda: 0
        self._found: list[Found] = []
        self._builder: TreeBuilder | None = None
        self._depth = self._began = 0
        self._root = True

    def start(self, tag, attrs):
        if self._root:
            self._root = False
            self._found.append(Found(Element(tag, attrs), self.line()))
        elif self._builder is None and tag in self.names:
            self._builder, self._depth, self._began = TreeBuilder(), 0, self.line()
        if self._builder is not None:
            self._builder.start(tag, attrs)
            self._depth += 1

    def data(self, text):
        if self._builder is not None:
            self._builder.data(text)

    def end(self, tag):
        if self._builder is None:
            return
        self._builder.end(tag)
        self._depth -= 1
        if not self._depth:
            self._found.append(Found(self._builder.close(), self._began))
            self._builder = None

    def close(self):
        return None

    def taken(self) -> list[Found]:
        """What was found since this was last asked."""
        found, self._found = self._found, []
        return found
