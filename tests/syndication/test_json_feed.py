"""JSON Feed 1.1, held to its specification (https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given

from newsroom.demo import builders
from syndication.entries import in_xml
from syndication.json_feed import as_json_feed
from tests.syndication.addresses import BASES, HERE
from tests.syndication.any_feed import anything, feed_with
from tests.syndication.json_feed_schema import hold

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("base", BASES)
def test_a_feed_is_as_the_specification_says(client, make_story, read_json, base):
    story = make_story(hero_image=builders.make_picture())
    feed = read_json(f"{base}feed.json")
    root = story.get_site().root_url

    hold(feed)
    answer = client.get(f"{base}feed.json")
    assert answer["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == f"{root}{base}"
    assert feed["feed_url"] == f"{HERE}{base}feed.json"


def test_an_item_is_the_story_with_what_the_newsroom_knows_of_it(make_story, read_json):
    when = timezone.now().replace(microsecond=0) - timedelta(days=3)
    ada = builders.make_author("Ada Marsh")
    story = make_story(
        standfirst="Members want a <b>survey</b> & more.", published_at=when
    )
    (item,) = read_json("/feed.json")["items"]

    assert item["id"] == f"urn:uuid:{story.translation_key}"
    assert item["url"] == story.full_url
    assert item["title"] == "Harbour vote"
    assert item["summary"] == story.standfirst
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
        "sources": ["https://paper.example/a"],
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


@given(anything, anything, anything)
def test_any_text_arrives_as_it_was_written(title, summary, name):
    feed = feed_with(title, summary, name)
    told = json.loads(as_json_feed(feed, feed.page))
    (item,) = told["items"]

    hold(told)
    assert item["title"] == in_xml(title)
    assert item.get("content_html", "") == in_xml(summary)
    assert item["authors"][0]["name"] == in_xml(name)
