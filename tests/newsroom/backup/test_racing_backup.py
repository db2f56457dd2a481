"""A backup taken while editors publish and delete is of one moment."""

import sys

from processes import ROOT

from tests.newsroom.backup.newsrooms import AT, ENVIRONMENT, do

ROUNDS = 2


def edits_of(newsroom) -> int:
    return do(newsroom, "edits", module="editing")


def test_backups_taken_while_editors_publish_and_delete_restore_whole(
    new_newsroom, tmp_path, say
):
    busy = new_newsroom(**ENVIRONMENT)
    busy.environment["PYTHONPATH"] = f"{ROOT}:{ROOT}/tests"
    do(busy, "begin", module="editing")
    editing = (sys.executable, "-c", AT.format("editing"), "edit")
    files = []
    with busy.running(*editing), busy.running(*editing):
        for number in range(ROUNDS):
            before = do(busy, "edits", module="editing")
            busy.wait_until(
                lambda n=before: do(busy, "edits", module="editing") > n + 2
            )
            files.append(tmp_path / f"{number}.tar")
            busy.manage("backup", str(files[-1]), check=True)
    after = edits_of(busy)
    for file in files:
        restored = new_newsroom(**ENVIRONMENT)
        restored.manage("restore", str(file), check=True)
        found = do(restored, "look_over", module="editing")
        assert found["wrong"] == []
        assert found["pictures"] > 0
        say(f"{found['edits']} of {after} edits: {found['pictures']} pictures")
    assert do(restored, "lose_a_file", module="editing")["wrong"] != []
