"""Two machines with a database and a bucket in common, and no disk."""

import pytest
from object_store import ObjectStore
from processes import Newsroom
from visitors import Visitor

NAME, PASSWORD = "ada", "secret-enough"
KEY = "the-same-key-on-both-machines-of-fifty-characters-or-more"


@pytest.fixture(scope="module")
def store():
    store = ObjectStore()
    yield store
    store.stop()


@pytest.fixture(scope="module")
def machines(new_newsroom, store, tmp_path_factory):
    """Two newsrooms at work, which settings from the environment alone have joined."""
    joined = {**store.environment, "SECRET_KEY": KEY, "WEB_CONCURRENCY": "1"}
    one = new_newsroom(**joined)
    database = one.environment["DATABASE_URL"]
    other = Newsroom(database, tmp_path_factory.mktemp("other"), **joined)
    with one.web(), other.web():
        yield one, other
    other.close()


def test_what_one_machine_stores_and_shows_the_other_serves(machines, store):
    one, other = machines
    one.ask("make_editor", username=NAME, password=PASSWORD)
    [story] = one.ask("draft_with_pictures", count=2)
    strangers = [Visitor(each.address) for each in machines]
    editor = Visitor(other.address).sign_in(NAME, PASSWORD)

    def statuses():
        return {
            stranger.get(address).status
            for stranger in strangers
            for address in story["addresses"]
        }

    assert statuses() == {404}
    assert {editor.get(each).status for each in story["addresses"]} == {200}
    one.ask("publish", pks=[story["pk"]])
    assert statuses() == {200}
    answers = [each.get(story["addresses"][0]) for each in strangers]
    assert answers[0].body == answers[1].body
    known = {"If-Modified-Since": answers[0].headers["Last-Modified"]}
    assert strangers[1].get(story["addresses"][0], **known).status == 304
    other.ask("take_down", pks=[story["pk"]])
    assert statuses() == {404}
    for machine in machines:
        folders = [machine.var / "media", machine.var / "public"]
        assert not [each for folder in folders for each in folder.rglob("*.*")]
    assert store.stored("public/") == set()
