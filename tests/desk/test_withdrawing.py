"""A story that readers saw is withdrawn in public, and says so at its address."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from delivery.caching import PURGED
from news.models import ArticlePage, StoryVersion
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.newsdesk import fresh, staff
from tests.news.story_form import story_form

WHY = "The <source> took it back."


@pytest.fixture
def story(home):
    return builders.make_article("Harbour vote", slug="vote")


@pytest.fixture
def chief(client, home):
    """A browser of somebody who may publish."""
    client.force_login(staff(home, "add", "change", "publish"))
    return client


def unpublish(client, story, reason=None):
    address = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    return client.post(address, {"reason": reason} if reason is not None else {})


def as_reader(client, address):
    client.logout()
    return client.get(address)


def test_the_form_asks_for_a_reason_and_keeps_the_story_without(chief, story):
    address = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    assert b'name="reason"' in chief.get(address).content
    assert fresh(story).live
    for empty in (None, "", "  "):
        answer = unpublish(chief, story, empty)
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == ["reason"]
        assert fresh(story).live
    assert "x" * 501 in unpublish(chief, story, "x" * 501).content.decode()
    assert fresh(story).live


def test_its_address_says_when_and_why_and_what_is_new(chief, story):
    builders.make_article("The newest story")
    assert unpublish(chief, story, WHY).status_code == 302
    answer = as_reader(chief, story.url)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 410
    assert "This story was withdrawn on" in page.h1.text
    assert page.h1.time
    assert WHY in page.main.text
    assert "The newest story" in page.select_one(".latest").text
    assert "Harbour vote" not in page.text
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("[rel=canonical]")


def test_it_may_be_kept_until_it_is_purged(chief, story):
    unpublish(chief, story, WHY)
    answer = as_reader(chief, story.url)
    assert answer["Cache-Control"] == PURGED.header()
    assert f"story-{story.pk}" in answer["Cache-Tag"]


def test_publishing_again_ends_it(chief, story):
    unpublish(chief, story, WHY)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    chief.post(address, story_form(slug=story.slug, action="publish"))
    assert fresh(story).withdrawn_at is None
    assert as_reader(chief, story.url).status_code == 200


def test_ledger_and_log_say_why_and_by_whom(chief, story):
    unpublish(chief, story, WHY)
    last = StoryVersion.objects.of(story.pk).last()
    assert (last.change, last.note, last.who) == ("withdrawn", WHY, "somebody")
    entry = PageLogEntry.objects.get(action="newsclip.withdraw")
    assert (entry.data["reason"], entry.user.username) == (WHY, "somebody")


def test_who_may_not_publish_withdraws_nothing(client, home, story):
    client.force_login(staff(home, "add", "change"))
    assert unpublish(client, story, WHY).status_code in (302, 403)
    assert fresh(story).live
    assert fresh(story).withdrawn_at is None


def test_a_second_press_changes_nothing(chief, story):
    unpublish(chief, story, WHY)
    before = fresh(story).withdrawn_at
    unpublish(chief, story, "Another reason")
    assert (fresh(story).withdrawn_at, fresh(story).withdrawn_because) == (before, WHY)


def test_a_draft_of_it_moves_and_tells_nothing(chief, story):
    unpublish(chief, story, WHY)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    chief.post(address, story_form(slug="a-secret", title="A secret"))
    assert as_reader(chief, story.url).status_code == 410
    assert as_reader(chief, story.url.replace("vote", "a-secret")).status_code == 404


def embargo(story):
    ArticlePage.objects.filter(pk=story.pk).update(
        embargo_until=timezone.now() + timedelta(hours=1)
    )


def expire(story):
    ArticlePage.objects.filter(pk=story.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )


def restrict(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


def restrict_the_category(story):
    PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type="login"
    )


HIDING = [embargo, expire, restrict, restrict_the_category]


@pytest.mark.parametrize("hide", HIDING)
def test_a_story_that_no_reader_sees_is_unpublished_without_a_word(chief, story, hide):
    hide(story)
    address = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    assert b'name="reason"' not in chief.get(address).content
    unpublish(chief, story, WHY)
    assert not fresh(story).live
    assert as_reader(chief, story.url).status_code == 404


@pytest.mark.parametrize("hide", [*HIDING, lambda story: fresh(story).delete()])
def test_what_is_hidden_after_it_answers_as_if_it_never_was(chief, story, hide):
    unpublish(chief, story, WHY)
    hide(story)
    answer = as_reader(chief, story.url)
    assert answer.status_code == 404
    assert WHY not in answer.content.decode()


def test_code_that_unpublishes_withdraws_nothing(client, story):
    story.unpublish()
    assert client.get(story.url).status_code == 404
    assert StoryVersion.objects.of(story.pk).last().change == "unpublish"


def bulk(client, *pages, **fields):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}", fields)


def test_many_are_withdrawn_for_one_reason(chief, story):
    other = builders.make_article("Other", slug="other")
    answer = bulk(chief, story, other)
    assert list(answer.context["form"].errors) == ["reason"]
    assert fresh(story).live
    assert bulk(chief, story, other, reason=WHY).status_code == 302
    for each in (story, other):
        assert fresh(each).withdrawn_because == WHY
        assert StoryVersion.objects.of(each.pk).last().note == WHY
    assert as_reader(chief, other.url).status_code == 410


def test_a_locked_story_is_passed_by_and_told_of_nothing(chief, story):
    other = builders.make_article("Other", slug="other", locked=True)
    bulk(chief, story.get_parent(), include_descendants="on", reason=WHY)
    assert fresh(story).withdrawn_because == WHY
    assert (fresh(other).live, fresh(other).withdrawn_because) == (True, "")


def test_a_category_takes_its_stories_along_for_a_reason(client, story):
    category = story.get_parent()
    client.force_login(member("Editor"))
    address = reverse("wagtailadmin_pages:unpublish", args=[category.pk])
    asked = BeautifulSoup(client.get(address).content, "html.parser")
    assert asked.select_one("[name=reason]")
    assert not asked.select("[name=reason][required]")
    answer = client.post(address, {"include_descendants": "on"})
    assert list(answer.context["form"].errors) == ["reason"]
    kept = BeautifulSoup(answer.content, "html.parser")
    assert kept.select("[name=include_descendants][checked]")
    assert fresh(story).live
    assert client.post(address, {"include_descendants": "on", "reason": WHY})
    assert StoryVersion.objects.of(story.pk).last().note == WHY
    answer = as_reader(client, story.url)
    assert answer.status_code == 410
    assert (
        "The <source> took it back" in BeautifulSoup(answer.content, "html.parser").text
    )


def test_a_category_alone_is_unpublished_without_a_word(client, story):
    category = story.get_parent()
    client.force_login(member("Editor"))
    assert unpublish(client, category).status_code == 302
    category.refresh_from_db()
    assert (category.live, fresh(story).live) == (False, True)


def test_many_categories_take_their_stories_along_for_a_reason(client, story):
    category = story.get_parent()
    client.force_login(member("Editor"))
    answer = bulk(client, category, include_descendants="on")
    assert list(answer.context["form"].errors) == ["reason"]
    assert fresh(story).live
    bulk(client, category, include_descendants="on", reason=WHY)
    assert StoryVersion.objects.of(story.pk).last().note == WHY
    assert as_reader(client, story.url).status_code == 410


def api(client, story, action, **data):
    address = f"/admin/api/main/pages/{story.pk}/action/{action}/"
    return client.post(address, data, headers={"accept": "application/json"})


@pytest.mark.parametrize("of", ["story", "category"])
def test_the_admins_own_api_sends_whoever_withdraws_to_the_editor(client, story, of):
    client.force_login(member("Editor"))
    page = story if of == "story" else story.get_parent()
    answer = api(client, page, "unpublish", recursive="true")
    assert answer.status_code == 409
    assert "which asks for the reason" in answer.json()["error_message"]
    assert fresh(story).live
    assert fresh(story).get_parent().live


def test_it_unpublishes_what_no_reader_sees(client, story):
    restrict(story)
    client.force_login(member("Editor"))
    assert api(client, story, "unpublish").status_code == 200
    assert not fresh(story).live


def press(client, view, *pages, **fields):
    return client.post(reverse(f"wagtailadmin_pages:{view}", args=pages), fields)


@pytest.mark.parametrize("role", ["Editor", "Owner"])
def test_what_readers_see_is_withdrawn_before_it_is_deleted(client, story, role):
    client.force_login(member(role))
    address = reverse("wagtailadmin_pages:delete", args=[story.pk])
    for answer in (client.get(address, follow=True), client.post(address, follow=True)):
        assert "Withdraw it first" in answer.content.decode()
    assert api(client, story, "delete").status_code == 409
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.post(f"{address}?id={story.pk}").status_code == 409
    assert fresh(story).live
    assert as_reader(client, story.url).status_code == 200


def test_so_is_what_goes_with_its_category(client, story):
    category = story.get_parent()
    client.force_login(member("Managing editor"))
    answer = press(client, "delete", category.pk)
    assert answer.status_code == 302
    assert "Withdraw it first" in client.get(answer.url).content.decode()
    assert api(client, category, "delete").status_code == 409
    assert fresh(story).live


@pytest.mark.parametrize("hide", HIDING)
def test_what_no_reader_sees_is_deleted_as_ever(client, story, hide):
    hide(story)
    client.force_login(member("Editor"))
    press(client, "delete", story.pk)
    assert not ArticlePage.objects.exists()


@pytest.fixture
def withdrawn(home):
    """A story of a contributor's, withdrawn by an editor."""
    story = builders.make_article("Harbour vote", slug="vote")
    ArticlePage.objects.filter(pk=story.pk).update(
        owner=member("Contributor"), withdrawn_at=timezone.now(), withdrawn_because=WHY
    )
    fresh(story).unpublish()
    return fresh(story)


