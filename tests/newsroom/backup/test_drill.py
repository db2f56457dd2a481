"""The drill: a newsroom is lost, its backup restored, and nobody can tell them apart.

``make drill`` does it with the demo newsroom, here it is one with a story in every
state. It prints what it compared.
"""

import re
import time

import pytest

from tests.newsroom.backup.drilled import HIDDEN, PUBLIC
from tests.newsroom.backup.newsrooms import ENVIRONMENT, Runbook, do, runbook


def differences(before: dict, after: dict) -> dict[str, tuple]:
    """The addresses that do not answer what they did, to the byte; and both answers."""
    before, after = before["answers"], after["answers"]
    return {
        at: (before.get(at), after.get(at))
        for at in sorted(before.keys() | after.keys())
        if before.get(at) != after.get(at)
    }


def places_of(words, walked: dict) -> list[str]:
    """Where one of these words is said, but for a question that held it."""
    return [
        at
        for at, (*_, said) in walked["answers"].items()
        if any(word in said and word not in at.lower() for word in words)
    ]


@pytest.fixture(scope="module")
def drill(new_newsroom, tmp_path_factory) -> dict:
    """What was before, what is after, and what it took."""
    book = Runbook(tmp_path_factory.mktemp("drill"))
    lost, restored = new_newsroom(**ENVIRONMENT), new_newsroom(**ENVIRONMENT)
    built = do(lost, "build")
    before = do(lost, "walk")
    said = book.run(lost, "backup --new-key")
    lost.environment["NEWSCLIP_BACKUP_KEY"] = re.search("age1[0-9a-z]+", said)[0]
    started = time.monotonic()
    assert ", encrypted" in book.run(lost, "backup /backups")
    taken = time.monotonic()
    assert f"{built['stories']} stories" in book.run(restored, "restore --check")
    checked = time.monotonic()
    book.run(restored, "restore --identity")
    ended = time.monotonic()
    for command in ("verify_history", "collectstatic", "migrate"):
        book.run(restored, command)
    return {
        "ran": book.ran,
        "file": book.file,
        "sealed": (str(book.file), str(book.key)),
        "built": built,
        "before": before,
        "after": do(restored, "walk"),
        "restored": restored,
        "seconds": (taken - started, checked - taken, ended - checked),
    }


def test_every_public_address_answers_the_same_bytes(drill, say):
    before, after = drill["before"], drill["after"]
    assert differences(before, after) == {}
    public = [answer for answer in before["answers"].values() if answer[0] == 200]
    assert len(public) > 200
    taken, checked, restored = drill["seconds"]
    say(
        f"{drill['built']['stories']} stories, "
        f"{len(before['answers'])} addresses compared, {len(public)} of them "
        f"pages, files and feeds of {sum(each[3] for each in public):,} bytes: no "
        f"difference; backup {drill['file'].stat().st_size:,} bytes, encrypted, in "
        f"{taken:.1f} s, checked in {checked:.1f} s, restored in {restored:.1f} s"
    )


def test_what_was_not_public_is_not(drill, say):
    after = drill["after"]
    assert places_of(HIDDEN, after) == []
    shown = places_of([PUBLIC], after)
    assert len(shown) > 20
    say(f"{len(HIDDEN)} hidden stories on no page; a public one on {len(shown)}")


def test_the_history_is_whole_and_lists_are_the_same(drill):
    before, after = drill["before"], drill["after"]
    assert (before["faults"], after["faults"]) == ([], [])
    assert before["listed"] == after["listed"] != []


def test_editors_sign_in_with_their_password_and_nobody_is_signed_in(drill):
    assert drill["before"]["signs in"]
    assert drill["after"]["signs in"]
    assert drill["before"]["sessions"] > 0
    assert drill["after"]["sessions"] == 0


def test_what_waited_to_be_told_outside_is_not_told_again(drill):
    assert drill["before"]["to tell"] > 0
    assert drill["after"]["to tell"] == 0


def test_restore_that_fails_after_the_database_leaves_nothing(drill, new_newsroom):
    left = do(new_newsroom(**ENVIRONMENT), "fail_late", *drill["sealed"])
    assert left.pop("said") == "Nothing was restored. No space left on device"
    assert left == {"files": 0, "stories": 0, "users": 0}


def test_drill_runs_every_command_of_the_runbook(drill):
    assert {*drill["ran"], "pip install -r requirements.txt"} == set(runbook())


def test_backup_names_nothing_to_who_has_not_the_key(drill):
    content = drill["file"].read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    assert PUBLIC.encode() not in content.lower()
    assert drill["file"].stat().st_mode & 0o777 == 0o600


def test_drill_sees_a_byte_a_row_and_a_draft_that_are_not_as_they_were(drill, say):
    """The last, for it damages the restored newsroom."""
    restored, before = drill["restored"], drill["before"]
    at = do(restored, "damage")
    damaged = do(restored, "walk")
    assert set(at) <= differences(before, damaged).keys()
    leaked = places_of(HIDDEN, damaged)
    assert leaked
    changed = len(differences(before, damaged))
    say(
        f"the drill is red for a byte of {at[0]}, a row of {at[1]} and a draft "
        f"that came out: {changed} differences, {len(leaked)} leaks"
    )
