"""Every way by which somebody's text becomes a story's, without a database.

Each takes a document and returns blocks as they are stored: what `BodyBlock` renders.
``again`` says how the same input takes what it made once more: nothing may change.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from django.core.exceptions import ValidationError
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import URLBlock

from news.blocks.list import BulletedListBlock, NumberedListBlock, as_list
from news.blocks.paragraph import ParagraphBlock
from news.blocks.rich_text import BULLETED, INLINE_FEATURES
from sources.fields import AddressFormField
from syndication.bodies import clean
from syndication.importing.formats import FORMATS
from syndication.importing.html import body_of
from syndication.importing.html.cleaning import cleaned
from syndication.importing.posts import Post
from tests.hostile.grammar import Document
from tests.syndication.importing.exports import WXR, item

Blocks = list[tuple[str, object]]
PLACE = "http://newsroom.example/world/story/"
paragraphs = ContentstateConverter(INLINE_FEATURES)
lists = ContentstateConverter([BULLETED, *INLINE_FEATURES])


def typed(text: str) -> Blocks:
    """Into the editor: as the text of a paragraph, and as where its link leads."""
    posted = paragraphs.to_database_format(_posted(text, "unstyled"))
    return [("paragraph", ParagraphBlock().value_from_form(posted).source)]


def _posted(text: str, kind: str) -> str:
    """What a browser that is not the editor's could post in its place."""
    third = len(text) // 3
    ranges = [
        {"offset": at * third, "length": third or 1, "key": at} for at in range(3)
    ]
    style = [{"offset": 0, "length": 9, "style": "BOLD"}]
    block = {"text": text, "depth": 0, "inlineStyleRanges": style}
    entities = {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": text}},
        "1": {"type": "LINK", "data": {"url": f"javascript:{text}"}},
        "2": {"type": "EMBED", "data": {"url": text, "html": text}},
    }
    return json.dumps(
        {
            "blocks": [
                {**block, "key": "aaaaa", "type": kind, "entityRanges": ranges},
                {**block, "key": "bbbbb", "type": text[:20], "entityRanges": []},
            ],
            "entityMap": entities,
        }
    )


def opened_again(text: str) -> Blocks:
    """What an import made of it, opened in the editor and saved."""
    return [("paragraph", _saved(paragraphs, _imported_paragraphs(text)))]


def _imported_paragraphs(text: str) -> str:
    blocks = body_of(text, "https://old.example/a/").blocks
    made = [value for name, value in blocks if name == "paragraph"]
    return "".join(made) or f"<p>{escape(text)}</p>"


def listed(text: str) -> Blocks:
    posted = lists.to_database_format(_posted(text, "unordered-list-item"))
    return [
        (f"{name}ed_list", block.value_from_form(posted).source)
        for name, block in _LISTS
    ]


_LISTS = (("bullet", BulletedListBlock()), ("number", NumberedListBlock()))


def _saved(converter: ContentstateConverter, html: str) -> str:
    return converter.to_database_format(converter.from_database_format(html))


def pasted_html(text: str) -> Blocks:
    """The HTML of some other system, as every import reads it."""
    return body_of(text, "https://old.example/a/").blocks


def fields(text: str) -> Blocks:
    """Every block's plain fields, and addresses where their fields take them."""
    source = _accepted(URLBlock(required=False).field, text)
    address = _accepted(AddressFormField(required=False), text)
    cell = {"values": [text, text]}
    return [
        ("heading", {"text": text, "level": "h2"}),
        ("quote", {"text": text, "attribution": text, "source_url": source}),
        ("embed", address),
        (
            "table",
            {
                "columns": [
                    {"type": "text", "heading": text},
                    {"type": "text", "heading": "Port"},
                ],
                "rows": [cell],
                "caption": text,
            },
        ),
        ("fact_box", {"title": text, "text": f"<p>{escape(text)}</p>"}),
        ("key_points", {"title": text, "points": f"<p>{escape(text)}</p>"}),
    ]


def _accepted(field, text: str) -> str:
    """What the field takes of ``text``, or of that behind a scheme; '' for neither."""
    for each in (text, f"https://good.example/{text}"):
        try:
            return field.clean(each[:1_900])
        except ValidationError:
            continue
    return ""


BY_HAND = {
    "typed": typed,
    "opened again": opened_again,
    "listed": listed,
    "fields": fields,
    "HTML": pasted_html,
}


# Whole files of other systems --------------------------------------------------------


def _wordpress(texts: list[str]) -> dict[str, str]:
    items = [
        item(number, text, _cdata(text), excerpt=_cdata(text), tags=(text[:80],))
        for number, text in enumerate(texts)
    ]
    return {"export.xml": WXR.format(items="".join(items))}


