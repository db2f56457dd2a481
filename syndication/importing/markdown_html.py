"""Markdown as HTML, of which no text is lost for how deep it lies."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph

# Of lists and quotes in each other, as the parser counts: a list has two.
DEEPEST = 30
TOO_DEEP = f"lists and quotes nested deeper than {DEEPEST} levels shown as text"


def _keep_what_is_too_deep(state: StateBlock, line: int, end: int, silent: bool):
    """A rule of the parser, which else drops such text: paragraphs, marks and all."""
    if state.level < DEEPEST:
        return False
    state.env[TOO_DEEP] = True
    return paragraph(state, line, end, silent)


# Its own limit is for brackets in a line, and above ours for blocks.
_markdown = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 2})
_markdown.enable(["table", "strikethrough"])
_markdown.block.ruler.before("table", "too_deep", _keep_what_is_too_deep)


def html_of(markdown: str, notes: list[str]) -> str:
    """Markdown as HTML, which may have any HTML in it; notes what was too deep."""
    found: dict[str, Any] = {}
    html = _markdown.render(markdown, found)
    notes += [TOO_DEEP] * (TOO_DEEP in found)
    return html
