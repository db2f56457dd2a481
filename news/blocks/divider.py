from wagtail.blocks import StaticBlock


class DividerBlock(StaticBlock):
    """A pause between two parts of a story."""

    class Meta:
        icon = "horizontalrule"
        group = "Extras"
        label = "Divider"
        template = "blocks/divider.html"
        admin_text = "A rule across the text."
        description = "A rule across the text."
        preview_value = None