def _ghost(texts: list[str]) -> dict[str, str]:
    def lexical(text: str) -> str:
        words = {"type": "extended-text", "text": text, "format": 1}
        link = {"type": "link", "url": text, "rel": text, "children": [words]}
        paragraph = {"type": "paragraph", "children": [words, link]}
        cards = [
            {"type": "html", "html": text},
            {"type": "markdown", "markdown": text},
            {"type": "image", "src": text, "alt": text, "caption": text},
            {"type": "embed", "url": text, "html": text},
            {"type": "callout", "calloutText": text},
            {"type": "button", "buttonText": text, "buttonUrl": f"javascript:{text}"},
        ]
        return json.dumps({"root": {"type": "root", "children": [paragraph, *cards]}})

    posts = [
        {
            "id": f"p{number}",
            "title": text,
            "slug": f"s{number}",
            "status": "published",
            "custom_excerpt": text,
            **({"html": text} if number % 2 else {"lexical": lexical(text)}),
        }
        for number, text in enumerate(texts)
    ]
    return {"ghost.json": json.dumps({"db": [{"data": {"posts": posts}}]})}


def _markdown(texts: list[str]) -> dict[str, str]:
    return {
        f"{number}.md": f"---\ntitle: {_quoted(text)}\n---\n\n{text}\n"
        for number, text in enumerate(texts)
    }


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _ninjs(texts: list[str]) -> dict[str, str]:
    return {
        f"{number}.json": json.dumps(
            {
                "uri": f"https://old.example/{number}",
                "headlines": [{"value": text}],
                "bodies": [{"contentType": "text/html", "value": text}],
                "by": text,
                "subjects": [{"name": text}],
            }
        )
        for number, text in enumerate(texts)
    }


def _atom(texts: list[str]) -> dict[str, str]:
    entries = "".join(
        f'<entry><title type="html">{escape(text)}</title><id>urn:x:{number}</id>'
        f'<link href="https://old.example/{number}"/><summary type="html">'
        f'{escape(text)}</summary><content type="html">{escape(text)}</content></entry>'
        for number, text in enumerate(map(_in_xml, texts))
    )
    space = "http://www.w3.org/2005/Atom"
    return {"atom.xml": f'<feed xmlns="{space}"><title>Paper</title>{entries}</feed>'}


def _cdata(text: str) -> str:
    return _in_xml(text).replace("]]>", "]]]]><![CDATA[>")


def _in_xml(text: str) -> str:
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


FILES = {
    "wordpress": _wordpress,
    "ghost": _ghost,
    "markdown": _markdown,
    "ninjs": _ninjs,
    "feed": _atom,
}


def imported(
    name: str, given: list[Document], folder: Path
) -> Iterator[tuple[Document, Blocks]]:
    """Each document and what the import of that format makes of it."""
    written = FILES[name]([document.text for document in given])
    folder.mkdir()
    for file, content in written.items():
        (folder / file).write_text(content, encoding="utf-8", errors="replace")
    path = folder if len(written) > 1 or name == "markdown" else folder / file
    posts = [each for each in FORMATS[name](path) if isinstance(each, Post)]
    for post in posts:
        number = _number(post)
        blocks = body_of(post.html, post.base, newlines=post.newlines).blocks
        title = ("heading", {"text": post.title, "level": "h2"})
        yield given[number], [*blocks, title]


def _number(post: Post) -> int:
    """Which document it was: its place in the file is in all that it is called."""
    return int(re.findall(r"\d+", f"{post.slug} {post.identifier}")[-1])


# Once more ---------------------------------------------------------------------------


def changed_by_cleaning_again(text: str, made: dict[str, Blocks]) -> list[str]:
    """The names of the inputs that take their own output for something else.

    ``made`` is what those of ``BY_HAND`` made of the text.
    """
    once, fed = cleaned(text)[0], clean(text, PLACE)
    typed, opened = made["typed"][0][1], made["opened again"][0][1]
    items = made["listed"][0][1]
    same = {
        "cleaned HTML": cleaned(once)[0] == once,
        "HTML for feeds": clean(fed, PLACE) == fed,
        "a paragraph": _saved(paragraphs, typed) == typed,
        "a paragraph opened again": _saved(paragraphs, opened) == opened,
        "a list": as_list(items, "ul") == items,
    }
    for name, value in made["HTML"]:
        if name == "paragraph":
            same["an imported paragraph"] = body_of(value).blocks == [(name, value)]
            break
    return [name for name, is_same in same.items() if not is_same]
