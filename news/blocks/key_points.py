from wagtail import blocks

from news.blocks.list import BulletedListBlock
from news.blocks.rich_text import is_blank


class PointsBlock(BulletedListBlock):
    """The list inside key points; left empty, the whole block is dropped."""

    def clean(self, value):
        return blocks.RichTextBlock.clean(self, value)


class KeyPointsBlock(blocks.StructBlock):
    """The story in a few lines, for readers in a hurry."""

    title = blocks.CharBlock(required=False, max_length=100, default="Key points")
    points = PointsBlock(label="Points")

    def is_empty(self, value) -> bool:
        return is_blank(value["points"])

    class Meta:
        icon = "tasks"
        group = "Extras"
        template = "blocks/key_points.html"
        label_format = "{title}"
        description = "The story in a few lines."
        preview_value = {
            "title": "Key points",
            "points": "<ul><li>The vote is on Thursday</li></ul>",
        }
