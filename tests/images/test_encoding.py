"""How long an encoder searches: where it gains something."""

import picture_files as files
import pytest
from PIL import Image, ImageDraw

from images import making
from images.decoded import Drawn
from images.sets import ENCODING, SEARCHED


def drawing() -> Image.Image:
    """Flat shapes with hard edges."""
    picture = Image.new("RGB", (800, 533), "#dde6ee")
    pencil = ImageDraw.Draw(picture)
    pencil.ellipse((90, 60, 400, 420), fill="#1f3a5f")
    pencil.polygon(((350, 500), (520, 120), (760, 500)), fill="#c8553d")
    return picture


class Centred:
    def get_focal_point(self):
        return None


@pytest.mark.parametrize(
    ("picture", "encoding", "other"),
    [(drawing(), SEARCHED, ENCODING), (files.photo((800, 533)), ENCODING, SEARCHED)],
    ids=["a drawing", "a photograph"],
)
def test_a_drawing_is_searched_for_longer_and_kept_smaller(picture, encoding, other):
    [made] = making.make(
        Centred(), only={"width-800|format-avif"}, drawn=Drawn(picture, 1)
    )
    assert made.content == making.encoded(picture, "avif", encoding)
    assert made.content != (slower := making.encoded(picture, "avif", other))
    if encoding == SEARCHED:
        assert len(made.content) < 0.9 * len(slower)
