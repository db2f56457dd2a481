"""Pictures as the API has them."""

from django.conf import settings

from delivery.tags import picture_tag, tag
from images.models import NewsImage
from syndication.api.shapes import Picture, PictureFile

STORY = ("body", "lead", "card")


def picture_of(
    picture: NewsImage | None,
    alt: str,
    caption: str,
    credit: str,
    root: str,
    shapes: tuple[str, ...] = STORY,
) -> Picture | None:
    """A picture with these words; None without one, and while its set is not made."""
    if picture is None:
        return None
    tag(picture_tag(picture.pk))
    files = [
        PictureFile(
            url=f"{root}{settings.MEDIA_URL}{file['file']}",
            width=file["width"],
            height=file["height"],
            type=f"image/{file['format']}",
            shape=shape,
        )
        for shape in shapes
        for file in picture.picture_set.get(shape, [])
    ]
    if not files:
        return None
    return Picture(alt=alt, caption=caption, credit=credit, files=files)