def test_only_who_may_publish_deletes_what_is_withdrawn(client, withdrawn):
    client.force_login(withdrawn.owner)
    answer = press(client, "delete", withdrawn.pk)
    assert answer.status_code == 302
    assert "nothing was deleted" in client.get(answer.url).content.decode()
    assert api(client, withdrawn, "delete").status_code == 409
    assert client.get(withdrawn.url).status_code == 410
    client.force_login(member("Editor"))
    press(client, "delete", withdrawn.pk)
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Owner"])
def test_nobody_moves_what_is_withdrawn(client, withdrawn, role):
    sport = builders.make_category("Sport")
    client.force_login(
        withdrawn.owner if role == "Contributor" else member(role, "another")
    )
    answer = press(client, "move_confirm", withdrawn.pk, sport.pk)
    assert answer.status_code == 302
    assert "until it is published again" in client.get(answer.url).content.decode()
    to = {"destination_page_id": sport.pk, "position": "last-child"}
    answer = api(client, withdrawn, "move", **to)
    assert answer.status_code == 409
    if role != "Contributor":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        answer = client.post(f"{address}?id={withdrawn.pk}", {"chooser": sport.pk})
        assert answer.status_code == 409
    assert as_reader(client, withdrawn.url).status_code == 410


def test_it_changes_its_category_when_it_is_published_again(client, withdrawn):
    sport = builders.make_category("Sport")
    client.force_login(member("Editor"))
    address = reverse("wagtailadmin_pages:edit", args=[withdrawn.pk])
    place = withdrawn.get_parent().pk
    form = {"slug": "vote", "lies_in": sport.pk, "place": place}
    client.post(address, story_form(**form))
    assert client.get(withdrawn.url).status_code == 410
    shown = client.get(address).context["form"]
    assert shown["lies_in"].value() == sport.pk
    client.post(address, story_form(**form, action="publish"))
    assert fresh(withdrawn).url == "/sport/vote/"
    assert as_reader(client, withdrawn.url)["Location"] == "/sport/vote/"


