"""The front page at a later time, for whoever may edit it, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from home.models import BreakingBanner, HomePage, Slot
from news.models import ArticlePage
from newsroom.demo import builders
from tests.home.front_form import place
from tests.news.newsdesk import field, staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def later(home):
    """What is there now, what comes within three hours, and what ends by then."""
    now = timezone.now()
    placed = builders.make_article("Placed", slug="placed", published_at=now - 9 * HOUR)
    old = builders.make_article("Old words", slug="old", published_at=now - 8 * HOUR)
    for name in ("Newest", "Expiring"):
        builders.make_article(name, slug=name.lower(), published_at=now - HOUR)
    ArticlePage.objects.get(slug="expiring").save(clean=False)
    expiring = ArticlePage.objects.get(slug="expiring")
    expiring.expire_at = now + HOUR
    expiring.save(clean=False)
    embargoed = builders.make_article("Embargoed", slug="embargoed")
    embargoed.embargo_until = now + HOUR
    embargoed.save(clean=False)
    scheduled = builders.make_article("Scheduled", slug="scheduled", publish=False)
    for story, title in ((scheduled, "Scheduled"), (old, "New words")):
        story.title, story.go_live_at = title, now + 2 * HOUR
        story.save_revision(approved_go_live_at=now + 2 * HOUR)
    too_late = builders.make_article("Tomorrow", slug="tomorrow", publish=False)
    too_late.save_revision(approved_go_live_at=now + 24 * HOUR)
    place(home, {"story": placed, "expire_at": now + HOUR, "pinned": True})
    BreakingBanner.objects.create(
        site=Site.objects.get(), text="Harbour shut", ends_at=now + HOUR
    )
    return now


def ask(client, home, at, name="coming_front_page"):
    return client.get(reverse(name, args=[home.pk]), {"at": at})


def test_the_front_is_as_it_will_be_then(client, desk, home, later):
    now = desk.get("/").content.decode()
    page = ask(desk, home, field(later + 3 * HOUR)).content.decode()
    for word in ("Old words", "Expiring", "Harbour shut"):
        assert word in now
        assert word not in page
    for word in ("Embargoed", "Scheduled", "New words"):
        assert word not in now
        assert word in page
    assert "Tomorrow" not in page
    assert now.index("Placed") < now.index("Newest")
    assert page.index("Scheduled") < page.index("Newest") < page.index("Placed")


def test_it_is_the_draft_that_is_shown(desk, home, later):
    draft = HomePage.objects.get(pk=home.pk)
    newest = ArticlePage.objects.get(slug="newest")
    draft.slots = [Slot(story=newest, headline="Only a draft")]
    draft.save_revision()
    assert "Only a draft" in ask(desk, home, field(later + HOUR)).content.decode()
    assert "Only a draft" not in desk.get("/").content.decode()


def test_it_writes_nothing_and_nobody_keeps_it(desk, home, later):
    at = field(later + 3 * HOUR)
    ask(desk, home, at)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(desk, home, at)
    writes = [
        each["sql"]
        for each in queries
        if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert writes == []
    assert "no-store" in answer["Cache-Control"]
    assert "Cache-Tag" not in answer
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("1999-01-01 10:00", "This time has passed"),
        ("soon", "This is no date and time"),
        ("2026-02-31 10:00", "This is no date and time"),
        ("9" * 5000, "This is no date and time"),
        ("<script>", "This is no date and time"),
        ("", "Choose a date and time"),
        ("\x00", ""),
    ],
)
def test_a_time_that_is_none_or_past_is_refused(desk, home, at, why):
    assert ask(desk, home, at).status_code == 400
    page = ask(desk, home, at, "coming_front")
    assert page.status_code == 200
    assert why in str(page.context["form"].errors["at"])
    assert "<iframe" not in page.content.decode()


def test_the_form_names_the_zone_and_frames_the_page(desk, home):
    at = field(timezone.now() + HOUR)
    page = ask(desk, home, at, "coming_front").content.decode()
    assert timezone.get_default_timezone_name() in page
    assert f'value="{at}"' in page
    assert reverse("coming_front_page", args=[home.pk]) in page
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert reverse("coming_front", args=[home.pk]) in editor.content.decode()


@pytest.mark.parametrize("name", ["coming_front", "coming_front_page"])
def test_only_who_may_edit_the_front_page_sees_it(client, home, name):
    at = field(timezone.now() + HOUR)
    assert ask(client, home, at, name).status_code == 302
    client.force_login(staff(builders.make_category("World"), "change", "publish"))
    answer = ask(client, home, at, name)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_of_no_front_page_nothing_is_shown(desk, home):
    at = {"at": field(timezone.now() + HOUR)}
    assert desk.get(f"/admin/front/{10**30}/", at).status_code == 404
