"""Which pictures of the library readers see on every page: the brand's logo."""

from home.models import BrandSettings
from images.shown_fields import show_field

show_field(BrandSettings, "logo", "brand")
