"""How long an encoder searches: where it gains something."""

import picture_files as files
import pytest
from PIL import Image, ImageDraw

from images import making


def drawing() -> Image.Image:
    """Flat shapes with hard edges."""
    picture = Image.new("RGB", (800, 533), "#dde6ee")
    pencil = ImageDraw.Draw(picture)
    pencil.ellipse((90, 60, 400, 420), fill="#1f3a5f")
    pencil.polygon(((350, 500), (520, 120), (760, 500)), fill="#c8553d")
    return picture


@pytest.mark.parametrize(
    ("picture", "speeds"),
    [(drawing(), [9, 8]), (files.photo((800, 533)), [9])],
    ids=["a drawing", "a photograph"],
)
def test_what_is_flat_is_searched_for_longer_and_kept_smaller(
    monkeypatch, picture, speeds
):
    tried, saved = {}, making._saved

    def noted(image, file_format, **options):
        content = saved(image, file_format, **options)
        tried[options.get("speed", 9)] = content
        return content

    monkeypatch.setattr(making, "_saved", noted)
    content = making.encoded(picture, "avif")
    assert list(tried) == speeds
    assert content == min(tried.values(), key=len) == tried[speeds[-1]]
