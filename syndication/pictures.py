"""Pictures for programs: one JPEG of a ready set, which everything can show."""

from typing import NamedTuple

from django.conf import settings

from delivery.tags import picture_tag, tag
from images.models import NewsImage

SHAPES = ("lead", "four_to_three", "square")


class PictureFile(NamedTuple):
    """A JPEG of a picture: the path of its address, its size in pixels."""

    path: str
    width: int
    height: int


def files_of(picture: NewsImage | None, variant: str) -> list[dict]:
    """The files of its ready set in that variant; none without a picture or a set.

    What is being made shows the picture, and changes with it.
    """
    if picture is None:
        return []
    tag(picture_tag(picture.pk))
    return picture.picture_set.get(variant, [])


def largest(picture: NewsImage | None, variant: str) -> PictureFile | None:
    """The largest JPEG of the picture's ready set in that variant.

    None without a picture, and while its set is not made. The page shows the picture.
    """
    jpegs = [each for each in files_of(picture, variant) if each["format"] == "jpeg"]
    if not jpegs:
        return None
    file = max(jpegs, key=lambda each: each["width"])
    path = f"{settings.MEDIA_URL}{file['file']}"
    return PictureFile(path, file["width"], file["height"])


def in_each_shape(picture: NewsImage | None) -> list[PictureFile]:
    """The picture in 16:9, 4:3 and 1:1, each as large as it is made.

    Of one whose set was made before it had all of these, those that there are; none
    without a picture, and while its set is not made.
    """
    files = [largest(picture, shape) for shape in SHAPES]
    return [file for file in files if file]
