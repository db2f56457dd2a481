"""Show a picture from its ready set: no query, no lookup of renditions."""

from itertools import groupby

from django import template
from django.conf import settings

from delivery.tags import picture_tag, tag
from images.models import NewsImage
from images.sets import VARIANTS

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture_set(
    picture: NewsImage | None,
    variant: str,
    *,
    alt: str,
    sizes: str = "",
    loading: str = "",
    fetchpriority: str = "",
) -> dict:
    """A ``<picture>`` of one of ``VARIANTS``; nothing if its set was not made yet.

    Raises KeyError for a variant that is not there.
    """
    if picture:
        tag(picture_tag(picture.pk))
    order = VARIANTS[variant].formats.index
    files = picture.picture_set.get(variant, []) if picture else []
    files = sorted(files, key=lambda file: (order(file["format"]), file["width"]))
    sources = [
        {
            "type": f"image/{file_format}",
            "files": [_with_address(each) for each in group],
        }
        for file_format, group in groupby(files, key=lambda file: file["format"])
    ]
    return {
        "sources": sources[:-1],
        "fallback": sources[-1] if sources else None,
        "alt": alt,
        "sizes": sizes,
        "loading": loading,
        "fetchpriority": fetchpriority,
    }


def _with_address(file: dict) -> dict:
    return file | {"address": f"{settings.MEDIA_URL}{file['file']}"}
