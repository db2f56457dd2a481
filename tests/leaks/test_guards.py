"""The negative controls: each guard broken by itself turns its columns red.

All other guards stand: a column is red because of what was broken there.
"""

import pytest
from django.test import Client

from tests.leaks import guards
from tests.leaks.columns import COLUMNS
from tests.leaks.guards import GUARDS
from tests.leaks.planted import publish
from tests.leaks.rows import BY_NAME
from tests.leaks.scenes import revoke_links, set_scene, what_rises
from tests.leaks.walk import SAY_NO_WORD, SURFACES, leaks

STATE = BY_NAME["embargoed while live"]
BY_COLUMN = {column.name: column for column in COLUMNS}
# Shown red where a stock view of Wagtail's stands in the place of ours, or by who may
# see what they tell.
ELSEWHERE = {
    column.name for column in COLUMNS if column.shown_to in ("editor", "stock")
}


def red(column_name: str, scene, places) -> bool:
    """Whether the column tells anything at those addresses."""
    if column_name in BY_COLUMN:
        return bool(BY_COLUMN[column_name].tells(scene, places))
    named = [(column_name, at) for at in places]
    return bool(leaks(Client(), named, as_never_was=SAY_NO_WORD))


@pytest.mark.parametrize("name", GUARDS)
def test_without_its_guard_a_column_tells(newsroom, cells, monkeypatch, name):
    story = STATE.plant()
    scene = set_scene(story)
    story = publish(story)
    wanted = GUARDS[name]
    places = {each: SURFACES[each].where(story) for each in wanted & SURFACES.keys()}
    places |= {each: BY_COLUMN[each].where(scene) for each in wanted & set(BY_COLUMN)}
    assert places.keys() == wanted
    STATE.bring(story)
    revoke_links()
    what_rises()
    getattr(guards, name)(monkeypatch, scene)
    what_rises()
    silent = [each for each, where in places.items() if not red(each, scene, where)]
    assert silent == []
    for each in places:
        cells.control(each, "red")


def test_each_column_has_a_guard_that_was_broken():
    guarded = set().union(*GUARDS.values())
    everything = SURFACES.keys() | BY_COLUMN.keys()
    assert everything - guarded == ELSEWHERE
