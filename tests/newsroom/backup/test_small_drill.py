"""The smallest drill: a story that readers have and one that they do not."""

from tests.newsroom.backup.newsrooms import ENVIRONMENT, do


def test_a_story_is_the_same_after_a_restore_and_a_draft_none(new_newsroom, tmp_path):
    lost, restored = new_newsroom(**ENVIRONMENT), new_newsroom(**ENVIRONMENT)
    lost.manage("migrate", check=True)  # which says what the site's address is
    public, draft = lost.ask("draft_with_pictures", count=4)
    lost.ask("publish", pks=[public["pk"]])
    shown, hidden = ["/", *public["addresses"]], draft["addresses"]
    before = do(lost, "read", *shown, *hidden)
    assert [each[0] for each in before] == [200] * len(shown) + [404] * len(hidden)
    file = str(tmp_path / "newsclip.tar")
    lost.manage("backup", file, check=True)
    restored.manage("restore", file, check=True)
    assert do(restored, "read", *shown, *hidden) == before
