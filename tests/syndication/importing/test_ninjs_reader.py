"""ninjs 2 and 3, as agencies send them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndication.importing.ninjs import read_ninjs
from syndication.importing.posts import (
    CannotRead,
    Citation,
    NoStory,
    Person,
    Post,
    Section,
    Status,
)

SAMPLES = Path(__file__).resolve().parents[4] / "shared/samples/ninjs"
THREE = {
    "uri": "https://agency.example/item/1",
    "type": "text",
    "pubStatus": "usable",
    "firstCreated": "2026-01-07T10:00:00+01:00",
    "versionCreated": "2026-01-08T10:00:00+01:00",
    "language": "en-GB",
    "by": "By Ada Marsh",
    "headlines": [
        {"role": "short", "value": "Vote"},
        {"role": "main", "value": "A & B"},
    ],
    "descriptions": [{"value": "The board waits."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "plain"},
        {"role": "html", "contentType": "text/html", "value": "<p>Rich</p>"},
    ],
    "subjects": [{"name": "World", "rel": "category"}, {"name": "NATO"}],
    "infoSources": [
        {"name": "The Paper", "uri": "https://paper.example/a"},
        {"name": "urn", "uri": "urn:x"},
    ],
    "associations": [
        {
            "name": "hero",
            "type": "picture",
            "by": "Photo: Bo",
            "descriptions": [{"value": "A quay"}],
            "renditions": [
                {"name": "s", "href": "https://agency.example/s.jpg", "width": 100},
                {"name": "l", "href": "https://agency.example/l.jpg", "width": 900},
            ],
        }
    ],
}


@pytest.fixture
def read(tmp_path):
    def read(content) -> list:
        file = tmp_path / "items.json"
        file.write_text(json.dumps(content))
        return list(read_ninjs(file))

    return read


def lowered(value):
    """As ninjs 2 writes the names."""
    if isinstance(value, dict):
        return {name.lower(): lowered(each) for name, each in value.items()}
    return [lowered(each) for each in value] if isinstance(value, list) else value


def two(item: dict) -> dict:
    """The same item in ninjs 2: associations are an object, their renditions too."""
    item = lowered(item)
    (picture,) = item["associations"]
    files = {file.pop("name"): file for file in picture["renditions"]}
    return {**item, "associations": {"hero": {**picture, "renditions": files}}}


def test_an_item_of_either_version_is_read_alike(read):
    (post,) = read(THREE)
    (same,) = read(two(THREE))

    assert same == post
    assert post.identifier == "https://agency.example/item/1"
    assert post.title == "A & B"
    assert post.html == "<p>Rich</p>"
    assert post.standfirst == "The board waits."
    assert post.authors == [Person("Ada Marsh")]
    assert post.categories == [Section("World")]
    assert post.hashtags == ["NATO"]
    assert post.published == datetime(2026, 1, 7, 9, tzinfo=UTC)
    assert post.updated == datetime(2026, 1, 8, 9, tzinfo=UTC)
    assert post.language == "en-GB"
    assert post.status == Status.PUBLISHED
    assert post.sources == [Citation("https://paper.example/a", title="The Paper")]
    assert post.hero.address == "https://agency.example/l.jpg"
    assert (post.hero.caption, post.hero.credit) == ("A quay", "Photo: Bo")


def test_a_plain_body_is_a_paragraph_a_line(read):
    bodies = [{"role": "text", "contentType": "text/plain", "value": "One <b>\n\nTwo"}]
    (post,) = read({**THREE, "bodies": bodies})
    assert post.html == "<p>One &lt;b&gt;</p><p>Two</p>"


def test_authors_among_the_people_come_before_the_byline(read):
    people = [
        {"name": "Ada Marsh", "rel": "author"},
        {"name": "Ilse Varga", "rel": "about"},
    ]
    (post,) = read({**THREE, "people": people})
    assert post.authors == [Person("Ada Marsh")]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"pubStatus": "canceled"}, Status.PRIVATE),
        ({"pubStatus": "withheld"}, Status.PRIVATE),
        ({"embargoedUntil": "2199-01-01T00:00:00Z"}, Status.SCHEDULED),
        ({"embargoedUntil": "2001-01-01T00:00:00Z"}, Status.PUBLISHED),
    ],
)
def test_what_is_not_usable_now_was_not_published(read, said, status):
    (post,) = read({**THREE, **said})
    assert post.status == status


def beside(kind, name, **said) -> dict:
    """Something of that kind in one file."""
    file = {"href": f"https://agency.example/{name}", "width": 900}
    return {"type": kind, "renditions": [file], **said}


def test_what_is_beside_an_item_is_in_its_story(read):
    (hero,) = THREE["associations"]
    picture = beside(
        "picture", "b.jpg", by="Bo", descriptions=[{"value": "Ships & co"}]
    )
    film = beside("video", "f.mp4", headlines=[{"value": "The vote"}])
    other = {"type": "text", "uri": "urn:2"}
    (post,) = read({**THREE, "associations": [hero, picture, film, other]})
    assert post.hero.address == "https://agency.example/l.jpg"
    assert post.html == (
        '<p>Rich</p><figure><img src="https://agency.example/b.jpg" alt="">'
        "<figcaption>Ships &amp; co (Bo)</figcaption></figure>"
        '<p><a href="https://agency.example/f.mp4">The vote</a></p>'
    )
    assert post.notes == ["association without a file left out: text urn:2"]


def test_a_picture_that_the_text_shows_is_not_shown_again(read):
    html = '<p>A</p><img src="https://agency.example/b.jpg">'
    bodies = [{"contentType": "text/html", "value": html}]
    pictures = [beside("picture", name) for name in ("a.jpg", "b.jpg")]
    (post,) = read({**THREE, "bodies": bodies, "associations": pictures})
    assert post.html == html


def test_a_list_and_a_folder_hold_many(read, tmp_path):
    picture = {**THREE, "uri": "urn:2", "type": "picture"}
    post, other, broken = read([THREE, picture, 5])

    assert isinstance(post, Post)
    assert isinstance(other, NoStory)
    assert isinstance(broken, CannotRead)
    assert broken.where == "items.json, item 3"
    assert [type(each) for each in read_ninjs(tmp_path)] == [Post, NoStory, CannotRead]


@pytest.mark.parametrize("value", [None, 5, [], {}, [5], {"a": 5}, True, ""])
def test_a_field_of_another_kind_is_as_if_it_were_not_there(read, value):
    odd = {name: value for name in THREE if name not in ("uri", "type", "headlines")}
    (post,) = read({**THREE, **odd})
    assert post.title == "A & B"


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    with pytest.raises(CannotRead, match=r"no \.json files"):
        list(read_ninjs(tmp_path))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of agencies are absent")
@pytest.mark.parametrize(
    "name",
    ["dpa_text", "ntb_text", "ninjsExSimpleText_3", "tt_text_image_3"],
)
def test_items_of_real_agencies_are_read(name):
    (post,) = read_ninjs(SAMPLES / f"{name}.json")
    assert isinstance(post, Post)
    assert post.title
    assert post.html or name == "ntb_text"  # which has none
    assert post.published
