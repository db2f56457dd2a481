"""A contributor meets no draft of a colleague's, wherever the admin shows pages."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset, rich_text

from newsroom.demo import builders
from tests.accounts.people import member
from tests.desk.admin_addresses import (
    NOT_WALKED,
    addresses_of,
    known,
    routes_of_the_admin,
)
from tests.news.newsdesk import HOUR
from tests.news.story_form import story_form

SECRET = "Minister resigns over the lock"
EDITED = "Lock keeper names the minister"
# What else a view needs to show the draft.
QUERY = {
    "wagtail_bulk_action": "?id={draft}&id={live}",
    "wagtailadmin_choose_page_chosen_multiple": "?id={draft}",
}


@pytest.fixture
def colleague(home):
    return member("Reporter")


@pytest.fixture
def category(home):
    return builders.make_category("Politics")


@pytest.fixture
def draft(colleague, category):
    """A reporter's draft, in review, with a comment and all that a story may use."""
    story = builders.make_article(
        SECRET,
        slug="secret",
        category=category,
        user=colleague,
        publish=False,
        hashtags=["Canals"],
        sources=["https://paper.example/lock"],
        hero_image=builders.make_picture("Lock"),
        embargo_until=timezone.now() + HOUR,  # on the calendar, too
    )
    Comment.objects.create(
        page=story,
        user=colleague,
        text=SECRET,
        contentpath="title",
        revision_created=story.latest_revision,
    )
    story.get_workflow().start(story, colleague)
    return story


@pytest.fixture
def live(category):
    """A published story, of which a newer headline waits."""
    story = builders.make_article("Lock opens", category=category)
    story.title = EDITED
    story.save_revision()
    return story


@pytest.fixture
def contributor(client, draft, live):
    user = member("Contributor")
    client.force_login(user)
    return user


def addresses(draft, live):
    """Of every view of the admin: one that nobody taught the walk is a KeyError."""
    for name, arguments in routes_of_the_admin():
        if name in NOT_WALKED:
            continue
        found = set()
        for page in (draft, live):
            found.update(addresses_of(name, arguments, known(page, draft)))
        assert found, name
        query = QUERY.get(name, "").format(draft=draft.pk, live=live.pk)
        yield from (address + query for address in sorted(found))


def test_no_address_of_the_admin_tells_a_contributor(client, contributor, draft, live):
    walked = list(addresses(draft, live))
    for there in (
        f"/admin/pages/{draft.pk}/copy/",
        "/admin/reports/workflow_tasks/",
        "/admin/calendar/",
    ):
        assert there in walked
    telling = []
    for address in walked:
        answer = client.get(address, follow=True)
        told = b"".join(answer) if answer.streaming else answer.content
        if re.search(f"{SECRET}|{EDITED}", told.decode(errors="replace")):
            telling.append(address)
    assert telling == []


def test_the_walk_would_find_what_is_told(client, colleague, draft, live):
    """To a reporter, who may see it, the same addresses tell it."""
    client.force_login(colleague)
    asked = [f"/admin/pages/{draft.pk}/history/", "/admin/stories/"]
    for address in asked:
        told = client.get(address).content.decode()
        assert re.search(f"{SECRET}|{EDITED}", told), address


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/search/?q=minister",
        "/admin/pages/search/results/?q=lock",
        "/admin/choose-page/search/?q=minister",
        "/admin/choose-page/{category}/",
        "/admin/choose-story/",
        "/admin/choose-story/search/?q=minister&page_type=news.articlepage",
        "/admin/choose-page/{category}/?page_type=news.articlepage",
        "/admin/pages/{category}/",
        "/admin/pages/{category}/?q=minister",
        "/admin/stories/",
        "/admin/stories/?q=minister",
        "/admin/api/main/pages/",
        "/admin/api/main/pages/?child_of={category}&fields=*",
        "/admin/api/main/pages/{draft}/",
        "/admin/reports/site-history/",
        "/admin/bulk/wagtailcore/page/delete/?id=all&childOf={category}",
        "/admin/bulk/wagtailcore/page/move/?id={draft}",
    ],
)
def test_no_list_or_search_does(
    client, contributor, colleague, draft, live, category, address
):
    address = address.format(category=category.pk, draft=draft.pk)
    told = client.get(address, follow=True).content.decode()
    assert not re.search(f"{SECRET}|{EDITED}", told)
    client.force_login(colleague)
    if "/bulk/" not in address:
        told = client.get(address, follow=True).content.decode()
        assert re.search(f"{SECRET}|{EDITED}", told)  # a reporter finds it there


