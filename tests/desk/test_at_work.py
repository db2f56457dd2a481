"""The admin's first page says whether the newsroom's own work is done."""

from datetime import timedelta

from delivery.models import Beat, Effect
from delivery.times import beat, newsroom_now
from news.models import ScheduleProblem
from newsroom.demo import builders


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
