"""States that a public story comes into, and all that shows it before."""

from tests.leaks import planted
from tests.leaks.columns import COLUMNS
from tests.leaks.planted import SAYS_THAT_IT_WAS, publish
from tests.leaks.rows import BY_NAME, ROWS
from tests.leaks.scenes import set_scene, what_rises
from tests.leaks.walk import registered

COME_INTO = [
    *(planted.unpublished, planted.withdrawn, planted.expired_not_swept),
    *(planted.expired, planted.deleted, planted.restricted),
    *(planted.behind_a_password, planted.below_a_private_category),
    *(planted.embargoed_while_live, planted.private_and_expired),
]
WARM = [row for row in ROWS if row.bring in COME_INTO]
WARM += [BY_NAME["restricted to a group"], BY_NAME["alias of what is hidden"]]
FEW = [BY_NAME["deleted"]]
BESIDE = [c for c in COLUMNS if c.shown_to == "readers" and c.name != "breaking banner"]


def published(row) -> tuple[object, list[tuple[str, str]]]:
    """A public story that that row will hide, and ``(name, address)`` of each place."""
    story = row.plant()
    scene = set_scene(story)
    original = publish(planted.fresh(story.alias_of if row.of_alias else story))
    what_rises()
    places = registered(story if row.of_alias else original)
    places += [(c.name, at) for c in BESIDE for at in c.where(scene)]
    if row.bring in SAYS_THAT_IT_WAS:  # its former addresses lead to where it says so
        places = [(name, at) for name, at in places if name != "the page tree"]
    return story, list(dict.fromkeys(places))
