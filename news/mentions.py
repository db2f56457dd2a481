"""What a story's body names, read from its stored form: asking for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from wagtail.blocks import StreamValue
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs


@dataclass
class Mentions:
    """Primary keys of what blocks show and text links to; addresses of embeds."""

    pictures: set[int] = field(default_factory=set)
    related: set[int] = field(default_factory=set)
    embeds: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)

    @property
    def stories(self) -> set[int]:
        """What may be a story; some of them may be pages of another type."""
        return self.related | self.pages


def mentions_of(*bodies: StreamValue) -> Mentions:
    """All that these bodies name."""
    found = Mentions()
    for block in chain.from_iterable(body.raw_data for body in bodies):
        kind, value = block["type"], block["value"]
        if kind == "image":
            found.pictures |= {value.get("image")} - {None}
        elif kind == "related_story":
            found.related |= {value} - {None}
        elif kind == "embed":
            found.embeds |= {value or ""} - {""}
        else:
            for text in _texts(value):
                _add_links(text, found)
    return found


def _texts(value) -> Iterator[str]:
    """Every text in a block's stored value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _add_links(text: str, found: Mentions) -> None:
    linked = {"page": found.pages, "document": found.documents}
    for attributes in map(extract_attrs, FIND_A_TAG.findall(text)):
        pk = attributes.get("id", "")
        if attributes.get("linktype") in linked and pk.isdecimal():
            linked[attributes["linktype"]].add(int(pk))
