"""Markdown as a strict reader takes it."""

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered(text: str) -> BeautifulSoup:
    """The HTML that it means."""
    return BeautifulSoup(_markdown.render(text), "html.parser")


def shape(text: str) -> list[str]:
    """The elements of that HTML, in their order."""
    return [each.name for each in rendered(text).find_all(True)]
