from wagtail import blocks

from news.blocks.rich_text import (
    BULLETED,
    INLINE_FEATURES,
    NUMBERED,
    TextBlock,
    is_blank,
)


class FactBoxBlock(blocks.StructBlock):
    """Background beside the story: who, what, since when."""

    title = blocks.CharBlock(required=False, max_length=150)
    text = TextBlock(required=False, features=[*INLINE_FEATURES, BULLETED, NUMBERED])

    def is_empty(self, value) -> bool:
        return is_blank(value["text"]) and not value["title"].strip()

    class Meta:
        icon = "info-circle"
        group = "Extras"
        template = "blocks/fact_box.html"
        label_format = "{title}"
        description = "Background in a box beside the story."
        preview_value = {
            "title": "The harbour board",
            "text": "<p>Nine members, elected every four years.</p>",
        }
