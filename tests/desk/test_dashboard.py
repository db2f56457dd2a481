"""The admin's first page tells each role what concerns it, and no more."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Workflow

from delivery.times import beat
from newsroom.demo import builders
from search.models import SearchCount
from tests.accounts.people import member

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def at_work(request):
    """The clock runs, as it does."""
    if "home" in request.fixturenames:
        beat("clock")


def panels(client):
    """What each panel of the first page names, by its heading."""
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    ids = {
        *("waiting-for-me", "my-stories", "scheduled-today", "without-source"),
        *("pictures-to-clear", "found-nothing"),
    }
    return {
        panel["id"].removesuffix("-section"): [
            cell.get_text(strip=True) for cell in panel.select("td.title")
        ]
        for panel in page.select("section.w-panel")
        if panel.get("id", "").removesuffix("-section") in ids
    }


def submit(story, user):
    Workflow.objects.get().start(story, user)


def search_in_vain(query):
    SearchCount.objects.create(
        query=query, day=TODAY - timedelta(days=1), stories_found=0, searches=20
    )


def fill(user):
    """One row for each panel."""
    clean = {"sources": ["https://harbour.example/report"]}
    draft = builders.make_article("Mine", user=user, publish=False)
    builders.make_article("Unsourced")
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    soon = now + (midnight - now) / 2
    builders.make_article("Today", go_live_at=soon, **clean)
    picture = builders.make_picture("Uncredited")
    builders.make_article("Pictured", hero_image=picture, hero_alt="A", **clean)
    submit(builders.make_article("Submitted", publish=False), None)
    return draft


def test_a_managing_editor_sees_all_of_it(client, home):
    chief = member("Managing editor")
    client.force_login(chief)
    assert panels(client) == {}
    fill(chief)
    search_in_vain("zeppelin")
    assert panels(client) == {
        "waiting-for-me": ["Submitted"],
        "my-stories": ["Mine"],
        "scheduled-today": ["Today"],
        "without-source": ["Unsourced"],
        "pictures-to-clear": ["Uncredited"],
        "found-nothing": ["zeppelin"],
    }


def test_a_contributor_sees_own_things_only(client, home):
    contributor = member("Contributor")
    client.force_login(contributor)
    fill(contributor)
    search_in_vain("zeppelin")
    assert panels(client) == {"my-stories": ["Mine"]}


def test_an_editor_is_told_of_the_given_categories(client, home):
    sport = builders.make_category("Sport")
    editor = member("Editor")
    editor.groups.get().page_permissions.filter(page=sport).delete()
    client.force_login(editor)
    builders.make_article("Theirs", category=sport)
    builders.make_article("Ours")
    submit(builders.make_article("Their draft", category=sport, publish=False), None)
    assert panels(client) == {"without-source": ["Ours"]}


def test_reviews_are_told_once(client, home):
    client.force_login(member("Managing editor"))
    submit(builders.make_article("Submitted", publish=False), None)
    page = client.get("/admin/").content.decode()
    assert page.count("Submitted") == 1


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"credit": ""}, True),
        ({"credit": "Ada", "rights_expire_on": TODAY - timedelta(days=1)}, True),
        ({"credit": "Ada", "rights_expire_on": TODAY}, False),
        ({"credit": "Ada"}, False),
    ],
)
def test_pictures_to_clear(desk, home, fields, is_told):
    picture = builders.make_picture("The picture", **fields)
    builders.make_picture("Unused", credit="")
    draft = builders.make_picture("Of a draft", credit="")
    builders.make_article("Shows it", hero_image=picture, hero_alt="A")
    builders.make_article("Draft", hero_image=draft, hero_alt="A", publish=False)
    expected = ["The picture"] if is_told else []
    assert panels(desk).get("pictures-to-clear", []) == expected
    report = desk.get("/admin/reports/pictures-without-credit-or-rights/")
    assert [each.title for each in report.context["object_list"]] == expected
    assert ("Shows it" in report.content.decode()) == is_told


def test_the_report_finds_pictures_in_bodies_and_exports_no_formula(desk, home):
    picture = builders.make_picture("=cmd|' /C calc'!A0")
    block = {"image": picture.pk, "alt_text": "A", "decorative": False}
    builders.make_article("=1+1", body=[("image", block)])
    address = "/admin/reports/pictures-without-credit-or-rights/?export=csv"
    answer = b"".join(desk.get(address).streaming_content).decode()
    assert "'=cmd" in answer
    assert "'=1+1" in answer


def test_the_report_is_for_who_may_change_pictures(client, home):
    client.force_login(member("Contributor"))
    answer = client.get("/admin/reports/pictures-without-credit-or-rights/")
    assert answer.status_code == 302


def test_it_shows_few_rows_and_asks_as_often_for_many(client, home):
    chief = member("Managing editor")
    client.force_login(chief)

    def queries():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/")
        return len(asked)

    fill(chief)
    few = queries()
    for _ in range(6):
        fill(chief)
    assert queries() <= few
    assert max(len(rows) for rows in panels(client).values()) == 5
