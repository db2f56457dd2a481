"""The review of a story: edit, a legal review where it is asked for, publish."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState
from wagtail.test.utils.form_data import rich_text

from news.models import ArticlePage, NotSaved
from news.schedule import run_schedule
from newsroom.demo import builders
from tests.accounts.people import member
from tests.news.newsdesk import EMBARGO, HOUR
from tests.news.story_form import story_form


@pytest.fixture(scope="module")
def contributor(once):
    builders.front_page()
    return member("Contributor")


@pytest.fixture(scope="module")
def submitted(contributor) -> int:
    """A contributor's story, submitted by them."""
    story = builders.make_article("Harbour vote", user=contributor, publish=False)
    submit(Client(), contributor, story)
    return story.pk


@pytest.fixture
def author(contributor, db):
    return get_user_model().objects.get(pk=contributor.pk)


@pytest.fixture
def story(submitted, db) -> ArticlePage:
    return ArticlePage.objects.get(pk=submitted)


def submit(client, user, story):
    client.force_login(user)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    form = story_form(title=story.title, slug=story.slug, action="submit")
    return client.post(address, form)


def state_of(story):
    return ArticlePage.objects.get(pk=story.pk).current_workflow_task_state


def step(story):
    state = state_of(story)
    return state and state.task.name


def decide(client, user, story, action, said="{}", **fields):
    """Press a reviewer's button in the editor."""
    client.force_login(user)
    form = story_form(title=story.title, slug=story.slug, **fields) | {
        "action-workflow-action": "true",
        "workflow-action-name": action,
        "workflow-action-extra-data": said,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)


def act(client, user, story, action, comment="", state=None):
    client.force_login(user)
    state = state or state_of(story)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[story.pk, action, state.pk]
    )
    return client.post(
        address, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"}
    )


def is_live(story):
    return ArticlePage.objects.get(pk=story.pk).live


def test_without_lawyers_it_is_edited_then_published(client, story):
    editor = member("Editor")
    assert step(story) == "Edit"
    act(client, editor, story, "approve")
    assert step(story) == "Publish"
    assert not is_live(story)
    act(client, editor, story, "approve")
    assert is_live(story)
    statuses = TaskState.objects.order_by("pk").values_list("task__name", "status")
    assert list(statuses) == [
        ("Edit", "approved"),
        ("Legal review", "skipped"),
        ("Publish", "approved"),
    ]


def test_what_a_reviewer_edits_before_approving_is_approved_with_it(client, story):
    text = [("paragraph", rich_text("<p>It rained.</p>"))]
    edited = {"standfirst": "Edited first.", "body": text}
    decide(client, member("Editor"), story, "approve", **edited)
    assert step(story) == "Publish"
    decide(client, member("Managing editor"), story, "approve", **edited)
    story = ArticlePage.objects.get(pk=story.pk)
    assert story.live
    assert story.standfirst == "Edited first."


def test_a_story_that_came_back_goes_on_from_the_step_that_asked(client, story, author):
    act(client, member("Editor"), story, "ask_legal")
    lawyer = member("Managing editor")
    act(client, lawyer, story, "reject", "Take the name out of the headline.")
    submit(client, author, story)
    act(client, lawyer, story, "approve")
    assert step(story) == "Publish"


def test_nobody_else_edits_a_story_in_review(client, story, author):
    client.force_login(author)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    seen = client.get(address).content.decode()
    assert "Only those whose turn it is can edit it now." in seen
    client.post(address, story_form(title="Harbour poll", slug=story.slug))
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().title == "Harbour vote"


def test_lawyers_read_it_where_the_editor_asks(client, story):
    act(client, member("Editor"), story, "ask_legal", "Names a minor.")
    assert step(story) == "Legal review"
    act(client, member("Managing editor"), story, "approve")
    assert step(story) == "Publish"
    assert not is_live(story)


def test_lawyers_read_it_again_when_it_was_sent_back(client, story, author):
    chief = member("Managing editor")
    act(client, member("Editor"), story, "ask_legal")
    act(client, chief, story, "reject", "Take the name out of the headline.")
    submit(client, author, story)
    assert step(story) == "Legal review"


@pytest.mark.parametrize("role", ["Contributor", "Reporter"])
def test_who_may_not_publish_decides_nothing(client, story, role, author):
    somebody = author if role == "Contributor" else member(role)
    for action in ("approve", "ask_legal", "reject"):
        act(client, somebody, story, action, "So be it.")
    assert step(story) == "Edit"
    assert not is_live(story)


