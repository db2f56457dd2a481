"""What rich text may hold, and whether it holds anything."""

from django.utils.html import strip_tags
from wagtail.rich_text import RichText

# Bold, italic and links: nothing that breaks out of its paragraph.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
BULLETED = "ul"
NUMBERED = "ol"


def is_blank(value: RichText | None) -> bool:
    """Whether a reader would see no text at all."""
    return not value or not strip_tags(value.source).replace("\xa0", " ").strip()
