from wagtail import blocks


class HeadingBlock(blocks.StructBlock):
    """A heading inside the story; the headline itself is the page's only ``h1``."""

    text = blocks.CharBlock(required=False, max_length=200, label="Heading")
    level = blocks.ChoiceBlock(
        choices=[("h2", "Section (h2)"), ("h3", "Sub-section (h3)")],
        default="h2",
        search_index=False,
        label="Level",
    )

    def is_empty(self, value) -> bool:
        return not value["text"].strip()

    class Meta:
        icon = "title"
        group = "Text"
        template = "blocks/heading.html"
        label_format = "{text}"
        description = "Opens a new section."
        form_layout = blocks.BlockGroup(children=["text"], settings=["level"])
        preview_value = {"text": "What the board decided", "level": "h2"}
