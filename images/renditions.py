"""Renditions carry pixels and a colour profile, and nothing else of the original."""

from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter

# Pillow writes back what an image's ``info`` holds: location and serial numbers in EXIF
# and XMP, comments. These keys are what a picture needs to look right.
KEPT_INFO = {
    "background",
    "duration",
    "gamma",
    "icc_profile",
    "loop",
    "timestamp",
    "transparency",
}


class DropMetadata(FilterOperation):
    """Removes embedded metadata, after the orientation in it has been applied."""

    def __init__(self):
        super().__init__("dropmetadata")

    def construct(self):
        """Takes no parameters."""

    def run(self, willow, image, env):
        """``willow`` itself, with only ``KEPT_INFO`` left in its info."""
        info = willow.image.info
        willow.image.info = {key: info[key] for key in KEPT_INFO & info.keys()}
        return willow


class PublicFilter(Filter):
    """A rendition filter whose result anybody may download."""

    @property
    def filter_operations(self):
        """The filter's own operations, then ``DropMetadata``."""
        return [*super().filter_operations, DropMetadata()]
