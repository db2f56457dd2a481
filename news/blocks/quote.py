from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them and where."""

    text = blocks.TextBlock(required=False, rows=3, max_length=2000, label="Quote")
    attribution = blocks.CharBlock(
        required=False,
        max_length=200,
        help_text="Who said or wrote it: 'Ilse Varga, harbour master'.",
    )
    source_url = blocks.URLBlock(
        required=False,
        max_length=2000,
        label="Source address",
        help_text="Where it was said, if it can be read there. Links the attribution.",
    )
    style = blocks.ChoiceBlock(
        choices=[("block", "Quote"), ("pull", "Pull quote: set large")],
        default="block",
        search_index=False,
        label="Style",
    )

    def is_empty(self, value) -> bool:
        return not value["text"].strip()

    class Meta:
        icon = "openquote"
        group = "Text"
        template = "blocks/quote.html"
        label_format = "{text}"
        description = "Somebody's words, as a block quote or a pull quote."
        form_layout = blocks.BlockGroup(
            children=["text", "attribution"], settings=["source_url", "style"]
        )
        preview_value = {
            "text": "We will not sign what we cannot inspect.",
            "attribution": "Ilse Varga, harbour master",
            "source_url": "",
            "style": "block",
        }