def test_an_editor_decides_only_in_their_categories(client, story):
    editor = member("Editor")
    for group in editor.groups.all():
        group.page_permissions.filter(page=story.get_parent()).delete()
    act(client, editor, story, "approve")
    assert step(story) == "Edit"
    client.logout()  # and forget what the author was told
    client.force_login(editor)
    assert story.title not in client.get("/admin/").content.decode()


def test_changes_are_asked_for_with_a_reason(client, story):
    editor = member("Editor")
    answer = act(client, editor, story, "reject", "  ")
    assert "Say what the author should change" in json.loads(answer.content)["html"]
    assert step(story) == "Edit"


def test_not_even_a_form_of_ones_own_sends_a_story_back_without_one(client, story):
    answer = decide(client, member("Editor"), story, "reject")
    assert "Say what the author should change" in answer.content.decode()
    assert step(story) == "Edit"


def test_nor_does_any_code(story):
    state = story.current_workflow_task_state
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, member("Editor"), "reject")
    assert step(story) == "Edit"


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "x\x01",
        "[1]",
        "3",
        "null",
        '{"user": 1}',
        '{"task_state": 1}',
        '{"comment": "\\u0000"}',
        "[" * 100_000,
    ],
)
def test_what_is_no_comment_is_refused_and_nothing_is_lost(client, story, said):
    answer = decide(
        client, member("Editor"), story, "approve", said, standfirst="Kept words"
    )
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert "Kept words" in answer.content.decode()
    assert step(story) == "Edit"


# Two who decide at once -----------------------------------------------------------


def test_a_second_approval_of_the_same_step_does_not_publish(client, story):
    edit = state_of(story)
    act(client, member("Editor"), story, "approve")
    answer = act(client, member("Managing editor"), story, "approve", state=edit)
    assert answer.status_code == 403
    assert step(story) == "Publish"
    assert not is_live(story)


@pytest.mark.parametrize("meanwhile", ["approve", "ask_legal", "reject"])
def test_a_decision_on_a_step_that_is_over_is_refused(client, story, meanwhile):
    chief = member("Managing editor")
    client.force_login(chief)
    address = reverse("wagtailadmin_pages:edit", args=[story.pk])
    seen = client.get(address).context["form"]["review_step"].value()
    assert seen == state_of(story).pk
    act(client, member("Editor"), story, meanwhile, "Why.")
    before = TaskState.objects.count()
    answer = decide(client, chief, story, "approve", review_step=seen)
    assert "Somebody decided in this review" in answer.content.decode()
    assert TaskState.objects.count() == before
    assert not is_live(story)


def test_a_decision_on_the_step_that_was_seen_counts(client, story):
    seen = state_of(story).pk
    answer = decide(client, member("Editor"), story, "approve", review_step=seen)
    assert answer.status_code == 302
    assert TaskState.objects.get(pk=seen).status == "approved"


# No way around a legal review -------------------------------------------------------


def publish_in_the_editor(client, user, story):
    form = story_form(title=story.title, slug=story.slug, action="publish")
    client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)


def publish_in_bulk(client, user, story):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={story.pk}")
    assert "is at &#x27;Legal review&#x27;" in answer.content.decode()


def publish_by_the_api(client, user, story):
    address = f"/admin/api/main/pages/{story.pk}/action/publish/"
    assert client.post(address).status_code == 409


def schedule_in_bulk(client, user, story):
    story.go_live_at = EMBARGO
    story.save_revision(user=user)
    publish_in_bulk(client, user, story)


