"""The breaking banner: on every page while it lasts, of what readers may see only."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from delivery.models import Effect
from home.models import BreakingBanner
from news.models import ArticlePage
from newsroom.demo import builders
from tests.leaks.planted import HIDDEN, WORDS, plant, published
from tests.leaks.walk import ask
from tests.news.newsdesk import field, staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
BANNER = re.compile(r'<section class="breaking".*?</section>', re.DOTALL)


def address() -> str:
    return reverse(
        "wagtailsettings:edit", args=["home", "breakingbanner", Site.objects.get().pk]
    )


def put_up(**fields) -> BreakingBanner:
    """Put up a banner for an hour."""
    fields = {"ends_at": timezone.now() + HOUR} | fields
    return BreakingBanner.objects.create(site=Site.objects.get(), **fields)


def banner_on(client, at="/") -> str:
    found = BANNER.search(client.get(at).content.decode())
    return found[0] if found else ""


def send(client, **fields):
    fields = {"text": "", "story": "", "ends_at": ""} | fields
    return client.post(address(), fields)


def in_an_hour() -> str:
    return field(timezone.now() + HOUR)


@pytest.fixture
def story(home) -> ArticlePage:
    return builders.make_article("The bridge is shut", slug="bridge")


def test_a_text_stands_on_every_page_and_says_what_it_is(client, story):
    put_up(text="Harbour <i>shut</i>")
    category = story.get_parent().url
    for at in ("/", story.url, category, "/archive/", "/search/?q=x", "/no/such/"):
        said = banner_on(client, at)
        assert 'aria-label="Breaking news"' in said
        assert "Harbour &lt;i&gt;shut&lt;/i&gt;" in said


def test_a_browser_that_keeps_the_offline_page_keeps_no_banner(client, home):
    put_up(text="Harbour shut")
    assert banner_on(client, "/offline/") == ""


def test_each_of_several_sites_has_its_own(client, story):
    put_up(story=story)
    root = Site.objects.get().root_page
    Site.objects.create(hostname="other.example", root_page=root)
    assert f'href="{story.url}"' in banner_on(client)
    assert (
        BANNER.search(client.get("/", headers={"host": "other.example"}).text) is None
    )


def test_a_story_is_linked_to_by_its_short_headline(client, story):
    put_up(story=story)
    assert f'href="{story.url}"' in banner_on(client)
    assert "The bridge is shut" in banner_on(client)


def test_it_ends_by_itself_and_pages_are_kept_no_longer(client, home, monkeypatch):
    ends = timezone.now() + timedelta(seconds=20)
    put_up(text="Harbour shut", ends_at=ends)
    kept = client.get("/")["Cache-Control"]
    ages = [int(part.partition("=")[2]) for part in kept.split(",") if "age=" in part]
    assert ages
    assert max(ages) <= 20
    monkeypatch.setattr(timezone, "now", lambda: ends)
    assert banner_on(client) == ""


def test_a_change_purges_every_page(home):
    Effect.objects.all().delete()
    put_up(text="Harbour shut")
    purged = Effect.objects.filter(step="caches").values_list("payload", flat=True)
    assert [payload["tags"] for payload in purged] == [["site"]]


def test_its_story_purges_the_pages_that_show_it_or_would(client, story):
    put_up(story=story)
    assert f"story-{story.pk}" in client.get("/feeds/")["Cache-Tag"].split(",")
    story.unpublish()
    assert banner_on(client) == ""
    assert f"story-{story.pk}" in client.get("/feeds/")["Cache-Tag"].split(",")


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: state.__name__)
def test_a_banner_of_a_hidden_story_shows_nothing(client, home, state):
    story = plant()
    put_up(story=story)
    state(story)
    for at in ("/", "/archive/", "/no/such/"):
        answer = ask(client, at)
        assert not answer.words()
        assert 'class="breaking"' not in answer.body


def test_a_banner_of_a_public_story_shows_it(client, home):
    """The positive control."""
    story = plant()
    put_up(story=story)
    published(story)
    assert WORDS["card"] in banner_on(client)


def test_it_costs_no_query(client, story):
    """It comes with the site; of its story all but the body, which may be 100 kB."""
    counted = set()
    for fields in (None, {"text": "Shut"}, {"story": story}):
        BreakingBanner.objects.all().delete()
        if fields:
            put_up(**fields)
        client.get("/feeds/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert bool(banner_on(client, "/feeds/")) == bool(fields)
        counted.add(len(queries))
        assert not [each for each in queries if '"body"' in each["sql"]]
    assert counted == {2}


# The form --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "where", "why"),
    [
        ({"text": "Shut", "story": True, "ends_at": True}, "text", "remove the story"),
        ({"ends_at": True}, "text", "Write a text or choose a story"),
        ({"text": "Shut"}, "ends_at", "Choose when the banner ends"),
        ({"text": "Shut", "ends_at": "1999-01-01 10:00"}, "ends_at", "has passed"),
        ({"text": "Shut", "ends_at": "soon"}, "ends_at", "valid"),
        ({"text": "x" * 161, "ends_at": True}, "text", "160"),
        ({"text": "a\x00b", "ends_at": True}, "text", "ull"),
        ({"story": "987654321", "ends_at": True}, "story", "valid choice"),
        ({"story": "draft", "ends_at": True}, "story", "may not see"),
    ],
)
def test_what_is_no_banner_is_refused_on_its_field(desk, story, fields, where, why):
    draft = builders.make_article("Draft", slug="draft", publish=False)
    stories = {True: story.pk, "draft": draft.pk}
    if "story" in fields:
        fields = fields | {"story": stories.get(fields["story"], fields["story"])}
    if fields.get("ends_at") is True:
        fields = fields | {"ends_at": in_an_hour()}
    answer = send(desk, **fields)
    errors = answer.context["form"].errors
    assert list(errors) == [where]
    assert why in str(errors[where])
    assert not BreakingBanner.objects.exclude(ends_at=None).exists()


def test_who_changed_what_is_in_the_log(desk, editor, story):
    send(desk, text="Harbour shut", ends_at=in_an_hour())
    send(desk, story=story.pk, ends_at=in_an_hour())
    send(desk)
    entries = ModelLogEntry.objects.filter(action="newsclip.change_banner")
    said = [entry.message for entry in entries.order_by("timestamp", "pk")]
    assert [entry.user for entry in entries] == [editor] * 3
    assert said[0].startswith("Put up the banner 'Harbour shut' until ")
    assert "'Harbour shut' until" in said[1]
    assert "to 'The bridge is shut' until" in said[1]
    assert said[2].startswith("Took down the banner 'The bridge is shut' until ")


def test_saving_what_has_ended_unchanged_is_no_error_and_no_change(desk, home):
    past = timezone.now().replace(second=0, microsecond=0) - HOUR
    put_up(text="Shut", ends_at=past)
    assert send(desk, text="Shut", ends_at=field(past)).status_code == 302
    assert not ModelLogEntry.objects.filter(action="newsclip.change_banner").exists()


def test_who_may_publish_the_front_page_may_put_up_a_banner(client, home):
    client.force_login(staff(home, "change", "publish"))
    assert client.get(address()).status_code == 200
    assert send(client, text="Shut", ends_at=in_an_hour()).status_code == 302
    assert BreakingBanner.objects.get().text == "Shut"


def test_nobody_else_may(client, home):
    client.force_login(staff(builders.make_category("World"), "change", "publish"))
    assert client.get(address()).status_code == 302
    send(client, text="Shut", ends_at=in_an_hour())
    assert not BreakingBanner.objects.exists()


def test_a_form_that_names_the_zone(desk, home):
    page = desk.get(address()).content.decode()
    assert timezone.get_default_timezone_name() in page
