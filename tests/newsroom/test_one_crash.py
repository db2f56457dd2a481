"""One of the crashes of ``tests/faults/test_crashes.py``."""


def test_a_first_publish_that_is_killed_leaves_before_or_after(new_newsroom):
    newsroom = new_newsroom()
    newsroom.ask("publish_one")
    how = {"way": "a first publish", "points": 3, "served": False}
    found = newsroom.ask("crash_at", patience=300, **how)
    assert found["killed"] == 3
    assert (found["between"], found["unlike"]) == ([], [])
    assert found["before"] + found["after"] == 3
    assert found["before"]
    assert found["after"]
