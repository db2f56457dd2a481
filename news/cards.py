"""Stories as lists show them: who may see which is asked anew, what they say is not."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from delivery.remembered import RememberedEach
from delivery.tags import picture_tag, story_tag
from news.models.listing import StoryListing
from news.prepared import Prepared

# Some 12 kB each.
MOST = 300


def cards_of(pks: Iterable[int], now: datetime) -> list:
    """Stories that went through the door at the time ``now``, ready for cards.

    In the order of ``pks``. Other pages are given the same ones: who shows one
    differently copies it.
    """
    pks = list(pks)
    found = _remembered(pks, now)
    return [found[pk] for pk in pks if pk in found]


def _load(pks: list[int], now: datetime) -> Iterator[tuple]:
    for story in _cards(now=now, pks=pks):
        story.keeps_its_place, story.drawn = True, {}
        names = [story_tag(story.pk)]
        if story.hero_image_id:
            names.append(picture_tag(story.hero_image_id))
        yield story.pk, story, names


@Prepared
def _cards(now, pks):
    stories = StoryListing.story.field.related_model.objects
    return stories.published(now).filter(pk__in=pks).for_cards()


_remembered = RememberedEach(_load, MOST)