def test_what_is_published_is_in_sight(client, contributor, category):
    story = builders.make_article("Lock is mended", category=category)
    assert "Lock is mended" in client.get("/admin/stories/").content.decode()
    assert client.get(f"/admin/pages/{story.pk}/edit/").status_code == 302


def test_what_an_embargo_hides_from_readers_is_none_of_a_contributors(
    client, contributor, category
):
    story = builders.make_article("Lock is sold", category=category)
    assert "Lock is sold" in client.get("/admin/stories/").content.decode()
    later = timezone.now() + HOUR
    type(story).objects.filter(pk=story.pk).update(embargo_until=later)
    assert "Lock is sold" not in client.get("/admin/stories/").content.decode()


def test_a_category_that_is_being_edited_stays_open_to_who_writes_there(
    client, contributor, category
):
    category.title = "Politics and power"
    category.save_revision()
    address = f"/admin/pages/add/news/articlepage/{category.pk}/"
    assert client.get(address).status_code == 200


def test_ones_own_drafts_are_in_sight(client, contributor, category):
    story = builders.make_article(
        "Mine alone", category=category, user=contributor, publish=False
    )
    assert "Mine alone" in client.get("/admin/stories/").content.decode()
    assert client.get(f"/admin/pages/{story.pk}/edit/").status_code == 200


@pytest.mark.parametrize("way", ["picked", "in the body", "linked to"])
@pytest.mark.parametrize("action", [None, "submit"])
def test_a_page_that_was_posted_is_not_named(
    client, contributor, category, draft, way, action
):
    """The form is shown again with it; so is what is stored."""
    story = builders.make_article(
        "Mine alone", category=category, user=contributor, publish=False
    )
    text = ("paragraph", rich_text("<p>It rained.</p>"))
    link = rich_text(f'<p><a linktype="page" id="{draft.pk}">It</a> rained.</p>')
    fields = {
        "picked": {"related_picks": inline_formset([{"story": draft.pk}])},
        "in the body": {"body": [text, ("related_story", draft.pk)]},
        "linked to": {"body": [("paragraph", link)]},
    }[way]
    address = f"/admin/pages/{story.pk}/edit/"
    form = story_form(title="Mine", slug="mine-alone", lies_in="x", **fields)
    if action:
        form[f"action-{action}"] = "1"
    again = client.post(address, form)
    assert again.status_code == 200
    assert str(draft.pk) in again.content.decode()
    client.post(address, form | {"lies_in": ""})
    for answer in (again, client.get(address)):
        told = answer.content.decode()
        assert not re.search(f"{SECRET}|/politics/secret/", told)


def test_who_may_see_it_reads_its_name_there(client, colleague, category, draft):
    story = builders.make_article(
        "Mine alone", category=category, user=colleague, publish=False
    )
    client.force_login(colleague)
    address = f"/admin/pages/{story.pk}/edit/"
    link = rich_text(f'<p><a linktype="page" id="{draft.pk}">It</a> rained.</p>')
    form = story_form(
        title="Mine",
        slug="mine-alone",
        related_picks=inline_formset([{"story": draft.pk}]),
        body=[("paragraph", link)],
    )
    client.post(address, form)
    told = client.get(address).content.decode()
    assert SECRET in told
    assert "/politics/secret/" in told
