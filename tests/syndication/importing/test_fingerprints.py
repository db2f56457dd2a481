"""What makes a post another: what its story would say, and nothing beside."""

from dataclasses import replace
from pathlib import Path

from syndication.importing.posts import Picture, Post

POST = Post(
    identifier="urn:1",
    where="line 1",
    title="Harbour vote",
    hero=Picture(address="quay.jpg", file=Path("/wire/quay.jpg"), alt="A quay"),
)


def test_places_and_remarks_are_no_part_of_it():
    hero = replace(POST.hero, file=Path("wire/quay.jpg"))
    moved = replace(POST, where="line 9", hero=hero, notes=["comments left out: 3"])
    assert moved.fingerprint == POST.fingerprint


def test_all_else_is():
    for changed in (
        replace(POST, title="Vote"),
        replace(POST, hashtags=["NATO"]),
        replace(POST, hero=None),
        replace(POST, hero=replace(POST.hero, alt="Ships")),
        replace(POST, hero=replace(POST.hero, address="ships.jpg")),
    ):
        assert changed.fingerprint != POST.fingerprint
