"""States of a story: each a row of the matrix."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsroom.demo import builders
from tests.leaks import planted
from tests.leaks.planted import HOUR, fresh, plant, plant_edit, publish


@dataclass(frozen=True)
class Row:
    """``bring`` takes a planted draft there.

    ``is_edit``: the words are in a newer version of a story that is live without them.
    ``of_alias``: asked for is an alias of the planted story. ``staff_see_it``: who may
    see no drafts may see this at the desk. ``never_public``: no reader ever saw it.
    """

    name: str
    bring: Callable
    is_edit: bool = False
    of_alias: bool = False
    staff_see_it: bool = False
    never_public: bool = False

    def plant(self):
        """The story with the words, not yet in this state."""
        if self.is_edit:
            live = builders.make_article("Plain", slug="plain", hashtags=["NATO"])
            return plant_edit(live)
        story = plant()
        return story.aliases.get().specific if self.of_alias else story


def restricted_to_a_group(story):
    publish(story)
    wall = PageViewRestriction.objects.create(page=story, restriction_type="groups")
    wall.groups.add(Group.objects.create(name="Subscribers"))


def original_under_embargo(alias):
    planted.embargoed_while_live(fresh(alias.alias_of))


def edited(edit):
    """It was saved as it was planted."""


def edit_scheduled(edit):
    edit.go_live_at = timezone.now() + HOUR
    edit.save_revision().publish()
    assert fresh(edit).live


def edit_in_review(edit):
    live = fresh(edit)
    live.get_workflow().start(live, builders.make_user("submitter"))


NEVER_PUBLIC = {
    *(planted.draft, planted.scheduled, planted.embargoed, planted.in_review),
}
SEEN_AT_THE_DESK = {*planted.ASK_WHO_IS_THERE, planted.expired_not_swept}
SEEN_AT_THE_DESK |= {planted.private_and_expired}
ROWS = [
    *(
        Row(
            state.__name__.replace("_", " "),
            state,
            staff_see_it=state in SEEN_AT_THE_DESK,
            never_public=state in NEVER_PUBLIC,
        )
        for state in planted.HIDDEN
    ),
    Row("restricted to a group", restricted_to_a_group, staff_see_it=True),
    Row("alias of what is hidden", original_under_embargo, of_alias=True),
    *(
        Row(name, bring, is_edit=True, never_public=True)
        for name, bring in {
            "edit of what is live": edited,
            "scheduled edit of what is live": edit_scheduled,
            "edit in review of what is live": edit_in_review,
        }.items()
    ),
]
BY_NAME = {row.name: row for row in ROWS}
# What `.ci/run` asks; `make leaks` all.
FEW = ["draft", "embargoed while live", "restricted", "edit of what is live"]
