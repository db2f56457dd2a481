"""Show a picture from its ready set: no query, no lookup of renditions."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from delivery.tags import picture_tag, tag
from images.models import NewsImage
from images.sets import VARIANTS

register = template.Library()


class File(NamedTuple):
    """A file of a ready set."""

    format: str
    width: int
    height: int
    file: str

    @property
    def address(self) -> str:
        return f"{settings.MEDIA_URL}{self.file}"


@register.simple_tag
def picture_set(
    picture: NewsImage | None,
    variant: str,
    *,
    alt: str,
    sizes: str = "",
    loading: str = "",
    fetchpriority: str = "",
) -> SafeString:
    """A ``<picture>`` of one of ``VARIANTS``; nothing if its set was not made yet.

    Raises KeyError for a variant that is not there.
    """
    if picture:
        tag(picture_tag(picture.pk))
    order = VARIANTS[variant].formats.index
    files = picture.picture_set.get(variant, []) if picture else []
    files = sorted(files, key=lambda file: (order(file["format"]), file["width"]))
    files = tuple(File(*(file[name] for name in File._fields)) for file in files)
    return _drawn(files, alt, sizes, loading, fetchpriority)


@lru_cache(maxsize=1024)
def _drawn(files: tuple[File, ...], *attributes: str) -> SafeString:
    """The HTML of these files. Pages show the same pictures again and again."""
    sources = [
        {"type": f"image/{file_format}", "files": list(group)}
        for file_format, group in groupby(files, key=lambda file: file.format)
    ]
    names = ("alt", "sizes", "loading", "fetchpriority")
    context = dict(zip(names, attributes, strict=True))
    context["sources"] = sources[:-1]
    context["fallback"] = sources[-1] if sources else None
    return render_to_string("components/picture.html", context)
