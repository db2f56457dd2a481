from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlockAdapter, ImageChooserBlock

from news.at_hand import looked_up

ALT_MISSING = (
    "Say what the picture shows, for readers who cannot see it, or tick 'Decorative'."
)


class PictureValue(blocks.StructValue):
    """What readers see of a picture: this use's words, or else the picture's own."""

    @property
    def shown_alt(self) -> str:
        return "" if self["decorative"] else self["alt_text"] or ""

    @property
    def shown_caption(self) -> str:
        return self["caption"] or self._of_the_picture("caption")

    @property
    def shown_credit(self) -> str:
        return self["credit"] or self._of_the_picture("credit")

    def _of_the_picture(self, name: str) -> str:
        """'' once the picture is gone from the library."""
        return getattr(self["image"], name, "")


class PictureBlock(blocks.StructBlock):
    """A picture in the body. Its alt text belongs to this use of it."""

    image = ImageChooserBlock(required=False, label="Picture")
    alt_text = blocks.CharBlock(
        required=False,
        max_length=300,
        label="Alt text",
        help_text="What the picture shows. Starts with the picture's own text.",
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label="Decorative",
        help_text="It tells readers nothing that the text does not.",
    )
    caption = blocks.CharBlock(required=False, max_length=300)
    credit = blocks.CharBlock(
        required=False,
        max_length=200,
        help_text="Empty: the credit stored with the picture.",
    )

    def bulk_to_python(self, values):
        """The values of one body, with their pictures."""
        pks = [value.get("image") for value in values]
        found = looked_up("pictures", [pk for pk in pks if pk is not None])
        if found is None:
            return super().bulk_to_python(values)
        values = super().bulk_to_python(
            [{k: v for k, v in value.items() if k != "image"} for value in values]
        )
        for value, pk in zip(values, pks, strict=True):
            value["image"] = found.get(pk)
        return values

    def is_empty(self, value) -> bool:
        return value["image"] is None

    def get_preview_value(self):
        """The newest picture of the library, as it would stand in a story."""
        picture = self.child_blocks["image"].target_model.objects.first()
        words = "A picture, its caption and who made it" if picture else ""
        use = {"image": picture, "alt_text": words, "caption": words}
        return self.normalize({**self.get_default(), **use})

    def clean(self, value):
        """``value``; raises for a missing alt text, when publishing."""
        value = super().clean(value)
        if (
            not self.is_deferred_validation
            and value["image"]
            and not value["decorative"]
            and not value["alt_text"].strip()
        ):
            raise StructBlockValidationError(
                block_errors={"alt_text": ValidationError(ALT_MISSING)}
            )
        return value

    class Meta:
        icon = "image"
        value_class = PictureValue
        group = "Media"
        label = "Picture"
        template = "blocks/image.html"
        label_format = "{caption}"
        preview_template = "wagtailcore/shared/block_preview.html"
        description = "A picture with caption, credit and alt text."


# Wagtail's own script fills the alt text when a picture is chosen.
register(ImageBlockAdapter(), PictureBlock)
