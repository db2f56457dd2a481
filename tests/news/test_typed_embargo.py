"""An embargo that only autosave has stored can be put right by whoever typed it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from newsroom.demo import builders
from tests.news.newsdesk import (
    EMBARGO,
    HOUR,
    approved,
    field,
    fresh,
    in_force,
    review_by,
    save,
    staff,
)
from tests.news.story_form import story_form

DAY = 24 * HOUR


def send(client, story, **fields):
    """The answer to what a script sends."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        story_form(slug=story.slug, **fields),
        headers={"accept": "application/json"},
    )


def autosave(client, story, **fields) -> dict:
    """What the open editor sends by itself."""
    return send(client, story, **fields).json()


@pytest.fixture
def half_typed(publisher, home):
    """A draft of which autosave took an embargo before it was typed to the end."""
    story = builders.make_article(publish=False)
    assert autosave(publisher, story, embargo_until=field(EMBARGO))["success"]
    return story


def test_whoever_typed_an_embargo_may_put_right_what_autosave_took(
    publisher, half_typed
):
    sooner = EMBARGO - HOUR
    assert autosave(publisher, half_typed, embargo_until=field(sooner))["success"]
    assert in_force(half_typed) == sooner
    save(publisher, half_typed, embargo_until="")

    assert in_force(half_typed) is None
    assert not PageLogEntry.objects.filter(action="newsclip.lift_embargo").exists()


def test_in_a_new_story_too(publisher, home):
    category = builders.make_category("General")
    publisher.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", category.pk]),
        story_form(embargo_until=field(EMBARGO)),
        headers={"accept": "application/json"},
    )
    story = ArticlePage.objects.get()
    save(publisher, story, embargo_until="")

    assert in_force(story) is None


def test_what_autosave_took_holds_all_the_same(publisher, half_typed):
    half_typed.get_latest_revision().publish()

    assert not fresh(half_typed).live
    assert approved(half_typed) == EMBARGO


def test_it_binds_everybody_else(client, home, half_typed, errors_of):
    other = builders.make_user("other", is_superuser=False)
    other.groups.set(staff_groups(home))
    client.force_login(other)
    answer = save(client, half_typed, embargo_until="")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]


def staff_groups(home):
    """The groups of whoever may publish below ``home`` and lifts no embargo."""
    groups = Group.objects.filter(page_permissions__page=home).distinct()
    return groups.exclude(permissions__codename="lift_embargo")


def by_the_admins_interface(publisher, story):
    publisher.post(
        reverse("wagtailadmin_api:pages:action", args=[story.pk, "publish"]),
        {},
        content_type="application/json",
    )


def set_by_code(publisher, story, until):
    story = fresh(story)
    story.embargo_until, story.embargo_changed_at = until, timezone.now()
    story.save()
    story.save_revision()


WAYS_TO_MEAN_IT = {
    "saved": lambda browser, story: save(browser, story, embargo_until=field(EMBARGO)),
    "published": lambda browser, story: save(
        browser, story, embargo_until=field(EMBARGO), action="publish"
    ),
    "published, asking for JSON": lambda browser, story: send(
        browser, story, embargo_until=field(EMBARGO), action="publish"
    ),
    "published by the admin's interface": by_the_admins_interface,
    "published by code": lambda browser, story: story.get_latest_revision().publish(),
    "set by code": lambda browser, story: set_by_code(browser, story, EMBARGO + HOUR),
}


@pytest.mark.parametrize("way", WAYS_TO_MEAN_IT)
def test_it_binds_whoever_typed_it_once_it_is_meant(
    publisher, half_typed, errors_of, way
):
    WAYS_TO_MEAN_IT[way](publisher, half_typed)
    answer = save(publisher, half_typed, embargo_until="")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]


def test_so_does_one_that_somebody_else_publishes(publisher, half_typed, errors_of):
    chief = Client()
    chief.force_login(builders.make_user("chief"))
    by_the_admins_interface(chief, half_typed)
    assert approved(half_typed) == EMBARGO
    answer = save(publisher, half_typed, embargo_until="", action="publish")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]
    assert not fresh(half_typed).live


def test_so_does_that_of_a_new_story_published_at_once(publisher, home, errors_of):
    category = builders.make_category("General")
    publisher.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", category.pk]),
        story_form(embargo_until=field(EMBARGO), action="publish"),
        headers={"accept": "application/json"},
    )
    answer = save(publisher, ArticlePage.objects.get(), embargo_until="")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]


def test_so_does_one_that_is_submitted(client, home, errors_of):
    reporter = staff(home, "add", "change")
    review_by(home, reporter)
    client.force_login(reporter)
    story = builders.make_article(publish=False)
    send(client, story, embargo_until=field(EMBARGO), action="submit")
    assert fresh(story).current_workflow_state
    answer = save(client, story, embargo_until="")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]


def test_a_publish_that_is_refused_binds_nobody(publisher, half_typed):
    stranger = builders.make_user("stranger", is_superuser=False)
    with pytest.raises(PublishPagePermissionError):
        half_typed.get_latest_revision().publish(user=stranger)
    save(publisher, half_typed, embargo_until="")

    assert in_force(half_typed) is None


def test_one_emptied_and_then_set_by_code_binds(publisher, half_typed, errors_of):
    assert autosave(publisher, half_typed, embargo_until="")["success"]
    set_by_code(publisher, half_typed, EMBARGO)
    answer = save(publisher, half_typed, embargo_until="")

    assert "Ask a managing editor" in errors_of(answer)["embargo_until"][0]


def test_one_moved_later_by_picking_first_the_day_and_then_the_hour(publisher, held):
    for later in (EMBARGO + DAY, EMBARGO + DAY - 3 * HOUR):
        assert autosave(publisher, held, embargo_until=field(later))["success"]
    save(publisher, held, embargo_until=field(EMBARGO + HOUR))

    assert in_force(held) == EMBARGO + HOUR


def test_moving_it_later_never_frees_of_the_one_before(publisher, held):
    assert autosave(publisher, held, embargo_until=field(EMBARGO + DAY))["success"]
    answer = autosave(publisher, held, embargo_until=field(EMBARGO - HOUR))

    assert answer["error_code"] == "validation_error"
    assert in_force(held) == EMBARGO + DAY


def test_autosave_frees_nobody_of_an_embargo_that_is_in_force(publisher, held):
    later = EMBARGO + HOUR
    assert autosave(publisher, held, embargo_until=field(later))["success"]
    answer = autosave(publisher, held, embargo_until="")

    assert answer["error_code"] == "validation_error"
    assert in_force(held) == later


def test_the_go_live_of_a_scheduled_story_follows_in_the_open_editor(publisher, home):
    story = builders.make_article(publish=False)
    save(publisher, story, embargo_until=field(EMBARGO), action="publish")
    go_live = field(EMBARGO)
    for later in (EMBARGO + DAY, EMBARGO + DAY - 3 * HOUR):
        times = {"embargo_until": field(later), "go_live_at": go_live}
        answer = autosave(publisher, story, **times)
        assert answer["success"]
        go_live = answer["field_updates"]["go_live_at"]
        assert go_live == field(later)
    save(
        publisher,
        story,
        embargo_until=field(later),
        go_live_at=go_live,
        action="publish",
    )

    assert approved(story) == later