def test_nor_does_it_with_many(client, withdrawn):
    sport = builders.make_category("Sport")
    client.force_login(member("Editor"))
    address = reverse(
        "wagtail_bulk_action", args=["wagtailcore", "page", "change_category"]
    )
    answer = client.post(f"{address}?id={withdrawn.pk}", {"category": sport.pk})
    assert "until it is published again" in str(answer.context["form"].errors)
    assert as_reader(client, withdrawn.url).status_code == 410


def test_other_pages_are_unpublished_as_ever(chief, story):
    category = story.get_parent()
    assert bulk(chief, category).status_code == 302
    category.refresh_from_db()
    assert not category.live


def test_a_reader_of_the_form_sees_no_way_to_write_markup(chief, story):
    unpublish(chief, story, "<script>alert(1)</script>")
    assert b"<script>alert" not in as_reader(chief, story.url).content


def test_the_time_is_the_publish_forms_zone(chief, story, settings):
    settings.TIME_ZONE = "Asia/Kathmandu"
    unpublish(chief, story, WHY)
    shown = BeautifulSoup(as_reader(chief, story.url).content, "html.parser").time
    at = fresh(story).withdrawn_at.astimezone(ZoneInfo("Asia/Kathmandu"))
    assert shown["datetime"] == at.isoformat(timespec="seconds")
    assert shown["datetime"].endswith("+05:45")
