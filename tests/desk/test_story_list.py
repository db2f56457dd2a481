"""The list of stories: what it shows, how it is filtered, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.demo import builders
from tests.accounts.people import member

ADDRESS = "/admin/stories/"


def listed(client, query=""):
    page = client.get(f"{ADDRESS}{query}")
    assert page.status_code == 200
    return [story.title for story in page.context["object_list"]]


@pytest.fixture
def reporter(home):
    return member("Reporter")


def test_it_shows_what_an_editor_looks_for(desk, home):
    builders.make_article(
        "Harbour vote",
        category=builders.make_category("Politics"),
        authors=[builders.make_author("Ada Marsh")],
        hero_image=builders.make_picture("Harbour"),
    )
    page = desk.get(ADDRESS).content.decode()
    for shown in ("Harbour vote", "Politics", "Ada Marsh", "Live", "<img"):
        assert shown in page.partition("<tbody>")[2], shown


def test_newest_edits_come_first(desk, home):
    first = builders.make_article("First")
    builders.make_article("Second")
    assert listed(desk) == ["Second", "First"]
    first.save_revision()
    assert listed(desk) == ["First", "Second"]


def test_filters(client, reporter):
    politics = builders.make_category("Politics")
    builders.make_article("Mine", user=reporter, publish=False, category=politics)
    builders.make_article("Cited", sources=["https://a.example/1"])
    builders.make_article("Ours", original_reporting=True)
    waiting = builders.make_article(
        "Waiting", publish=False, sources=["https://b.example"]
    )
    waiting.get_workflow().start(waiting, reporter)
    client.force_login(reporter)
    assert listed(client, "?show=mine") == ["Mine"]
    assert listed(client, "?show=no-source") == ["Mine"]
    assert listed(client, "?show=needs-review") == ["Waiting"]
    assert listed(client, "?show=mine&show=needs-review") == []
    assert listed(client, f"?category={politics.pk}") == ["Mine"]
    assert listed(client, "?state=Live") == ["Ours", "Cited"]
    assert listed(client, "?state=Draft") == ["Waiting", "Mine"]
    for hostile in ("?show=%00x", "?state=<b>", f"?category={10**30}", "?p=-1"):
        assert client.get(ADDRESS + hostile).status_code in (200, 400, 404)


def test_it_costs_as_much_for_many_stories(client, reporter):
    client.force_login(reporter)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS)
        return asked.captured_queries

    def make(number):
        story = builders.make_article(
            f"Story {number}",
            authors=[builders.make_author(f"Author {number}")],
            hero_image=builders.make_picture(f"Picture {number}"),
            publish=number % 2,
        )
        if not number % 2:
            story.get_workflow().start(story, reporter)

    make(1), make(2)
    queries()
    few = queries()
    for number in range(3, 12):
        make(number)
    many = queries()
    assert len(many) == len(few), "\n".join(each["sql"][:300] for each in many[-60:])
    assert not any('"news_articlepage"."body"' in asked["sql"] for asked in few)


def test_it_counts_no_more_than_it_lists(desk, home, monkeypatch):
    monkeypatch.setattr("desk.stories.LISTED", 2)
    monkeypatch.setattr("desk.stories.StoriesView.paginate_by", 1)
    for name in ("First", "Second", "Third"):
        builders.make_article(name)
    with CaptureQueriesContext(connection) as asked:
        assert listed(desk, "?p=9") == ["Second"]
    (count,) = (each["sql"] for each in asked if "COUNT(*)" in each["sql"])
    assert "LIMIT 2" in count
    assert listed(desk, "?q=First") == ["First"]
