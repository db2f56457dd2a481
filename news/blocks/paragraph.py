import re

from news.blocks.rich_text import INLINE_FEATURES, TextBlock, is_blank

# The editor leaves one behind where a block was inserted after an empty line.
_EMPTY_PARAGRAPH = re.compile(r"<p[^>]*>(?:\s|&nbsp;|<br\s*/?>)*</p>")


class ParagraphBlock(TextBlock):
    """Running text. One that was left empty is dropped when the story is published."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "features": INLINE_FEATURES, "default": ""} | kwargs
        )

    def value_from_form(self, value):
        return super().value_from_form(_EMPTY_PARAGRAPH.sub("", value or ""))

    def is_empty(self, value) -> bool:
        return is_blank(value)

    class Meta:
        icon = "pilcrow"
        group = "Text"
        template = "blocks/paragraph.html"
        description = "Running text with bold, italic and links."
        preview_value = (
            "<p>The harbour board <b>postponed</b> the vote until Thursday.</p>"
        )
