"""The demo's drawings: the same on every machine, and cropped around their subject."""

import re
from pathlib import Path

import pytest

from newsroom.demo import builders, pictures
from newsroom.demo.pictures import PICTURES, Scene

SCENES = {key for key in PICTURES if not key.startswith("portrait-")}


@pytest.mark.parametrize("key", PICTURES)
def test_a_picture_is_drawn_the_same_every_time_in_its_shape(key):
    first, second = (PICTURES[key].draw() for _ in range(2))

    assert first.tobytes() == second.tobytes()
    assert first.size == ((1800, 1200) if key in SCENES else (800, 800))


def test_every_key_names_one_drawing_of_its_own():
    named = re.findall(r'^    "([a-z-]+)": ', Path(pictures.__file__).read_text(), re.M)

    assert sorted(named) == sorted(PICTURES)
    assert len({scene.draw for scene in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("key", PICTURES)
def test_the_subject_lies_within_its_picture(key):
    x, y, width, height = PICTURES[key].focus

    assert 0 <= x - width / 2 < x + width / 2 <= 1
    assert 0 <= y - height / 2 < y + height / 2 <= 1


def test_a_picture_in_the_library_is_cropped_around_its_subject(db):
    scene = Scene(PICTURES["chess"].draw, (0.25, 0.5, 0.1, 0.5))
    picture = builders.make_picture("Chess", scene.draw(), focus=scene.focus)

    assert picture.get_focal_point() == (360, 300, 540, 900)
