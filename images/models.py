"""Pictures: who made them, under which licence, until when, and what they show."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from images.renditions import PublicFilter


class NewsImage(AbstractImage):
    """A picture of the library. Wagtail's ``description`` is its default alt text."""

    caption = models.CharField(
        max_length=300,
        blank=True,
        help_text="Shown under the picture wherever a story gives no caption of its "
        "own.",
    )
    credit = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who made it, as readers see it: 'Photo: Ada Okafor / Harbour News'.",
    )
    licence = models.CharField(
        max_length=200,
        blank=True,
        help_text="What allows us to use it: 'CC BY 4.0', 'Agency contract 2026'. "
        "Readers do not see this.",
    )
    rights_expire_on = models.DateField(
        "rights expire on",
        null=True,
        blank=True,
        help_text="The last day on which we may publish it. Empty: no limit.",
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "rights_expire_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta:
        verbose_name = "picture"
        ordering = ["-created_at"]

    @property
    def default_alt_text(self) -> str:
        """The alt text a new use starts with; never the title, often a file name."""
        return self.description

    def generate_rendition_file(self, filter, *, source=None):
        """The rendition's file, without any of the original's embedded metadata."""
        return super().generate_rendition_file(PublicFilter(filter.spec), source=source)


class NewsRendition(AbstractRendition):
    """A resized copy of a picture: what readers are served."""

    image = models.ForeignKey(
        NewsImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="images_one_rendition_a_filter",
            )
        ]
