"""Eight leaks of Wagtail as it comes: each there in the stock view, and closed here."""

import pytest
from django.test import Client

from tests.leaks import stock
from tests.leaks.columns import COLUMNS
from tests.leaks.planted import WORDS
from tests.leaks.rows import BY_NAME
from tests.leaks.scenes import revoke_links, set_scene
from tests.leaks.walk import ask

BY_COLUMN = {column.name: column for column in COLUMNS}


def shows(scene, address: str) -> bool:
    """Whether a stranger finds a word there, or a file of the story's."""
    answer = ask(Client(), address)
    is_file = answer.status == 200 and address.startswith(("/media/", "/documents/"))
    return is_file or any(word not in address for word in answer.words())


@pytest.mark.parametrize("leak", stock.LEAKS)
def test_what_leaks_in_stock_wagtail_is_closed(newsroom, cells, settings, leak):
    state, name, elsewhere = stock.LEAKS[leak]
    row, column = BY_NAME[state], BY_COLUMN[name]
    story = row.plant()
    scene = set_scene(story)
    places = column.where(scene)
    row.bring(story)
    revoke_links()
    assert [at for at in places if shows(scene, at)] == []

    settings.ROOT_URLCONF = "tests.leaks.stock"
    asked = elsewhere(scene, WORDS["headline"]) if elsewhere else places
    assert [at for at in asked if shows(scene, at)]
    cells.control(name, "red")
    if leak == "files of pictures":  # what a camera wrote into them, too
        told = [WORDS["metadata"] in ask(Client(), at).words() for at in asked]
        assert any(told)
        cells.control("picture: embedded metadata", "red")


def test_they_are_eight():
    assert len(stock.LEAKS) == 8
