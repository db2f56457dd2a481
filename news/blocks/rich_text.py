"""What rich text may hold, and whether it holds anything."""

import re

from django.utils.html import strip_tags
from wagtail.rich_text import RichText

# Bold, italic and links: nothing that breaks out of its paragraph.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
BULLETED = "ul"
NUMBERED = "ol"
# What the editor's converter leaves of a link whose address it refused.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def without_dead_links(html: str) -> str:
    """The same, in which what leads nowhere is text, as when it is saved again."""
    return _DEAD_LINK.sub(r"\1", html)


def is_blank(value: RichText | None) -> bool:
    """Whether a reader would see no text at all."""
    return not value or not strip_tags(value.source).replace("\xa0", " ").strip()
