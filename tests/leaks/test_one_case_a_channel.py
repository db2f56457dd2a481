"""One address a channel, of a story under embargo: the rest is in ``make leaks``."""

from django.test import Client

from tests.leaks.columns import COLUMNS
from tests.leaks.planted import WORDS
from tests.leaks.rows import BY_NAME
from tests.leaks.scenes import revoke_links, set_scene, what_rises
from tests.leaks.walk import SURFACES, leaks


def test_no_channel_tells_of_a_story_under_embargo(newsroom):
    row = BY_NAME["embargoed while live"]
    story = row.plant()
    scene = set_scene(story)
    surfaces = {name: surface.where(story)[:1] for name, surface in SURFACES.items()}
    others = {column: column.where(scene)[:1] for column in COLUMNS}
    row.bring(story)
    revoke_links()
    what_rises()

    places = [(name, at) for name, where in surfaces.items() for at in where]
    assert {name for name, _ in places} == SURFACES.keys()
    found = leaks(Client(), places, as_never_was=set())
    for column, where in others.items():
        assert where, column.name
        found += column.tells(scene, where)
    assert found == []


def test_the_same_addresses_show_a_public_one(newsroom):
    """The positive control, by some that show each story."""
    story = BY_NAME["draft"].plant()
    places = [
        (name, SURFACES[name].where(story)[0])
        for name in ("story", "front page", "search", "llms.txt", "ninjs")
    ]
    story.get_latest_revision().publish()
    found = leaks(Client(), places, as_never_was=set())
    assert {line.split(" /")[0] for line in found} == {name for name, _ in places}
    assert any(WORDS["headline"] in line for line in found)
