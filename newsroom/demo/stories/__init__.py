"""The demo newsroom's stories, in a fixed order so that every build is alike."""

from __future__ import annotations

from newsroom.demo.content import Story

from . import (
    business,
    coming,
    culture,
    general,
    politics,
    science,
    sport,
    technology,
    world,
)

STORIES: list[Story] = [
    *general.STORIES,
    *world.STORIES,
    *politics.STORIES,
    *business.STORIES,
    *technology.STORIES,
    *science.STORIES,
    *culture.STORIES,
    *sport.STORIES,
    *coming.STORIES,
]
