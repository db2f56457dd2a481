"""Renditions carry pixels and a colour profile, and nothing else of the original."""

from io import BytesIO

from PIL import Image
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter

from images.drawing import LARGE, drawing_of
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
        """What Wagtail makes; of a large picture from a drawing that takes less memory.

        That is as large as readers' largest rendition; nobody asks more of it.
        """
        if image.width * image.height <= LARGE:
            return super().run(image, output, source)
        with image.open_file() as file, Image.open(file) as opened:
            drawing, scale = drawing_of(opened)
        copy = BytesIO()
        if drawing.mode == "RGB":
            drawing.save(copy, "JPEG", quality=90)
        else:
            drawing.save(copy, "PNG", compress_level=1)
        smaller = Smaller(image.get_focal_point(), scale)
        return super().run(smaller, output, BytesIO(copy.getvalue()))
