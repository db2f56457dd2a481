"""Lists: Enter adds an item, Enter on an empty one leaves, pasted lines are items."""

from django.core.exceptions import ValidationError
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

from news.blocks.rich_text import (
    BULLETED,
    INLINE_FEATURES,
    NUMBERED,
    is_blank,
    without_dead_links,
)
from news.text import soup_of


class ListTextBlock(RichTextBlock):
    """A list, stored as its HTML. Abstract: the tag comes from the subclass."""

    tag: str

    def __init__(self, **kwargs):
        features = [self.tag, *INLINE_FEATURES]
        defaults = {"required": False, "editor": "list", "features": features}
        super().__init__(**defaults | kwargs)

    def value_from_form(self, value):
        """The list with every line an item, and no empty one."""
        return RichText(as_list(without_dead_links(value or ""), self.tag))

    def clean(self, value):
        """``value``; raises ValidationError for one without items, when publishing."""
        if not self.is_deferred_validation and is_blank(value):
            raise ValidationError(
                "This list has no items: write one, or delete the list."
            )
        return super().clean(value)


def as_list(html: str, tag: str) -> str:
    """``html`` as one flat ``tag`` list; '' when no item holds any text.

    Lines pasted from a word processor arrive as paragraphs: each becomes an item.
    """
    soup = soup_of(html)
    for nested in soup.select("li ul, li ol"):
        nested.find_parent("li").insert_after(*nested.find_all("li", recursive=False))
        nested.decompose()
    items = [
        line.decode_contents().strip()
        for line in soup.find_all(["li", "p"])
        if line.get_text(strip=True) and not line.find_parent("li")
    ]
    return (
        f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        if items
        else ""
    )


class BulletedListBlock(ListTextBlock):
    tag = BULLETED

    class Meta:
        icon = "list-ul"
        group = "Text"
        label = "Bulleted list"
        template = "blocks/list.html"
        description = "Points in no order. Enter adds one, Enter twice goes on below."
        preview_value = (
            "<ul><li>Tolls fall on Monday</li><li>Night trains return</li></ul>"
        )


class NumberedListBlock(ListTextBlock):
    tag = NUMBERED

    class Meta:
        icon = "list-ol"
        group = "Text"
        label = "Numbered list"
        template = "blocks/list.html"
        description = "Steps or a ranking. Enter adds one, Enter twice goes on below."
        preview_value = "<ol><li>Sign the form</li><li>Send it by Friday</li></ol>"
