"""Every way by which blocks become something that others show, without a database."""

from types import SimpleNamespace

from django.template.loader import render_to_string
from markdown_it import MarkdownIt

from news.blocks import BodyBlock
from news.blocks.embed import Cards, EmbedValue
from news.models import Embed
from syndication.bodies import clean
from syndication.markdown import text as markdown
from syndication.markdown.rich_text import blocks_of
from syndication.oembed import _html as framed
from syndication.structured_data.script import as_scripts
from tests.hostile.inputs import PLACE, Blocks

body = BodyBlock()
_reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What a block of pictures or stories asks of the library.
_ASKING = {"image", "related_story"}


def shown(blocks: Blocks) -> str:
    """The story's body as its page has it."""
    stored = [
        {"type": name, "value": value} for name, value in blocks if name not in _ASKING
    ]
    value = body.to_python(stored)
    for child in value:
        if child.block_type == "embed":
            child.value = EmbedValue(child.value.url, _none_known(child.value.url))
    return value.render_as_block()


def _none_known(url: str) -> Cards:
    cards = Cards([])
    cards.by_url = {}
    return cards


def fed(html: str) -> str:
    """The same in a feed, in the API, in ninjs."""
    return clean(html, PLACE)


def twin(html: str) -> str:
    """Its Markdown, as a program shows it that lets HTML through."""
    return _reader.render("\n\n".join(blocks_of(html, PLACE)))


def about(text: str) -> dict[str, str]:
    """What is made of one line of text, place by place."""
    written = [
        *(markdown.line(text), markdown.heading(text, 2), *markdown.lines(text)),
        markdown.link(markdown.inline(text), text, PLACE),
        markdown.link("x", f"javascript:{text}", PLACE),
        markdown.emphasised(markdown.inline(text), "**"),
    ]
    known = Embed(url="https://good.example/", title=text, text=text, author=text)
    known.provider, known.pk = text, 1
    card = render_to_string(
        "blocks/embed.html",
        {"card": known, "value": SimpleNamespace(link=known.url, embed=known)},
    )
    story = SimpleNamespace(full_url=PLACE, title=text)
    return {
        "Markdown": _reader.render("\n\n".join(written)),
        "structured data": as_scripts([{"headline": text, text: [text]}]),
        "a card of a page elsewhere": card,
        "oEmbed": framed(story, 600, 300),
    }
