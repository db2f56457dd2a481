from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from news.blocks.rich_text import INLINE_FEATURES, TextBlock


class DataTableBlock(TypedTableBlock):
    """Rows and columns. Wide ones scroll in a box of their own."""

    text = blocks.CharBlock(required=False, max_length=500)
    number = blocks.DecimalBlock(required=False)
    rich_text = TextBlock(required=False, features=INLINE_FEATURES)

    def is_empty(self, value) -> bool:
        return not value or not value.columns

    class Meta:
        icon = "table"
        group = "Media"
        label = "Table"
        required = False
        template = "blocks/table.html"
        description = "Figures or facts in rows and columns, with a caption."
        preview_value = {
            "columns": [
                {"type": "text", "heading": "Port"},
                {"type": "number", "heading": "Ships in 2025"},
            ],
            "rows": [{"values": ["Varnholm", 412]}, {"values": ["Old Quay", 96]}],
            "caption": "Arrivals",
        }
