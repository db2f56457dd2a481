"""No way to a story tells of it while readers may not see it: rows by columns.

The columns that are surfaces of the registry are in ``test_surfaces.py``, too.
"""

import pytest

from tests.leaks.columns import COLUMNS
from tests.leaks.planted import ASK_WHO_IS_THERE, SAYS_THAT_IT_WAS, published
from tests.leaks.rows import BY_NAME, FEW, ROWS
from tests.leaks.scenes import revoke_links, set_scene, what_rises
from tests.leaks.tally import FULL

ASKED = ROWS if FULL else [BY_NAME[name] for name in FEW]
SAY_SOMETHING = {*ASK_WHO_IS_THERE, *SAYS_THAT_IT_WAS}


def is_exact(row) -> bool:
    """Whether its own addresses answer as if it never was."""
    asks = row.bring in SAY_SOMETHING or row.name == "restricted to a group"
    return not (asks or row.is_edit or row.of_alias)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.name.replace(" ", "_"))
def test_no_way_to_a_hidden_story_tells_of_it(newsroom, stamped, cells, row):
    stamped(ROWS.index(row))
    story = row.plant()
    scene = set_scene(story)
    places = {column: column.where(scene) for column in COLUMNS}
    row.bring(story)
    revoke_links()
    what_rises()
    for column, where in places.items():
        if column.as_contributor and row.staff_see_it:
            continue
        found = column.tells(scene, where, exactly=is_exact(row))
        cells.cell(column.name, row.name, len(where), found)
    assert cells.leaks == []


def test_each_way_shows_a_public_story(newsroom, desk, cells):
    """The positive control, as readers find it or somebody at the desk."""
    story = BY_NAME["draft"].plant()
    scene = set_scene(story)
    places = {column: column.where(scene) for column in COLUMNS}
    draft_shown = [c for c in COLUMNS if c.shown_to == "link"]
    for column in draft_shown:
        assert column.tells(scene, places[column])
    published(story)
    what_rises()
    silent = []
    for column, where in places.items():
        if column.shown_to in ("readers", "editor"):
            client = desk if column.shown_to == "editor" else None
            if column.tells(scene, where, client=client):
                cells.control(column.name, "shown")
                if client:  # signed in: what keeps strangers out is not there
                    cells.control(column.name, "red")
            else:
                silent.append(column.name)
    assert silent == []
