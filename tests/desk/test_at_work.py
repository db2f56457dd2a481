"""The admin's first page says whether the newsroom's own work is done."""

from datetime import timedelta

from django.urls import reverse

from delivery.models import Beat, Effect
from delivery.times import beat, newsroom_now
from news.models import Embed, ScheduleProblem
from news.models.embed import embed_key
from newsroom.demo import builders
from tests.news.newsdesk import staff


def panel(desk) -> str:
    return desk.get("/admin/").content.decode()


def test_a_clock_that_never_ran_is_said(desk, home):
    assert "It has never run" in panel(desk)


def test_a_clock_that_runs_says_when(desk, home):
    beat("clock")
    assert "The clock last ran" in panel(desk)
    assert "not running" not in panel(desk)


def test_a_clock_that_stopped_is_said(desk, home):
    beat("clock")
    Beat.objects.update(at=newsroom_now() - timedelta(minutes=2))
    assert "The clock is not running" in panel(desk)


def test_what_could_not_be_published_is_named_with_its_reason(desk, home):
    story = builders.make_article("Harbour vote", publish=False)
    ScheduleProblem.objects.create(
        page=story, reason="ValueError: <b>no</b>", next_try_at=newsroom_now()
    )
    page = panel(desk)
    assert "Harbour vote" in page
    assert "ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    editor = desk.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert "is due but could not be changed" in editor


def test_an_effect_that_failed_is_shown_until_it_is_done(desk, home):
    now = newsroom_now()
    row = Effect.objects.create(
        event="a", step="caches", due_at=now, error="PurgeFailed: 403", tries=3
    )
    assert "PurgeFailed: 403" in panel(desk)
    Effect.objects.filter(pk=row.pk).update(done_at=now, error="")
    assert "PurgeFailed" not in panel(desk)


def test_what_is_late_names_the_story_and_what_readers_get(desk, home):
    story = builders.make_article("Harbour vote")
    Effect.objects.create(
        event="a",
        step="caches",
        payload={"story": story.pk, "tags": []},
        due_at=newsroom_now(),
        error="PurgeFailed: 403",
        tries=1,
    )
    page = panel(desk)
    assert f'/admin/pages/{story.pk}/edit/">Harbour vote</a>: readers may still' in page


def test_an_embed_that_cannot_be_read_is_said_in_its_story_alone(desk, home):
    url = "https://harbour.example/minutes"
    story = builders.make_article("Harbour vote", body=[("embed", url)])
    Embed.objects.filter(url=url).delete()
    Embed.objects.create(
        key=embed_key(url), url=url, failed_at=newsroom_now(), error="It answered 404."
    )
    editor = desk.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    said = f"The embed {url} could not be read: It answered 404. Readers see "
    assert f"{said}a plain link." in editor
    Embed.objects.update(fetched_at=newsroom_now())
    editor = desk.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert f"{said}the last copy." in editor
    Effect.objects.create(
        event="a", step="embed", due_at=newsroom_now(), error="It answered 404."
    )
    assert "It answered 404" not in panel(desk)


def test_what_goes_live_next_is_listed_soonest_first(desk, home):
    for days, title in ((2, "Second"), (1, "First")):
        at = newsroom_now() + timedelta(days=days)
        story = builders.make_article(title, publish=False, go_live_at=at)
        story.get_latest_revision().publish()
    page = panel(desk)
    coming = page[page.index("Next to go live") :]
    assert 0 < coming.index("First") < coming.index("Second")


def test_what_goes_live_below_a_hidden_category_is_marked(desk, home):
    at = newsroom_now() + timedelta(days=1)
    story = builders.make_article("Harbour vote", publish=False, go_live_at=at)
    story.get_latest_revision().publish()
    assert "category is not published" not in panel(desk)
    story.get_parent().specific.unpublish()
    assert "category is not published" in panel(desk)


def test_stories_of_others_do_not_crowd_out_ones_own(client, home, monkeypatch):
    monkeypatch.setattr("desk.panels.BATCH", 2)
    category = builders.make_category("World")
    category.save_revision().publish()
    at = newsroom_now() + timedelta(days=1)
    for minute, parent in enumerate([None, None, None, category]):
        story = builders.make_article(
            f"Story {minute}",
            category=parent,
            publish=False,
            go_live_at=at + timedelta(minutes=minute),
        )
        story.get_latest_revision().publish()
    client.force_login(staff(category, "change"))
    assert "Story 3" in panel(client)


def test_nobody_learns_of_stories_that_they_may_not_change(client, home):
    category = builders.make_category("World")
    category.save_revision().publish()
    at = newsroom_now() + timedelta(days=1)
    for name, parent in (("Theirs", category), ("Secret", None)):
        story = builders.make_article(name, category=parent, publish=False)
        story.go_live_at = at
        story.save_revision().publish()
        ScheduleProblem.objects.create(page=story, reason="No", next_try_at=at)
    client.force_login(staff(category, "change"))
    page = panel(client)
    assert "Theirs" in page
    assert "Secret" not in page


def test_messages_that_inform_have_their_icon(desk, home):
    sprite = desk.get(reverse("wagtailadmin_sprite")).content.decode()
    assert 'id="icon-info"' in sprite
