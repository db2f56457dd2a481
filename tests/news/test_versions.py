"""Every publish leaves a version that nobody can change unseen."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment

from news.models import ArticlePage, Correction, StoryVersion
from news.schedule import run_schedule
from news.verification import faults
from news.withholding import withhold
from newsroom.demo import builders
from tests.news.test_schedule import came

Change = StoryVersion.Change


@pytest.fixture
def story(home, editor):
    """A story with three publishes behind it."""
    story = builders.make_article("First headline", user=editor)
    return edit(edit(story, title="Second headline"), title="Third headline")


def edit(story, **fields) -> ArticlePage:
    for name, value in fields.items():
        setattr(story, name, value)
    story.save_revision().publish()
    return ArticlePage.objects.get(pk=story.pk)


def versions(story):
    return list(StoryVersion.objects.of(story.pk))


def test_each_publish_writes_what_it_showed_when_and_by_whom(story):
    first, second, third = versions(story)
    assert [v.number for v in (first, second, third)] == [1, 2, 3]
    assert [v.change for v in (first, second, third)] == ["first", "minor", "minor"]
    assert [v.content["title"] for v in (first, second, third)] == [
        "First headline",
        "Second headline",
        "Third headline",
    ]
    assert first.who == "editor"
    assert timezone.now() - third.at < timedelta(minutes=1)


def test_versions_outlive_wagtails_revisions(story):
    story.revisions.exclude(pk=story.live_revision_id).delete()
    assert versions(story)[0].content["title"] == "First headline"


def test_versions_outlive_the_story(story):
    pk = story.pk
    story.delete()
    assert [v.change for v in StoryVersion.objects.of(pk)] == [
        "first",
        "minor",
        "minor",
        "unpublish",
    ]
    assert list(faults(pk)) == []


def test_a_draft_or_a_schedule_writes_no_version(story):
    story.title = "Draft"
    story.save_revision()
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    assert len(versions(story)) == 3


def test_taking_down_is_a_version_without_content(story):
    story.unpublish()
    last = versions(story)[-1]
    assert (last.change, last.content) == (Change.UNPUBLISH, None)


def test_a_new_correction_makes_the_change_a_correction_and_its_note(story):
    story.corrections.add(Correction(text="The vote was on Tuesday."))
    edit(story)
    corrected = versions(story)[-1]
    assert corrected.change == Change.CORRECTION
    assert corrected.note == "The vote was on Tuesday."
    edit(ArticlePage.objects.get(pk=story.pk), title="Later")
    assert versions(story)[-1].change == Change.MINOR


def test_a_correction_after_a_withheld_version_is_one(story):
    story.corrections.add(Correction(text="The vote was on Tuesday."))
    edit(edit(story), title="Without it")
    withhold(versions(story)[-2], "other", "", None)
    page = ArticlePage.objects.get(pk=story.pk)
    page.corrections.add(Correction(text="Nine voted."))
    edit(page)
    last = versions(story)[-1]
    assert (last.change, last.note) == (Change.CORRECTION, "Nine voted.")


def test_so_is_one_after_a_first_version_that_was_withheld(home):
    story = edit(builders.make_article("First headline"), title="Second headline")
    withhold(versions(story)[0], "other", "", None)
    story.corrections.add(Correction(text="The vote was on Tuesday."))
    edit(story)
    assert versions(story)[-1].note == "The vote was on Tuesday."


def test_what_a_withheld_version_corrected_is_not_new_again(story):
    story.corrections.add(Correction(text="Anna Berg did not steal."))
    page = edit(story)
    correction = page.corrections.get()
    correction.text = "A person did not steal."
    page.corrections.add(correction)
    page = edit(page)
    withhold(versions(story)[-2], "minor", "", None)
    edit(page)
    last = versions(story)[-1]
    assert (last.change, last.note) == (Change.MINOR, "")


def test_a_second_correction_in_the_same_words_is_one_too(story):
    for _ in range(2):
        page = ArticlePage.objects.get(pk=story.pk)
        page.corrections.add(Correction(text="A name was misspelt."))
        edit(page)
    assert [v.change for v in versions(story)[-2:]] == [Change.CORRECTION] * 2


def test_a_publish_reads_no_former_content(story):
    page = ArticlePage.objects.get(pk=story.pk)
    with CaptureQueriesContext(connection) as asked:
        edit(page, title="Fourth headline")
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    reads = [sql for sql in reads if "news_storyversion" in sql]
    assert reads
    assert not [sql for sql in reads if '"content"' in sql]


def test_a_schedule_that_the_clock_put_off_is_still_its_schedulers(home, editor):
    story = builders.make_article(publish=False)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    revision = story.save_revision(user=builders.make_user("reporter"))
    revision.publish(user=editor)
    row = ArticlePage.objects.filter(pk=story.pk)
    for embargo in (timezone.now() + timedelta(hours=2), timezone.now()):
        row.update(embargo_until=embargo, embargo_changed_at=timezone.now())
        came(revision, timezone.now())
        run_schedule()
    assert [version.who for version in versions(story)] == ["editor"]


def test_a_version_that_the_clock_publishes_names_who_scheduled_it(home, editor):
    story = builders.make_article(publish=False)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    revision = story.save_revision(user=builders.make_user("reporter"))
    revision.publish(user=editor)
    came(revision, timezone.now())
    run_schedule()
    assert [version.who for version in versions(story)] == ["editor"]


def test_an_older_version_published_again_is_said_to_be_one(story):
    older = story.revisions.order_by("created_at").first()
    revision = older.as_object().save_revision(previous_revision=older, log_action=True)
    revision.publish(previous_revision=older)
    assert versions(story)[-1].change == Change.REVERT


def test_what_no_reader_saw_is_in_no_version(story):
    page = ArticlePage.objects.get(pk=story.pk)
    remark = Comment(
        user=builders.make_user("remarker"), text="PRIVATE REMARK", contentpath="title"
    )
    page.wagtail_admin_comments.add(remark)
    page.save_revision().publish()
    content = versions(story)[-1].content
    assert "PRIVATE REMARK" not in json.dumps(content)
    assert "locked_by" not in content


def test_a_whole_chain_has_no_faults(story):
    story.unpublish()
    edit(ArticlePage.objects.get(pk=story.pk), title="Back again")
    assert list(faults(story.pk)) == []
