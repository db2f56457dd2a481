"""Renditions carry pixels and a colour profile, and nothing else of the original."""

from io import BytesIO

from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter

from images.drawing import LARGE
from images.making import Smaller

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

    def run(self, image, output, source=None):
        """What Wagtail makes; of a large picture, from the largest that readers get.

        That one is decoded in a hundredth of the time and memory of the original.
        """
        ready = image.picture_set.get("body", []) if image.is_ready else []
        copies = [file for file in ready if file["format"] == "webp"]
        if source is not None or not copies or image.width * image.height <= LARGE:
            return super().run(image, output, source)
        largest = max(copies, key=lambda file: file["width"])
        smaller = Smaller(image.get_focal_point(), largest["width"] / image.width)
        with image.file.storage.open(largest["file"]) as copy:
            return super().run(smaller, output, BytesIO(copy.read()))
