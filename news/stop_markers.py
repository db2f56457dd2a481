"""Stop-markers: what stands in a text until it is finished, and keeps it in the house.

TK, TKTK ('to come') and DO NOT PUBLISH stop a story from being published; XXX and
EMBARGO: only warn.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.log_actions import log
from wagtail.models import PageLogEntry
from wagtail.rich_text import RichText

from news.blocks.image import PictureValue
from news.text import soup_of

# Not within a word of any script, nor before a loose accent that belongs to its letter.
_WORD = r"\w\u0300-\u036f"
STOP = re.compile(rf"(?<![{_WORD}])(TKTK|TK|DO\s+NOT\s+PUBLISH)(?![{_WORD}])")
WARN = re.compile(rf"(?<![{_WORD}])(XXX(?![{_WORD}])|EMBARGO:)")
OVERRIDE = "news.override_stop_marker"
LOGGED = "newsclip.override_stop_marker"

# What readers see of a story's own fields, and of its parts.
TEXTS = (
    "title",
    "standfirst",
    "hero_alt",
    "hero_caption",
    "card_headline",
    "kicker",
    "paid_for_by",
    "share_text",
    "seo_title",
    "search_description",
    "republish_note",
)
PARTS = {
    "source_references": ("title", "author"),
    "bylines": ("role",),
    "corrections": ("text",),
}
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|div|blockquote|td|th)>|<(?:br|hr)\b[^>]*>")

# The way from the story to a text: ("title",), ("corrections", 0, "text"),
# ("body", 2, "caption"), ("body", 3, 0, 1) for a table's first row, second column.
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Found:
    """The markers in one text, in order, each once."""

    place: Place
    text: str
    markers: tuple[str, ...]


def in_story(story, pattern: re.Pattern = STOP) -> list[Found]:
    """Where readers of ``story`` would meet a marker."""
    parts = {name: list(getattr(story, name).all()) for name in PARTS}
    hashtags = [tag.name for tag in story.hashtags.all()]
    return _find(
        pattern, _texts(lambda name: getattr(story, name), story.body, parts, hashtags)
    )


def in_form(form, pattern: re.Pattern = STOP) -> list[Found]:
    """Where readers of what is being sent would; its own checks have been made.

    The blocks of the body are numbered as they were sent, empty ones too.
    """
    cleaned = form.cleaned_data
    parts = {
        name: [_Line(line) for line in form.formsets[name].forms]
        for name in PARTS
        if name in form.formsets
    }
    hashtags = [tag.name for tag in cleaned.get("hashtags") or ()]
    return _find(pattern, _texts(cleaned.get, form["body"].data, parts, hashtags))


class _Line:
    """A part as a formset has it; one that is to be deleted says nothing."""

    def __init__(self, form):
        form.is_valid()
        gone = form.cleaned_data.get("DELETE")
        self.__dict__.update({} if gone else form.cleaned_data)


def _find(pattern, texts: Iterable[tuple[Place, str]]) -> list[Found]:
    found = []
    for place, text in texts:
        text = unicodedata.normalize("NFC", text)
        markers = dict.fromkeys(" ".join(m.split()) for m in pattern.findall(text))
        if markers:
            found.append(Found(place, text, tuple(markers)))
    return found


def _texts(read: Callable, body, parts: dict, hashtags) -> Iterator[tuple[Place, str]]:
    for name in TEXTS:
        yield (name,), read(name) or ""
    if (picture := read("hero_image")) is not None:
        own = "" if read("hero_caption") else picture.caption
        yield ("hero_image",), f"{own}\n{picture.credit}"
    for number, child in enumerate(body or ()):
        for place, text in _block_texts(child.block, child.value):
            yield ("body", number, *place), text
    yield ("hashtags",), "\n".join(hashtags)
    for relation, names in PARTS.items():
        for number, part in enumerate(parts.get(relation, ())):
            for name in names:
                yield (relation, number, name), getattr(part, name, "") or ""


def _block_texts(block, value) -> Iterator[tuple[Place, str]]:
    """The texts of one block, each with its way from there."""
    if isinstance(value, RichText):
        yield (), _lines(value.source)
    elif isinstance(value, PictureValue):
        if value["image"]:
            yield ("alt_text",), value.shown_alt
            yield ("caption",), value.shown_caption
            yield ("credit",), value.shown_credit
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            for place, text in _block_texts(child, value.get(name)):
                yield (name, *place), text
    elif isinstance(block, TypedTableBlock):
        if value:
            yield ("caption",), value.caption or ""
            yield ("headings",), "\n".join(each["heading"] for each in value.columns)
            for row, cells in enumerate(value.rows):
                for column, cell in enumerate(cells):
                    for place, text in _block_texts(cell.block, cell.value):
                        yield (row, column, *place), text
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield (), value or ""


def _lines(html: str) -> str:
    """Text as readers see it: 'T<b>K</b>' is TK, but not over the end of a block."""
    return soup_of(_BLOCK_ENDS.sub("\n", html)).get_text()


# What is done about them ---------------------------------------------------------


def _digests(found: list[Found]) -> set[str]:
    """What an override is for: these very texts, wherever they stand.

    A text that is changed asks for a new one.
    """
    return {hashlib.sha256(each.text.encode()).hexdigest() for each in found}


def names_of(found: list[Found]) -> str:
    """'TK and DO NOT PUBLISH': each marker once."""
    markers = list(dict.fromkeys(marker for each in found for marker in each.markers))
    return " and ".join(
        [", ".join(markers[:-1]), markers[-1]] if markers[1:] else markers
    )


def advice(found: Found, may_override: bool) -> str:
    """What stands there and what to do, for the field that holds it."""
    way_out = (
        "or say at the top of the Story tab why readers may see it."
        if may_override
        else "or ask an editor, who may let it stand."
    )
    return (
        f"{names_of([found])} stands here. Before you publish, write what is missing "
        f"and take the marker out, {way_out}"
    )


def override(user, reason: str, found: list[Found], story, revision) -> None:
    """Let these markers stand in the story, and log who did and why."""
    data = {
        "reason": reason,
        "markers": names_of(found),
        "texts": sorted(_digests(found)),
    }
    log(story, LOGGED, user=user, data=data, revision=revision)


def is_overridden(story, found: list[Found]) -> bool:
    """Whether somebody who may has let these markers stand in these texts."""
    logged = PageLogEntry.objects.filter(page=story.pk, action=LOGGED)
    excused = {text for entry in logged for text in entry.data["texts"]}
    return _digests(found) <= excused


def body_errors(
    body, found: dict[Place, ValidationError]
) -> dict[int, ValidationError]:
    """For a body's blocks, by number: errors that their own forms can show."""
    return {
        number: _block_error(
            child.block,
            {
                place[2:]: error
                for place, error in found.items()
                if place[:2] == ("body", number)
            },
        )
        for number, child in enumerate(body or ())
        if any(place[:2] == ("body", number) for place in found)
    }


def _block_error(block, errors: dict[Place, ValidationError]) -> ValidationError:
    if () in errors:
        return errors[()]
    below: dict = {}
    for (step, *rest), error in errors.items():
        below.setdefault(step, {})[tuple(rest)] = error
    if isinstance(block, TypedTableBlock):
        return _table_error(below)
    return StructBlockValidationError(
        block_errors={
            name: _block_error(block.child_blocks[name], inside)
            for name, inside in below.items()
        }
    )


def _table_error(below: dict) -> ValidationError:
    cells = {
        row: {column: error for (column,), error in columns.items()}
        for row, columns in below.items()
        if isinstance(row, int)
    }
    around = [
        error
        for name, each in below.items()
        if isinstance(name, str)
        for error in each.values()
    ]
    return TypedTableBlockValidationError(cell_errors=cells, non_block_errors=around)
