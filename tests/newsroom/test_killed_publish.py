"""A publish whose process is killed is done or not begun: one case of many.

`tests/faults/test_crashes.py` kills at every statement, and at those of other ways.
"""


def test_a_publish_that_is_killed_leaves_before_or_after(new_newsroom):
    newsroom = new_newsroom()
    found = newsroom.ask("crash_at", way="a correction", points=3, served=False)
    assert found["between"] == found["unlike"] == []
    assert found["killed"] >= 2
    assert found["before"]
    assert found["after"]
