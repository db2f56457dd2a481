"""The field of a picture's original."""

from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile


class Original(WagtailImageFieldFile):
    """A file whose size is read from its beginning: Wagtail decodes all of it.

    That took the web process up to 200 MB, twice for each upload; ``images/decoded.py``
    says where pictures are decoded.
    """

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height in pixels. Raises OSError for what is no picture."""
        was_closed = self.closed
        self.open()
        try:
            with Image.open(self) as opened:
                return opened.size
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class OriginalField(WagtailImageField):
    """Wagtail's own to the database and its migrations."""

    attr_class = Original

    def deconstruct(self):
        """Wagtail's field, which this one is stored as."""
        name, _, arguments, options = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", arguments, options
