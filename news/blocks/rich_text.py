"""What rich text may hold, and whether it holds anything."""

import re

from django.utils.html import strip_tags
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

# Bold, italic and links: nothing that breaks out of its paragraph.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
BULLETED = "ul"
NUMBERED = "ol"
_KEY = re.compile(r' data-block-key="[^"]*"')
# What the editor's converter leaves of a link whose address it refused.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def without_dead_links(html: str) -> str:
    """The same, in which what leads nowhere is text, as when it is saved again."""
    return _DEAD_LINK.sub(r"\1", html)


class TextBlock(RichTextBlock):
    """Rich text that is stored as it stays when it is opened and saved again.

    The editor keeps white space as it was typed or pasted, and makes one space of it,
    outside of what is bold or a link, when the text is opened the next time.
    """

    def value_from_form(self, value):
        text = without_dead_links(value or "")
        return RichText(self._settled(text) if text else "")

    def deconstruct(self):
        """Migrations know a plain one as Wagtail's: it is stored the same way."""
        path, args, kwargs = super().deconstruct()
        plain = "wagtail.blocks.RichTextBlock"
        return plain if type(self) is TextBlock else path, args, kwargs

    def _settled(self, html: str) -> str:
        converter = self.field.widget.converter
        again = converter.to_database_format(converter.from_database_format(html))
        return html if _KEY.sub("", again) == _KEY.sub("", html) else again


def is_blank(value: RichText | None) -> bool:
    """Whether a reader would see no text at all."""
    return not value or not strip_tags(value.source).replace("\xa0", " ").strip()
