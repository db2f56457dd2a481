"""What the feeds hold, in whichever format, and how they are asked and kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hashtags.models import Hashtag
from home.models import BrandSettings
from images.models import NewsImage
from newsroom.demo import builders
from tests.syndication.addresses import ADDRESSES, BASES, ENDINGS

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_a_feed_has_the_stories_of_its_thing_newest_first(
    make_story, minutes_ago, headlines
):
    builders.make_article("Elsewhere", published_at=minutes_ago(9))
    for minutes in (3, 1, 2):
        make_story(f"Minute {minutes}", published_at=minutes_ago(minutes))

    for address in ADDRESSES:
        elsewhere = ["Elsewhere"] if address in ("/feed/", "/feed.json") else []
        newest = ["Minute 1", "Minute 2", "Minute 3", *elsewhere]
        assert headlines(address) == newest, address


def test_a_feed_has_the_twenty_newest(make_story, minutes_ago, headlines):
    for minute in range(21):
        make_story(f"Minute {minute}", published_at=minutes_ago(minute))

    newest = [f"Minute {minute}" for minute in range(20)]
    assert headlines("/feed/") == headlines("/world/feed.json") == newest


def embargo(story):
    story.embargo_until = timezone.now() + HOUR
    story.save(clean=False)


def expire(story):
    story.expire_at = timezone.now() - HOUR
    story.save(clean=False)


def restrict(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


def unpublish(story):
    story.unpublish()


@pytest.mark.parametrize("hide", [embargo, expire, restrict, unpublish])
def test_a_story_that_is_hidden_is_in_no_feed(make_story, headlines, hide):
    make_story("Stays")
    hide(make_story("Goes"))

    for address in ADDRESSES:
        assert headlines(address) == ["Stays"], address


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_feed_is_not_there_where_its_page_is_not(client, make_story, ending):
    make_story("Draft", hashtags=["Secret"], publish=False)
    hidden = make_story("Public", hashtags=["Hidden", "NATO"])
    Hashtag.objects.filter(name="Hidden").update(status=Hashtag.Status.HIDDEN)
    private = builders.make_category("Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    builders.make_category("Down").unpublish()

    for base in (
        "/hashtags/secret/",
        "/hashtags/hidden/",
        "/hashtags/none/",
        "/authors/none/",
        "/private/",
        "/down/",
        "/none/",
        "/search/",
        hidden.url,
    ):
        assert client.get(f"{base}{ending}").status_code == 404, base


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_thing_whose_page_is_empty_has_an_empty_feed_that_stays_the_same(
    client, headlines, home, ending
):
    builders.make_category("World")
    builders.make_author("Ada Marsh")
    for base in ("/", "/world/", "/authors/ada-marsh/"):
        assert headlines(f"{base}{ending}") == []
        first, second = client.get(f"{base}{ending}"), client.get(f"{base}{ending}")
        assert first["ETag"] == second["ETag"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_merged_hashtags_feed_leads_on_as_its_page_does(client, make_story, ending):
    make_story(hashtags=["NATO", "Otan"])
    nato = Hashtag.objects.get(name="NATO")
    Hashtag.objects.filter(name="Otan").update(merged_into=nato)

    answer = client.get(f"/hashtags/otan/{ending}")
    assert answer.status_code == 301
    assert answer["Location"] == f"/hashtags/nato/{ending}"
    nato.tagged_stories.all().delete()
    for story in nato.merged.get().tagged_stories.all():
        story.content_object.unpublish()
    assert client.get(f"/hashtags/otan/{ending}").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_cold_feed_asks_the_same_few_queries_for_one_story_as_for_more(
    client, make_story, address
):
    """At most 7: the site with its brand; what the feed is of; a scan of the listing;
    the stories; their hashtags, those these were merged into; their authors.
    """
    picture = builders.make_picture()
    tags = ["NATO", "Old"]
    make_story("One", hero_image=picture, hashtags=tags)
    Hashtag.objects.filter(name="Old").update(
        merged_into=Hashtag.objects.get(name="NATO")
    )
    client.get(address)  # Wagtail remembers where sites begin
    with CaptureQueriesContext(connection) as of_one:
        client.get(address)
    for number in range(3):
        author = builders.make_author(f"Author {number}")
        make_story(
            f"Story {number}",
            hashtags=["NATO", f"Tag {number}"],
            authors=[builders.make_author("Ada Marsh"), author],
        )
    with CaptureQueriesContext(connection) as of_more:
        client.get(address)

    assert len(of_more) == len(of_one) <= 7
    assert not any('"body"' in query["sql"] for query in of_more)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_feed_names_what_it_shows_and_goes_with_the_first_story(
    client, make_story, address
):
    picture = builders.make_picture()
    make_story(hero_image=picture, expire_at=timezone.now() + timedelta(seconds=60))
    answer = client.get(address)

    listing = {
        "/": "front",
        "/world/": f"category-{builders.make_category('World').pk}",
        "/hashtags/nato/": f"hashtag-{Hashtag.objects.get(name='NATO').pk}",
        "/authors/ada-marsh/": f"author-{builders.make_author('Ada Marsh').pk}",
    }[address.rpartition("feed")[0]]
    named = set(answer["Cache-Tag"].split(","))
    assert named == {"site", listing, f"picture-{picture.pk}"}
    kept = answer["Cache-Control"]
    assert kept.startswith("public, max-age=0, s-maxage=")
    assert 0 < int(kept.rpartition("=")[2]) <= 60


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_publish_purges_every_feed_that_shows_the_story(
    client, make_story, address, monkeypatch
):
    purged = set()
    monkeypatch.setattr("newsroom.publishing.purge", purged.update)
    story = make_story()
    for change in (lambda: story.save_revision().publish(), story.unpublish):
        named = set(client.get(address).get("Cache-Tag", "").split(","))
        purged.clear()
        change()
        assert purged & named - {"site"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_feed_already_is_told_so_until_it_changes(
    client, make_story, address
):
    make_story("First")
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert not again.content
    for header in ("ETag", "Cache-Control", "Cache-Tag"):
        assert again[header] == first[header]

    make_story("Second")
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_feed_that_loses_a_story_is_never_said_to_be_the_same(
    client, make_story, address
):
    """A date cannot tell: what is left is older than what went."""
    make_story("Stays")
    gone = make_story("Goes")
    first = client.get(address)
    gone.unpublish()
    conditions = {
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
        "If-None-Match": first["ETag"],
    }
    assert client.get(address, headers=conditions).status_code == 200
    del conditions["If-None-Match"]
    assert client.get(address, headers=conditions).status_code == 200


def test_a_feed_takes_the_address_with_and_without_its_slash(client, make_story):
    make_story()
    for base in BASES:
        answer = client.get(f"{base}feed")
        assert answer.status_code == 301
        assert answer["Location"] == f"{base}feed/"


@pytest.mark.parametrize("ending", ENDINGS)
def test_feeds_of_names_in_other_scripts_are_found(client, make_story, ending):
    author = builders.make_author("محمد")
    category = builders.make_category("世界", slug="世界")
    story = make_story(category=category, hashtags=["路面電車"], authors=[author])
    tag = story.public_hashtags[0]

    for base in (category.url, tag.get_absolute_url(), author.get_absolute_url()):
        answer = client.get(f"{base}{ending}")
        assert answer.status_code == 200
        assert f"{story.get_site().root_url}{base}{ending}".encode() in answer.content


def test_a_picture_without_a_ready_set_leaves_the_feed_as_it_is(
    client, make_story, headlines
):
    picture = builders.make_picture()
    NewsImage.objects.filter(pk=picture.pk).update(picture_set={})
    make_story(hero_image=picture)

    assert headlines("/feed/") == headlines("/feed.json") == ["Harbour vote"]


def test_a_feed_is_called_as_the_newsroom_is(client, make_story, read_json, read_rss):
    make_story()
    site = make_story("Other").get_site()
    BrandSettings.objects.update_or_create(
        site=site, defaults={"name": "The Quay", "tagline": "Port news"}
    )

    titles = [
        "The Quay",
        "World — The Quay",
        "#NATO — The Quay",
        "Ada Marsh — The Quay",
    ]
    assert [read_json(f"{base}feed.json")["title"] for base in BASES] == titles
    assert [read_rss(f"{base}feed/").findtext("title") for base in BASES] == titles
    assert read_rss("/feed/").findtext("description") == "Port news"
