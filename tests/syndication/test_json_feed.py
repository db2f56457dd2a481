"""JSON Feed 1.1, held to its specification (https://www.jsonfeed.org/version/1.1/)."""

from datetime import datetime, timedelta

import pytest
from django.core.validators import URLValidator
from django.utils import timezone

from newsroom.demo import builders
from tests.syndication.addresses import BASES

pytestmark = pytest.mark.django_db

TEXT, ADDRESS, MOMENT = "text", "address", "moment"
FEED = {
    "version": TEXT,
    "title": TEXT,
    "home_page_url": ADDRESS,
    "feed_url": ADDRESS,
    "description": TEXT,
    "icon": ADDRESS,
    "language": TEXT,
    "items": [
        {
            "id": TEXT,
            "url": ADDRESS,
            "title": TEXT,
            "content_text": TEXT,
            "summary": TEXT,
            "image": ADDRESS,
            "date_published": MOMENT,
            "date_modified": MOMENT,
            "tags": [TEXT],
            "authors": [{"name": TEXT, "url": ADDRESS}],
            "language": TEXT,
            "_newsclip": {"category": TEXT, "outlet": TEXT, "reading_minutes": 1},
        }
    ],
}
REQUIRED = {"version", "title", "items", "id", "content_text"}


def hold(found, shape, name="feed") -> None:
    """Assert that a value is as its place in ``FEED`` says, and holds what it must."""
    if isinstance(shape, dict):
        assert found.keys() <= shape.keys(), name
        assert REQUIRED & shape.keys() <= found.keys(), name
        for key, value in found.items():
            hold(value, shape[key], key)
    elif isinstance(shape, list):
        assert isinstance(found, list), name
        for each in found:
            hold(each, shape[0], name)
    elif isinstance(shape, int):
        assert isinstance(found, int), name
    else:
        assert isinstance(found, str), name
        if shape == ADDRESS:
            URLValidator()(found)
        if shape == MOMENT:
            assert datetime.fromisoformat(found).tzinfo, name


@pytest.mark.parametrize("base", BASES)
def test_a_feed_is_as_the_specification_says(client, make_story, read_json, base):
    story = make_story(hero_image=builders.make_picture())
    feed = read_json(f"{base}feed.json")
    root = story.get_site().root_url

    hold(feed, FEED)
    answer = client.get(f"{base}feed.json")
    assert answer["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == f"{root}{base}"
    assert feed["feed_url"] == f"{root}{base}feed.json"


def test_an_item_is_the_story_with_what_the_newsroom_knows_of_it(make_story, read_json):
    when = timezone.now().replace(microsecond=0) - timedelta(days=3)
    ada = builders.make_author("Ada Marsh")
    story = make_story(
        standfirst="Members want a <b>survey</b> & more.", published_at=when
    )
    (item,) = read_json("/feed.json")["items"]

    assert item["id"] == item["url"] == story.full_url
    assert item["title"] == "Harbour vote"
    assert item["summary"] == item["content_text"] == story.standfirst
    assert datetime.fromisoformat(item["date_published"]) == when
    assert datetime.fromisoformat(item["date_modified"]) >= when
    assert item["tags"] == ["NATO", "Energy"]
    root = story.get_site().root_url
    assert item["authors"] == [
        {"name": "Ada Marsh", "url": root + ada.get_absolute_url()}
    ]
    assert item["language"] == "en"
    assert item["_newsclip"] == {
        "category": "World",
        "outlet": story.outlet.name,
        "reading_minutes": story.reading_minutes,
    }
    assert "image" not in item


def test_an_item_has_its_picture_as_jpeg(make_story, read_json, client):
    story = make_story(hero_image=builders.make_picture())
    (item,) = read_json("/world/feed.json")["items"]

    path = item["image"].removeprefix(story.get_site().root_url)
    assert client.get(path)["Content-Type"] == "image/jpeg"


def test_a_story_of_another_language_says_so_and_keeps_its_script(
    client, make_story, read_json
):
    make_story("الميناء يؤجل التصويت", slug="ar", language="ar")
    (item,) = read_json("/feed.json")["items"]

    assert item["language"] == "ar"
    assert item["title"] == "الميناء يؤجل التصويت"
    assert "الميناء" in client.get("/feed.json").content.decode()


def test_an_updated_story_says_when(make_story, read_json):
    story = make_story()
    story.updated_at = timezone.now() + timedelta(hours=1)
    type(story).objects.filter(pk=story.pk).update(updated_at=story.updated_at)
    (item,) = read_json("/feed.json")["items"]

    modified = datetime.fromisoformat(item["date_modified"])
    assert modified == story.updated_at.replace(microsecond=0)
