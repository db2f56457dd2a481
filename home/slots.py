"""What stands in the slots of the front page at a given time."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from delivery.tags import tag
from news.models import ArticlePage


def standing_in(
    slots: Sequence, stories: Sequence[ArticlePage], now: datetime, many: int
) -> list[ArticlePage | None]:
    """For each slot the story that stands in it, as the front shows it, or None.

    ``stories`` are what readers may see then, newest first: those that the slots name,
    and as many of the newest. Without a pin a story gives way to ``many`` that are
    newer than itself and its placing. No story stands in two slots.
    """
    left = {story.pk: story for story in stories if story.alias_of_id is None}
    newest = list(left.values())
    standing = []
    for slot in slots:
        story = left.get(slot.story_id) if _lasts(slot, now) else None
        if story and (slot.pinned or len(_newer(newest, slot, story)) < many):
            standing.append(_as_placed(left.pop(story.pk), slot))
        else:
            standing.append(None)
    return standing


def _lasts(slot, now: datetime) -> bool:
    """Whether its time is still to come; the page being made must be gone then."""
    if slot.expire_at is None:
        return True
    if slot.expire_at > now:
        tag(until=slot.expire_at)
        return True
    return False


def _newer(newest: list[ArticlePage], slot, story: ArticlePage) -> list[ArticlePage]:
    since = max(slot.placed_at, story.published_at)
    return [each for each in newest if each.published_at > since]


def _as_placed(story: ArticlePage, slot) -> ArticlePage:
    """The story with the slot's headline and picture, for this page; never saved."""
    if not (slot.headline or slot.image):
        return story
    story = copy(story)
    story.drawn = {}
    if slot.headline:
        story.card_headline = slot.headline
    if slot.image:
        story.hero_image = slot.image
    return story
