"""What the feeds hold, in whichever format, and how they are asked and kept."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hashtags.models import Hashtag
from home.models import BrandSettings
from images.models import NewsImage
from newsroom.demo import builders
from tests.newsroom.many_stories import copy_story
from tests.syndication.addresses import ADDRESSES, BASES, ENDINGS, HERE
from tests.syndication.conftest import ATOM
from tests.syndication.hidden import HIDDEN, walled

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_a_feed_has_the_stories_of_its_thing_newest_first(
    make_story, minutes_ago, headlines
):
    builders.make_article("Elsewhere", published_at=minutes_ago(9))
    for minutes in (3, 1, 2):
        make_story(f"Minute {minutes}", published_at=minutes_ago(minutes))

    for address in ADDRESSES:
        elsewhere = ["Elsewhere"] if address.rpartition("/feed")[0] == "" else []
        newest = ["Minute 1", "Minute 2", "Minute 3", *elsewhere]
        assert headlines(address) == newest, address


def test_a_feed_has_the_twenty_newest(make_story, minutes_ago, headlines):
    copy_story(make_story("Old", published_at=minutes_ago(9)), 20)
    make_story("New", published_at=minutes_ago(1))

    for address in ADDRESSES:
        assert headlines(address) == ["New", *["Old"] * 19], address


@pytest.mark.parametrize("path", ["/feed/", "/feed.atom", "/feed.json"])
def test_it_lies_at_the_very_address_that_was_asked(client, make_story, settings, path):
    make_story()
    settings.ALLOWED_HOSTS = ["news.example"]
    asked = f"{path}?by=a&of=%C3%BC"
    answer = client.get(asked, secure=True, headers={"host": "news.example:8443"})
    own = f"https://news.example:8443{asked}"
    if path == "/feed.json":
        assert answer.json()["feed_url"] == own
        return
    links = ElementTree.fromstring(answer.content).iter(f"{ATOM}link")
    assert [at.get("href") for at in links if at.get("rel") == "self"] == [own]


@pytest.mark.parametrize("hide", [*HIDDEN, walled])
def test_a_story_that_is_hidden_is_in_no_feed(make_story, headlines, hide):
    make_story("Stays")
    hide(make_story("Goes"))

    for address in ADDRESSES:
        assert headlines(address) == ["Stays"], address


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_feed_is_not_there_where_its_page_is_not(client, make_story, ending):
    unseen = {"hashtags": ["Secret"], "sources": ["https://secret.example/a"]}
    make_story("Draft", publish=False, **unseen)
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
        "/outlets/none/",
        "/outlets/secret/",
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


@pytest.mark.parametrize("base", BASES)
def test_a_cold_feed_asks_the_same_few_queries_for_one_story_as_for_twenty(
    client, make_story, settle, base
):
    """11 of the site: when anything changed, and the last time that passed; the site
    with its brand; a scan of the listing with its stories; their hashtags, those these
    were merged into, authors, references and corrections; what the bodies name, and the
    stories of it. 12 of what else a feed is of, which is looked up.
    """
    picture = builders.make_picture()
    body = [
        ("paragraph", "<p>One.</p>"),
        ("image", {"image": picture.pk, "alt_text": "A quay"}),
        ("related_story", make_story("Named", published_at=LONG_AGO).pk),
    ]
    story = make_story(
        "One",
        hero_image=picture,
        body=body,
        hashtags=["NATO", "Old"],
        sources=["https://paper.example/a", "https://other.example/a"],
        corrections=[{"text": "It was forty."}],
    )
    nato = Hashtag.objects.get(name="NATO")
    Hashtag.objects.filter(name="Old").update(merged_into=nato)
    settle()
    client.get(f"{base}feed/")  # Wagtail remembers where sites begin
    with CaptureQueriesContext(connection) as of_one:
        client.get(f"{base}feed/")
    copy_story(story, 19)
    with CaptureQueriesContext(connection) as of_twenty:
        answer = client.get(f"{base}feed/")

    assert answer.content.count(b"<item>") == 20
    assert len(of_twenty) == len(of_one) == (11 if base == "/" else 12)


def test_summaries_load_no_body(client, make_story, settings):
    settings.FEED_TEXT = "summary"
    make_story()
    for ending in ENDINGS:
        with CaptureQueriesContext(connection) as queries:
            assert b"six hours" in client.get(f"/{ending}").content
        assert not any('"body"' in query["sql"] for query in queries)


@pytest.mark.parametrize("base", BASES)
def test_a_feed_names_what_it_shows_and_goes_with_the_first_story(
    client, make_story, base
):
    picture = builders.make_picture()
    soon = timezone.now() + timedelta(seconds=60)
    story = make_story(hero_image=picture, expire_at=soon)
    listing = {
        "/": "front",
        "/world/": f"category-{builders.make_category('World').pk}",
        "/hashtags/nato/": f"hashtag-{Hashtag.objects.get(name='NATO').pk}",
        "/authors/ada-marsh/": f"author-{builders.make_author('Ada Marsh').pk}",
        "/outlets/paper/": f"outlet-{story.outlet.pk}",
    }[base]
    source = story.source_references.get().source
    for ending in ENDINGS:
        answer = client.get(f"{base}{ending}")
        named = set(answer["Cache-Tag"].split(","))
        assert named == {"site", listing, f"picture-{picture.pk}", source.tag}
        kept = answer["Cache-Control"]
        assert kept.startswith("public, max-age=0, s-maxage=")
        assert 0 < int(kept.rpartition("=")[2]) <= 60


def test_a_publish_purges_every_feed_that_shows_the_story(
    client, make_story, monkeypatch
):
    purged = set()
    monkeypatch.setattr("newsroom.publishing.purge", purged.update)
    story = make_story()
    for change in (lambda: story.save_revision().publish(), story.unpublish):
        named = {at: client.get(at)["Cache-Tag"].split(",") for at in ADDRESSES}
        purged.clear()
        change()
        for address, tags in named.items():
            assert purged & {*tags} - {"site"}, address


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
        assert f"{HERE}{base}{ending}".encode() in answer.content


def test_a_picture_without_a_ready_set_leaves_the_feed_as_it_is(
    client, make_story, headlines
):
    picture = builders.make_picture()
    NewsImage.objects.filter(pk=picture.pk).update(picture_set={})
    make_story(hero_image=picture)

    for ending in ENDINGS:
        assert headlines(f"/{ending}") == ["Harbour vote"]


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
        "Paper — The Quay",
    ]
    assert [read_json(f"{base}feed.json")["title"] for base in BASES] == titles
    assert [read_rss(f"{base}feed/").findtext("title") for base in BASES] == titles
    assert read_rss("/feed/").findtext("description") == "Port news"
