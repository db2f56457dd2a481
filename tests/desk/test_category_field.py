"""The category of a story is changed in its editor."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from news.models import ArticlePage, CategoryIndexPage
from news.schedule import run_schedule
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.newsdesk import EMBARGO, HOUR, field
from tests.news.story_form import story_form


@pytest.fixture
def politics(home):
    return builders.make_category("Politics")


@pytest.fixture
def sport(home):
    return builders.make_category("Sport")


def fresh(story):
    return ArticlePage.objects.get(pk=story.pk)


def save(client, story, category, **fields):
    form = story_form(
        title=story.title,
        slug=story.slug,
        lies_in=category if isinstance(category, str | int) else category.pk,
        place=fresh(story).get_parent().pk,
        **fields,
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)


def errors(answer):
    return answer.context["form"].errors


def test_a_draft_moves_when_it_is_saved(client, politics, sport):
    reporter = member("Reporter")
    story = builders.make_article(
        "Draw", category=politics, user=reporter, publish=False
    )
    client.force_login(reporter)
    save(client, story, sport)
    assert fresh(story).category == sport
    assert fresh(story).get_parent().pk == sport.pk
    assert fresh(story).get_latest_revision_as_object().title == "Draw"
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert page.context["form"]["lies_in"].value() == sport.pk
    assert "while you had it open" not in page.content.decode()


def test_autosave_moves_it_too_and_tells_the_editor(client, politics, sport):
    reporter = member("Reporter")
    story = builders.make_article(
        "Draw", category=politics, user=reporter, publish=False
    )
    client.force_login(reporter)
    form = story_form(
        title="Draw", slug="draw", lies_in=sport.pk, place=politics.pk
    ) | {
        "loaded_revision_id": story.latest_revision_id,
        "loaded_revision_created_at": story.latest_revision_created_at.isoformat(),
    }
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        form,
        headers={"accept": "application/json"},
    ).json()
    assert answer["success"], answer
    assert answer["field_updates"]["place"] == sport.pk
    assert fresh(story).category == sport


def test_a_story_that_readers_see_moves_when_it_is_published(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport)
    assert fresh(story).category == politics
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert page.context["form"]["lies_in"].value() == sport.pk
    answer = save(desk, story, sport, action="publish")
    assert answer.status_code == 302, errors(answer)
    assert fresh(story).category == sport
    assert fresh(story).live
    assert fresh(story).wanted_category is None
    assert desk.get("/sport/draw/").status_code == 200
    assert desk.get("/politics/draw/").url == "/sport/draw/"
    assert Redirect.objects.filter(old_path="/politics/draw").count() == 1
    assert "Draw" in desk.get("/sport/").content.decode()
    assert "Draw" not in desk.get("/politics/").content.decode()


def test_it_is_chosen_and_published_at_once(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport, action="publish")
    assert fresh(story).category == sport
    assert fresh(story).get_latest_revision_as_object().category == sport


def test_an_older_revision_does_not_move_it_again(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport)
    asked = fresh(story).latest_revision
    save(desk, story, sport, action="publish")
    save(desk, story, politics, action="publish")
    assert fresh(story).category == politics
    asked.publish()
    assert fresh(story).category == politics


def test_what_was_wanted_can_be_taken_back(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport)
    save(desk, story, politics)
    save(desk, story, politics, action="publish")
    assert fresh(story).category == politics


def test_only_categories_in_which_one_may_write_are_taken(client, politics, sport):
    reporter = member("Reporter")
    story = builders.make_article(
        "Draw", category=politics, user=reporter, publish=False
    )
    reporter.groups.get().page_permissions.filter(page=sport).delete()
    client.force_login(reporter)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    offered = [value for value, _ in page.context["form"].fields["lies_in"].choices]
    assert offered == [politics.pk]
    for category in (sport.pk, 10**30, "x", "<b>"):
        answer = save(client, story, category)
        assert errors(answer)["lies_in"] == [
            "You cannot write in that category. Choose one of these."
        ]
    assert fresh(story).category == politics


def test_nobody_publishes_where_they_may_only_write(client, politics, sport):
    editor = member("Editor")
    story = builders.make_article("Draw", category=politics)
    rights = editor.groups.get().page_permissions.filter(page=sport)
    rights.filter(permission__codename="publish_page").delete()
    client.force_login(editor)
    answer = save(client, story, sport, action="publish")
    assert "You cannot publish in Sport" in errors(answer)["lies_in"][0]
    assert fresh(story).category == politics


def test_an_address_that_is_taken_there_is_said_at_the_field(desk, politics, sport):
    builders.make_article("Draw", category=sport)
    story = builders.make_article("Draw", category=politics)
    answer = save(desk, story, sport, action="publish")
    assert "Sport has a story at /draw/ already" in errors(answer)["lies_in"][0]


def test_a_category_that_readers_cannot_open_is_said_at_the_field(desk, politics):
    hidden = builders.make_category("Secret", live=False)
    story = builders.make_article("Draw", category=politics)
    answer = save(desk, story, hidden)
    assert "Readers cannot open Secret yet" in errors(answer)["lies_in"][0]


def test_what_others_moved_meanwhile_stays_where_they_put_it(desk, politics, sport):
    story = builders.make_article("Draw", category=politics, publish=False)
    form = story_form(title="Draw", slug="draw", lies_in=politics.pk, place=politics.pk)
    story.move(sport, "last-child")
    desk.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)
    assert fresh(story).category == sport


def test_a_new_story_lies_where_its_form_says(desk, politics, sport):
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", politics.pk]
    )
    form = story_form(title="Draw", slug="draw", lies_in=sport.pk)
    desk.post(address, form)
    assert ArticlePage.objects.get(title="Draw").category == sport


def test_an_approval_needs_the_right_to_publish_there_too(client, politics, sport):
    editor, author = member("Editor", "ed"), member("Contributor")
    story = builders.make_article("Draw", category=politics, user=author, publish=False)
    story.get_workflow().start(story, author)
    rights = editor.groups.get().page_permissions.filter(page=sport)
    rights.filter(permission__codename="publish_page").delete()
    client.force_login(editor)
    decision = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = save(client, story, sport, **decision)
    assert "You cannot publish in Sport" in errors(answer)["lies_in"][0]
    assert fresh(story).category == politics
    assert save(client, story, politics, **decision).status_code == 302


@pytest.mark.parametrize("action", ["publish", "approve"])
def test_no_other_way_moves_a_story_where_one_may_not_publish(
    client, desk, politics, sport, action
):
    """A reporter wanted it there; the editor sees no form."""
    editor = member("Editor", "ed")
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport)
    rights = editor.groups.get().page_permissions.filter(page=sport)
    rights.filter(permission__codename="publish_page").delete()
    client.force_login(editor)
    if action == "publish":
        address = reverse(
            "wagtail_bulk_action", args=["wagtailcore", "page", "publish"]
        )
        address += f"?id={story.pk}"
    else:
        story.get_workflow().start(story, editor)
        fresh(story).current_workflow_task_state.approve(user=editor)
        state = fresh(story).current_workflow_task_state
        address = reverse(
            "wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk]
        )
    answer = client.post(address)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "is to move to Sport, where you cannot publish" in said
    assert fresh(story).category == politics
    assert fresh(story).has_unpublished_changes


def test_the_clock_moves_what_was_scheduled(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport, action="publish", go_live_at=field(EMBARGO))
    assert fresh(story).category == politics
    waiting = fresh(story).scheduled_revision
    Revision.objects.filter(pk=waiting.pk).update(
        approved_go_live_at=timezone.now() - HOUR,
        content=waiting.content | {"go_live_at": None},
    )
    assert run_schedule(everything=True).published == [story.pk]
    assert fresh(story).category == sport
    assert fresh(story).wanted_category is None
    assert "Draw" in desk.get("/sport/").content.decode()
    assert desk.get("/politics/draw/").url == "/sport/draw/"


def test_a_copy_wants_to_go_nowhere(desk, politics, sport):
    story = builders.make_article("Draw", category=politics)
    save(desk, story, sport)
    copy = fresh(story).copy(update_attrs={"slug": "copy"}, keep_live=False)
    fresh(copy).get_latest_revision().publish()
    assert fresh(copy).category == politics


def test_a_copied_category_is_open_to_the_roles_with_its_stories(desk, home, politics):
    builders.make_article("Draw", category=politics)
    politics.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    category = CategoryIndexPage.objects.get(slug="copy")
    (story,) = ArticlePage.objects.child_of(category)
    assert story.category == category
    assert story.permissions_for_user(member("Editor", "ed")).can_publish()
    assert not story.permissions_for_user(member("Reporter")).can_edit()
