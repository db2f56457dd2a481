"""No way of publishing lets out a story whose picture or body is not finished."""

import pytest
from django.urls import reverse

from news.models import NotSaved
from newsroom.demo import builders
from tests.news.newsdesk import HOUR, fresh, review_by, staff

pytestmark = pytest.mark.django_db

PARAGRAPH = ("paragraph", "<p>It rained.</p>")


def without_alt_text() -> dict:
    return {"hero_image": builders.make_picture()}


def with_a_picture_without_alt_text() -> dict:
    picture = {"image": builders.make_picture().pk, "alt_text": ""}
    return {"body": [PARAGRAPH, ("image", picture)]}


UNFINISHED = {
    "no alt text": (without_alt_text, "has no alt text"),
    "a picture in the body": (with_a_picture_without_alt_text, "is not finished"),
    "no text": (lambda: {"body": [("paragraph", "")]}, "is not finished"),
}


@pytest.fixture(params=UNFINISHED)
def unfinished(request, home):
    """A draft, and what is said of it."""
    fields, said = UNFINISHED[request.param]
    return builders.make_article("Bad", publish=False, **fields()), said


def refused(response, story, said) -> None:
    assert response.status_code == 409
    assert said in response.content.decode()
    assert not fresh(story).live


def test_publishing_many_at_once_refuses_all(desk, unfinished):
    story, said = unfinished
    good = builders.make_article("Good", publish=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    refused(desk.post(f"{address}?id={good.pk}&id={story.pk}"), story, said)
    assert not fresh(good).live


def test_the_admins_own_api_refuses_it(desk, unfinished):
    story, said = unfinished
    address = f"/admin/api/main/pages/{story.pk}/action/publish/"
    refused(desk.post(address), story, said)


def test_the_last_approval_is_refused(desk, editor, home, unfinished):
    story, said = unfinished
    review_by(home, staff(home, "change"))
    story.get_workflow().start(story, editor)
    task = story.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk]
    )
    refused(desk.post(address), story, said)
    assert fresh(story).current_workflow_task_state == task


def test_nobody_schedules_it(editor, unfinished):
    story, said = unfinished
    story.go_live_at = story.latest_revision_created_at + HOUR
    revision = story.save_revision(user=editor)
    with pytest.raises(NotSaved, match=said):
        revision.publish(user=editor)
    assert fresh(story).scheduled_revision is None


def test_nobody_schedules_it_over_what_readers_see(editor, unfinished):
    draft, said = unfinished
    story = builders.make_article("Good")
    for name in ("hero_image", "body"):
        setattr(story, name, getattr(draft, name))
    story.go_live_at = story.latest_revision_created_at + HOUR
    revision = story.save_revision(user=editor)
    with pytest.raises(NotSaved, match=said):
        revision.publish(user=editor)
