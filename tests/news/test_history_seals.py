"""Whoever can write to the tables, but lacks the key, can change nothing unseen."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from news.models import ArticlePage, StoryVersion
from news.verification import Head, faults, faults_of_all, head_now
from news.withholding import withhold
from newsroom.demo import builders
from tests.news.test_versions import edit, versions


@pytest.fixture
def story(home, editor):
    """A story with three publishes behind it."""
    story = builders.make_article("First headline", user=editor)
    return edit(edit(story, title="Second headline"), title="Third headline")


@pytest.fixture
def other(home):
    """Another story with two."""
    return edit(builders.make_article("Other", slug="other"), title="Other again")


def rows(story, *numbers):
    return StoryVersion.objects.filter(story_id=story.pk, number__in=numbers)


@pytest.mark.parametrize(
    "change",
    [
        {"who": "somebody else"},
        {"note": "nothing to see"},
        {"at": timezone.now() - timedelta(days=9)},
        {"change": "correction"},
        {"content_hash": "0" * 64},
        {"content": {"title": "Never said"}},
        {"content": None},
    ],
)
def test_a_version_that_was_changed_afterwards_is_found(story, change):
    StoryVersion.objects.filter(story=story, number=2).update(**change)
    assert list(faults(story.pk))


def test_a_version_that_was_taken_out_is_found(story):
    StoryVersion.objects.filter(story=story, number=2).delete()
    assert any("number 2 is missing" in fault for fault in faults(story.pk))


def test_whoever_lacks_the_key_cannot_mend_the_chain(story, settings):
    key, settings.VERSION_KEY = settings.VERSION_KEY, "guessed"
    previous = ""
    for version in versions(story):
        if version.number == 2:
            version.content = {"title": "Never said"}
        version.seal(previous)
        version.save()
        previous = version.chain_hash
    assert list(faults(story.pk)) == []
    settings.VERSION_KEY = key
    assert list(faults(story.pk))


def test_versions_of_two_stories_cannot_change_places(story, other):
    first, second = rows(story, 1).get(), rows(other, 1).get()
    for row, place in ((first, second), (second, first)):
        values = {"content": place.content, "content_hash": place.content_hash}
        rows(ArticlePage(pk=row.story_id), 1).update(
            chain_hash=place.chain_hash, **values
        )
    assert list(faults(story.pk))
    assert list(faults(other.pk))


def test_versions_cannot_change_their_order(story):
    rows(story, 2).update(number=9)
    rows(story, 3).update(number=2)
    rows(story, 9).update(number=3)
    assert list(faults(story.pk))


def test_the_first_versions_cannot_be_left_out(story):
    rows(story, 1).delete()
    rows(story, 2).update(number=1)
    rows(story, 3).update(number=2)
    assert list(faults(story.pk))


def test_a_version_cannot_be_given_to_another_story(story, other):
    rows(story, 3).update(story=other.pk)
    assert list(faults(other.pk))


MARKS = {"withheld_at": timezone.now(), "withheld_for": "court"}


@pytest.mark.parametrize(
    "marks",
    [
        {"content": None, "note": ""} | MARKS,
        MARKS,
        {"withheld_for": "court"},
        {"readable_from": None},
        {"correction_pks": [7]},
    ],
)
def test_a_version_that_is_marked_by_hand_is_found(story, marks):
    rows(story, 2).update(**marks)
    assert list(faults(story.pk))


@pytest.mark.parametrize(
    "change",
    [
        {"withheld_at": None, "withheld_for": ""},
        {"withheld_for": "other"},
        {"withheld_at": timezone.now() - timedelta(days=1)},
        {"content": {"title": "What the attacker likes"}},
        {"note": "what was destroyed"},
    ],
)
def test_a_withholding_cannot_be_changed_or_undone(story, change):
    content = rows(story, 2).get().content
    withhold(rows(story, 2).get(), "court", "", None)
    assert list(faults(story.pk)) == []
    rows(story, 2).update(**change)
    assert list(faults(story.pk))
    unmarked = {"withheld_at": None, "withheld_for": ""}
    rows(story, 2).update(content=content, note="", **unmarked)
    assert list(faults(story.pk)), "the text came back from a copy, unseen"


def test_a_withholding_cannot_be_left_out_of_the_chain(story):
    withhold(rows(story, 2).get(), "court", "", None)
    rows(story, 4).delete()
    assert list(faults(story.pk))


def test_a_hash_of_a_destroyed_text_confirms_no_guess(story, settings):
    """Whoever reads the tables cannot try names on it: it is keyed."""
    version = rows(story, 2).get()
    true = version.content_hash
    settings.VERSION_KEY = "guessed"
    version.seal("")
    assert version.content_hash != true


# Heads ------------------------------------------------------------------------------


def test_a_head_is_the_same_until_somebody_publishes(story, other):
    before = head_now()
    assert (before.stories, before.versions) == (2, 5)
    assert head_now().digest == before.digest
    edit(other, title="Once more")
    assert head_now().digest != before.digest


def test_later_versions_and_withholdings_leave_a_head_right(story, other):
    head = head_now()
    edit(story, title="Fourth headline")
    withhold(rows(story, 2).get(), "minor", "", None)
    builders.make_article("Third story", slug="third")
    assert list(faults_of_all([head])) == []


@pytest.mark.parametrize("taken", [[3], [2, 3], [1, 2, 3]])
def test_newest_versions_that_were_taken_away_are_found_by_the_head(
    story, other, taken
):
    head = head_now()
    rows(story, *taken).delete()
    assert list(faults_of_all()) == [], "the chain alone cannot know"
    assert list(faults_of_all([head]))


def test_so_are_those_that_others_were_put_in_place_of(story):
    head = head_now()
    rows(story, 3).delete()
    edit(ArticlePage.objects.get(pk=story.pk), title="Never said before")
    assert list(faults_of_all()) == []
    assert list(faults_of_all([head]))


def test_a_head_cannot_be_made_without_the_key(story, settings):
    key, settings.VERSION_KEY = settings.VERSION_KEY, "guessed"
    forged = head_now()
    settings.VERSION_KEY = key
    assert list(faults_of_all([forged]))


def test_a_day_s_head_holds_what_was_written_until_its_end(story, capsys):
    yesterday = timezone.localtime() - timedelta(days=1)
    call_command("history_head", day=f"{yesterday:%Y-%m-%d}")
    assert json.loads(capsys.readouterr().out)["versions"] == 0
    call_command("history_head", day=f"{timezone.localtime():%Y-%m-%d}")
    assert json.loads(capsys.readouterr().out)["versions"] == 3


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "9999-12-31", "1"])
def test_a_day_that_is_none_is_refused(db, day):
    with pytest.raises(CommandError, match="2026-11-26"):
        call_command("history_head", day=day)


# The commands ------------------------------------------------------------------------


def test_the_command_names_what_was_changed_and_exits_1(story, capsys):
    call_command("verify_history")
    assert "versions of 1 stories are whole" in capsys.readouterr().out
    rows(story, 2).update(note="never said")
    with pytest.raises(CommandError, match=f"Version 2 of story {story.pk}"):
        call_command("verify_history")


def test_the_command_takes_the_heads_that_were_kept(story, tmp_path, capsys):
    kept = tmp_path / "heads"
    for title in ("Fourth headline", "Fifth headline"):
        call_command("history_head")
        story = edit(story, title=title)
    kept.write_text(capsys.readouterr().out)
    call_command("verify_history", head=[str(kept)])
    assert "as at 2 heads" in capsys.readouterr().out
    rows(story, 4, 5).delete()
    with pytest.raises(CommandError, match="then there were 4 versions of 1 stories"):
        call_command("verify_history", head=[str(kept)])


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "{}", '{"up_to": 1}', "7"])
def test_what_is_no_head_is_refused(db, tmp_path, text):
    kept = tmp_path / "heads"
    kept.write_text(text)
    with pytest.raises(CommandError):
        call_command("verify_history", head=[str(kept)])
    with pytest.raises(CommandError):
        call_command("verify_history", head=[str(tmp_path / "nowhere")])


def test_a_head_reads_as_it_was_printed(story):
    head = head_now()
    assert Head.read(str(head)) == head
