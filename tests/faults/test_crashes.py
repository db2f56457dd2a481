"""Whatever is killed while it publishes, merges or imports: before or after.

A few statements of each way are an experiment; every one is `make faults`.
"""

import pytest
from processes import FULL

WAYS = [
    *("a first publish", "a correction", "an unpublish", "a withdrawal"),
    *("a merge", "an undone merge", "an import of stories"),
]
POINTS = None if FULL else 4
# An import of a site takes some 800 statements, and each of its crashes as long.
POINTS_OF_A_SITE = 150 if FULL else 4
# Seconds after which pages are to agree: more where other tests run too.
LIMIT = 1 if FULL else 10
PATIENCE = 1_800


@pytest.fixture(scope="module")
def served(new_newsroom):
    """A newsroom with its web server and its clock."""
    newsroom = new_newsroom()
    newsroom.ask("publish_one")
    with newsroom.web(), newsroom.clock():
        yield newsroom


@pytest.fixture(scope="module")
def killed():
    """How many were killed, by way; of all of them at least five hundred."""
    by_way = {}
    yield by_way
    print(f"\n{sum(by_way.values())} killed: {by_way}")
    assert sum(by_way.values()) >= 500 or not FULL


def summary(way: str, found: dict) -> str:
    return (
        f"{way}: {found['statements']} statements, {found['killed']} killed: "
        f"{found['before']} before, {found['after']} after, {found['in part']} with "
        f"one post of two, {len(found['between'])} between; pages agreed within "
        f"{max(found['seconds'] or [0]):.2f} s"
    )


def is_whole(found: dict) -> None:
    """Nothing is between, and what follows is as it was of one that nobody killed."""
    assert found["between"] == []
    assert found["unlike"] == []
    assert found["killed"] >= min(3, found["statements"])
    assert found["before"]
    assert found["after"]


@pytest.mark.parametrize("way", WAYS)
def test_a_crash_at_any_statement_leaves_before_or_after(served, killed, way, say):
    found = served.ask(
        "crash_at", way=way, points=POINTS, served=True, patience=PATIENCE
    )
    say(summary(way, found))
    killed[way] = found["killed"]
    is_whole(found)
    assert max(found["seconds"]) < LIMIT


@pytest.mark.parametrize("way", ["a correction", "a merge"])
def test_without_its_transaction_something_is_between(served, way, say):
    """The control: the same crashes where each statement is committed by itself."""
    how = {"points": 8, "served": True, "autocommit": True}
    found = served.ask("crash_at", way=way, **how, patience=PATIENCE)
    say(summary(f"{way}, without its transaction", found))
    assert found["between"]


def test_a_crash_of_an_import_of_a_site_leaves_nothing_or_all(
    new_newsroom, tmp_path, say
):
    newsroom = new_newsroom()
    drafts = newsroom.ask("draft_with_pictures", count=2)
    newsroom.ask("publish", pks=[draft["pk"] for draft in drafts])
    folder = str(tmp_path / "site")
    newsroom.manage("export_site", folder, check=True)
    way = "an import of a site"
    found = newsroom.ask(
        *("crash_at", PATIENCE),
        **{"way": way, "points": POINTS_OF_A_SITE, "served": False, "folder": folder},
    )
    say(summary(way, found))
    is_whole(found)