def schedule_by_code(client, user, story):
    story.go_live_at = EMBARGO
    revision = story.save_revision(user=user)
    with pytest.raises(NotSaved, match="Legal review"):
        revision.publish(user=user)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(
    "way",
    [
        publish_in_the_editor,
        publish_in_bulk,
        publish_by_the_api,
        schedule_in_bulk,
        schedule_by_code,
    ],
)
def test_an_editor_publishes_nothing_that_lawyers_are_reading(
    client, author, way, live
):
    editor, lawyer = member("Editor"), member("Managing editor")
    writer = editor if live else author
    story = builders.make_article("Harbour vote", user=writer, publish=live)
    submit(client, writer, story)
    act(client, editor, story, "ask_legal")
    client.force_login(editor)
    before = ArticlePage.objects.get(pk=story.pk)
    way(client, editor, before)
    story = ArticlePage.objects.get(pk=story.pk)
    assert step(story) == "Legal review"
    assert (story.live, story.live_revision_id) == (live, before.live_revision_id)
    assert story.scheduled_revision is None

    latest = story.get_latest_revision_as_object()
    latest.go_live_at = None
    latest.save_revision()
    act(client, lawyer, story, "approve")
    act(client, editor, story, "approve")
    story = ArticlePage.objects.get(pk=story.pk)
    assert story.live
    assert story.live_revision_id == story.latest_revision_id


def test_whoever_may_read_it_for_the_law_may_publish_it_then(client, story):
    act(client, member("Editor"), story, "ask_legal")
    lawyer = member("Managing editor")
    client.force_login(lawyer)
    client.post(f"/admin/api/main/pages/{story.pk}/action/publish/")
    assert is_live(story)
    assert step(story) is None


def test_the_clock_waits_for_lawyers_who_were_asked_since(client, author):
    editor, lawyer = member("Editor"), member("Managing editor")
    story = builders.make_article("Harbour vote", user=editor, go_live_at=EMBARGO)
    submit(client, editor, story)
    act(client, editor, story, "ask_legal")
    waiting = story.revisions.filter(approved_go_live_at__isnull=False)
    waiting.update(
        approved_go_live_at=timezone.now() - HOUR,
        content=waiting.get().content | {"go_live_at": None},
    )
    assert run_schedule(everything=True).published == []
    assert not is_live(story)
    assert step(story) == "Legal review"
    act(client, lawyer, story, "approve")
    assert run_schedule(everything=True).published == [story.pk]


# What approving publishes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"body": []}, "is not finished"),
        ({"body": [("bulleted_list", "")]}, "is not finished"),
        ({"standfirst": "TK"}, "TK stands in"),
        ({"hero": True}, "has no alt text"),
    ],
)
@pytest.mark.parametrize("live", [False, True])
def test_an_approval_publishes_nothing_unfinished(client, author, fields, why, live):
    """Not even what somebody's autosave left behind after the story was submitted."""
    chief = member("Managing editor")
    story = builders.make_article(
        "Harbour vote", user=chief if live else author, publish=live
    )
    submit(client, chief if live else author, story)
    story = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
    if "hero" in fields:
        story.hero_image = builders.make_picture("Harbour")
    elif "body" in fields:
        story.body = fields["body"]
    else:
        story.standfirst = fields["standfirst"]
    story.save_revision(user=author)
    act(client, chief, story, "approve")
    assert step(story) == "Publish"
    published = ArticlePage.objects.get(pk=story.pk).live_revision_id
    answer = act(client, chief, story, "approve")
    assert answer.status_code == 409
    assert why in answer.content.decode()
    assert step(story) == "Publish"
    assert ArticlePage.objects.get(pk=story.pk).live_revision_id == published


def test_the_author_is_told_what_to_change_and_where(client, story, author, settings):
    editor = member("Editor", "ada")
    comment = Comment.objects.create(
        page=story,
        user=editor,
        text="Too long <by half>",
        contentpath="title",
        revision_created=story.latest_revision,
    )
    mail.outbox.clear()
    act(client, editor, story, "reject", "Say who voted & how.")
    (letter,) = [each for each in mail.outbox if author.email in each.to]
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert letter.subject == "Changes asked for: Harbour vote"
    assert "Say who voted & how." in letter.body
    assert "Headline: Too long <by half>" in letter.body
    assert f"{settings.BASE_URL}{edit}?comment={comment.pk}" in letter.body

    client.force_login(author)
    page = client.get(edit).content.decode()
    assert "asks for changes: Say who voted &amp; how." in page
    assert f'href="{edit}?comment={comment.pk}"' in page
    assert "Too long &lt;by half&gt;" in page


def test_whoever_may_publish_is_told_of_a_submission(client, author):
    editor, reporter = member("Editor"), member("Reporter")
    story = builders.make_article("Harbour vote", user=author, publish=False)
    mail.outbox.clear()
    submit(client, author, story)
    told = {address for letter in mail.outbox for address in letter.to}
    assert editor.email in told
    assert reporter.email not in told
    assert author.email not in told
