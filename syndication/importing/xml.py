"""XML read by the element: no tree of the whole file, no entities, no other files."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from syndication.importing.posts import CannotRead

CHUNK = 65_536
# What XML 1.0 has no place for, and exports are full of.
CONTROLS = bytes(set(range(32)) - {9, 10, 13})
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Found(NamedTuple):
    """An element that is whole, and the line it begins at."""

    element: Element
    line: int


def elements(path: Path, names: Collection[str]) -> Iterator[Found]:
    """Each element of these names ('{namespace}local'), as soon as it is read.

    Also the root, whatever it is called, empty, as soon as it opens. None of the names
    may stand inside another. Raises CannotRead, with the line, for what is no XML, is
    cut short, or has entities of its own.
    """
    target = _Wanted(names)
    parser = DefusedXMLParser(target=target, forbid_entities=True, forbid_external=True)
    target.line = lambda: parser.parser.CurrentLineNumber
    try:
        with path.open("rb") as file:
            controls = b"" if file.peek(2)[:2] in UTF_16 else CONTROLS
            while chunk := file.read(CHUNK):
                parser.feed(chunk.translate(None, controls))
                yield from target.taken()
            parser.close()
            yield from target.taken()
    except ParseError as error:
        raise CannotRead(
            f"this is no XML, or it is cut short ({error.msg})",
            f"{path.name}, line {error.position[0]}",
        ) from error
    except DefusedXmlException as error:
        line = parser.parser.CurrentLineNumber
        raise CannotRead(
            "it declares entities or names other files, which no export "
            "does; nothing of it is read",
            f"{path.name}, line {line}",
        ) from error
    except (LookupError, ValueError) as error:
        raise CannotRead(f"its encoding is unknown ({error})", path.name) from error


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
