"""HTML of other systems turned into the blocks of a story's body."""

from syndication.importing.html import media, tables, text_blocks  # noqa: F401
from syndication.importing.html.flow import Block, Body, body_of

__all__ = ["Block", "Body", "body_of"]
