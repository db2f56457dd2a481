"""The public history of a story: which versions it has, and what each may be told."""

from collections.abc import Iterable
from itertools import groupby

from news.models import HistorySettings, StoryVersion


def versions_of(story_pk: int):
    """The versions that readers may open, first to last, without their texts.

    Whether the story itself may be seen is for the door to say.
    """
    return StoryVersion.objects.of(story_pk).seen_by_readers().defer("content")


def history_is_public() -> bool:
    """Whether the newsroom shows former versions at all."""
    return not HistorySettings.objects.filter(public=False).exists()


def grouped(versions: Iterable[StoryVersion]) -> list[list[StoryVersion]]:
    """``versions`` in their order, minor fixes that follow each other together."""
    groups = []
    for minor, found in groupby(versions, lambda version: version.is_minor):
        some = list(found)
        groups += [some] if minor else [[version] for version in some]
    return groups
