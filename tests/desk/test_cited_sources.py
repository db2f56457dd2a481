"""Outlets and sources in the admin: who cites them, what is known of their links."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delivery.models import Effect
from newsroom.demo.builders import make_article
from sources.link_health import LinkState
from sources.models import Source
from tests.news.newsdesk import staff

pytestmark = pytest.mark.django_db

REPORT = "https://courier.example/vote"
DEAD = "/admin/reports/dead-sources/"
MISSING = "/admin/reports/stories-without-a-source/"


def index(model="source"):
    return reverse(f"sources_{model}_modeladmin_index")


def inspected(row):
    name = f"sources_{row._meta.model_name}_modeladmin_inspect"
    return reverse(name, args=[row.pk])


@pytest.fixture
def source():
    return Source.objects.for_address(REPORT)


def test_the_lists_count_public_stories_with_constant_queries(desk, source):
    def queries(model):
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(index(model))
        return len(asked), page.content.decode()

    make_article(sources=[REPORT])
    desk.get(index())
    before = {model: queries(model)[0] for model in ("source", "outlet")}
    for number in range(6):
        make_article(sources=[REPORT, f"https://other-{number}.example/x"])
    make_article(sources=[REPORT], publish=False)
    for model, row in (("source", source), ("outlet", source.outlet)):
        number, page = queries(model)
        assert number == before[model]
        assert f'<a href="{inspected(row)}">7</a>' in page


def test_the_stories_that_cite_it_are_listed_by_page(desk, source):
    for number in range(23):
        make_article(f"Story {number} of them", sources=[REPORT])
    for row in (source, source.outlet):
        first = desk.get(inspected(row)).content.decode()
        assert "Story 22 of them" in first
        assert "Story 2 of them" not in first
        second = desk.get(inspected(row), {"p": 2}).content.decode()
        assert "Story 2 of them" in second
        assert "Story 22 of them" not in second
        assert desk.get(inspected(row), {"p": "x" * 99}).status_code == 200


def test_drafts_are_listed_for_those_who_may_change_them_only(client, desk, home):
    draft = make_article("<b>Draft</b> of it", sources=[REPORT], publish=False)
    public = make_article("Public one", sources=[REPORT])
    source = Source.objects.get()
    page = desk.get(inspected(source)).content.decode()
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[draft.pk])}"' in page
    assert f'href="{public.get_url()}"' in page
    assert "&lt;b&gt;Draft&lt;/b&gt; of it" in page

    somebody = staff(home, "add")
    may = Permission.objects.get(codename="change_source")
    somebody.groups.get().permissions.add(may)
    client.force_login(somebody)
    page = client.get(inspected(source)).content.decode()
    assert "Public one" in page
    assert "Draft" not in page


def test_who_may_not_see_sources_sees_none(client, home, source):
    client.force_login(staff(home, "add"))
    for address in (index(), index("outlet"), inspected(source), DEAD):
        assert client.get(address).status_code in {302, 403}


def test_sources_are_filtered_by_link_outlet_and_use(desk, source):
    make_article(sources=["https://other.example/cited"])
    Source.objects.filter(pk=source.pk).update(link_state=LinkState.DEAD)

    def urls(**chosen):
        page = desk.get(index(), chosen)
        assert page.status_code == 200
        return {each.url for each in page.context["object_list"]}

    both = {REPORT, "https://other.example/cited"}
    assert urls() == both
    assert urls(link_state__exact="dead") == {REPORT}
    assert urls(cited="no") == {REPORT}
    assert urls(cited="yes") == {"https://other.example/cited"}
    assert urls(outlet=source.outlet.pk) == {REPORT}
    for absurd in ("x", "-1", "9" * 40, "²"):
        assert urls(outlet=absurd) == set()


def test_outlets_with_the_most_stories_are_offered_and_the_chosen_one(
    desk, source, monkeypatch
):
    monkeypatch.setattr("desk.sources_admin.OUTLETS_OFFERED", 1)
    for host in ("many", "many", "few"):
        make_article(sources=[f"https://{host}.example/{host}"])

    def offered(**chosen):
        page = desk.get(index(), chosen).content.decode()
        return [name for name in ("Many", "Few", "Courier") if f">{name}</a>" in page]

    assert offered() == ["Many"]
    assert offered(outlet=source.outlet.pk) == ["Many", "Courier"]


def test_what_is_known_of_its_link_is_shown(desk, source):
    Source.objects.update(
        link_state=LinkState.DEAD,
        link_note="The site answered 410.",
        moved_to="https://courier.example/new?a=1&b=2",
        checked_at=timezone.now(),
    )
    page = desk.get(inspected(source)).content.decode()
    assert "No longer online" in page
    assert "The site answered 410." in page
    assert "https://courier.example/new?a=1&amp;b=2" in page
    assert "give its address" in page


def purges_of(source) -> list[list[str]]:
    effects = Effect.objects.filter(event__startswith="source:", step="caches")
    return [each.payload["tags"] for each in effects]


def test_an_archived_copy_is_given_in_the_admin_and_caches_hear_of_it(desk, source):
    address = reverse("sources_source_modeladmin_edit", args=[source.pk])
    form = {"title": "", "author": "", "archive_url": "archive.example/1"}
    assert desk.post(address, form).status_code == 302
    source.refresh_from_db()
    assert source.archive_url == "https://archive.example/1"
    assert not purges_of(source)  # readers are not shown it yet
    Source.objects.update(link_state=LinkState.DEAD)
    assert desk.post(address, form | {"title": "Vote"}).status_code == 302
    assert not purges_of(source)
    desk.post(address, form | {"archive_url": "https://archive.example/2"})
    assert purges_of(source) == [[source.tag]]
    page = desk.post(address, form | {"archive_url": "http://10.0.0.1/"})
    assert "anybody can" in page.content.decode()


# Reports ---------------------------------------------------------------------------


def exported(desk, address, **chosen) -> str:
    answer = desk.get(address, chosen | {"export": "csv"})
    return b"".join(answer.streaming_content).decode()


def test_dead_sources_are_reported_with_the_stories_that_cite_them(desk):
    make_article("=HYPERLINK(1)", sources=[REPORT, "https://other.example/live"])
    make_article("A draft", sources=[REPORT], publish=False)
    Source.objects.filter(url=REPORT).update(link_state=LinkState.DEAD)
    page = desk.get(DEAD).content.decode()
    assert REPORT in page
    assert "=HYPERLINK(1)" in page
    assert "A draft" not in page
    assert "other.example/live" not in page
    assert "'=HYPERLINK(1)" in exported(desk, DEAD)


def test_the_newest_public_stories_are_named_at_constant_cost(desk):
    for number in range(7):
        make_article(f"Public {number}", sources=[REPORT])
        make_article(f"Draft {number}", sources=[REPORT], publish=False)
    Source.objects.update(link_state=LinkState.DEAD)
    with CaptureQueriesContext(connection) as one:
        page = desk.get(DEAD).content.decode()
    assert [f"Public {number}" in page for number in range(7)] == [False] * 2 + [
        True
    ] * 5
    assert "Draft" not in page
    for number in range(3):
        make_article(sources=[f"https://{number}.example/x"])
    Source.objects.update(link_state=LinkState.DEAD)
    with CaptureQueriesContext(connection) as several:
        desk.get(DEAD)
    assert len(several) == len(one)


def test_dead_sources_are_filtered_by_outlet_and_archived_copy(desk):
    for host in ("one", "two"):
        Source.objects.for_address(f"https://{host}.example/x")
    Source.objects.update(link_state=LinkState.DEAD)
    one = Source.objects.get(url="https://one.example/x")
    Source.objects.filter(pk=one.pk).update(archive_url="https://archive.example/1")
    for chosen in ({"outlet": one.outlet_id}, {"archived": "true"}):
        found = exported(desk, DEAD, **chosen)
        assert "one.example" in found
        assert "two.example" not in found
    assert "one.example/x" not in exported(desk, DEAD, archived="false")


def test_public_stories_without_a_source_are_reported(desk, client, home):
    make_article("+Without any")
    make_article("Own work", original_reporting=True)
    make_article("With one", sources=[REPORT])
    make_article("A draft", publish=False)
    page = desk.get(MISSING).content.decode()
    assert "+Without any" in page
    for other in ("Own work", "With one", "A draft"):
        assert other not in page
    assert "'+Without any" in exported(desk, MISSING)
    client.force_login(staff(home, "add"))
    assert "Without any" not in client.get(MISSING).content.decode()
