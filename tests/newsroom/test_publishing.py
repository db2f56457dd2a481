"""A publish is all done or not at all; what follows it never undoes it."""

import errno
import os
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageLogEntry, PageViewRestriction

from delivery import outbox
from delivery.generations import generations, place_of
from delivery.models import Effect
from delivery.tags import story_tag
from desk.withdrawing import withdraw
from news.models import (
    ArticlePage,
    BasePage,
    Listing,
    PageGone,
    StoryListing,
    StoryVersion,
)
from newsroom import publishing, transactions
from newsroom.demo import builders
from tests.news.story_form import story_form

# Every statement of each way with NEWSCLIP_FAULTS=full, a spread of them without.
FULL = os.environ.get("NEWSCLIP_FAULTS") == "full"


@contextmanager
def failing_at(number):
    """Let the SQL statement of that number fail; yields how many there were."""
    seen = [0]

    def execute(run, sql, parameters, many, context):
        seen[0] += 1
        if seen[0] == number:
            raise OperationalError(f"injected at statement {number}: {sql[:60]}")
        return run(sql, parameters, many, context)

    with connection.execute_wrapper(execute):
        yield seen


def state(story) -> dict:
    """Everything that a publish changes, as one comparable value."""
    row = ArticlePage.objects.filter(pk=story.pk).values(
        "title", "live", "live_revision_id", "has_unpublished_changes", "word_count"
    )
    listings = StoryListing.objects.filter(story=story).order_by("listing")
    logs = PageLogEntry.objects.filter(page=story, action__contains="publish")
    return {
        "row": row.first(),
        "listings": list(listings.values_list("listing__kind", "listing__key")),
        "counters": list(
            Listing.objects.filter(count__gt=0)
            .values_list("kind", "count")
            .order_by("pk")
        ),
        "versions": list(
            StoryVersion.objects.of(story.pk).values_list("number", "change")
        ),
        "logs": sorted(logs.values_list("action", flat=True)),
        "effects": sorted(Effect.objects.values_list("event", "step")),
    }


def draft(**fields):
    return builders.make_article(
        publish=False, hashtags=["NATO"], sources=["https://paper.example/a"], **fields
    )


def live(**fields):
    story = draft(**fields)
    story.get_latest_revision().publish()
    story = ArticlePage.objects.get(pk=story.pk)
    story.title = "The new headline of the same story"
    story.save_revision()
    return story


def publish(story):
    story.get_latest_revision().publish()


def unpublish(story):
    ArticlePage.objects.get(pk=story.pk).unpublish()


WAYS = {
    "a first publish": (draft, publish),
    "an update": (live, publish),
    "an unpublish": (live, unpublish),
}


def inconsistent(make, do) -> list[str]:
    """Statements at which a failure left something between before and after."""
    story = make()
    before = state(story)
    found, number = [], 0
    while True:
        number += 1 if FULL else 1 + number // 12
        with failing_at(number) as seen:
            try:
                do(story)
            except OperationalError as error:
                failure = str(error)
            else:
                failure = ""
        if seen[0] < number:
            return found
        now = state(story)
        if now != before:
            if failure or now["versions"] == before["versions"]:
                found.append(f"{number}: {failure}")
            story = make()
            before = state(story)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
def test_a_failure_at_any_statement_leaves_before_or_after(home, way):
    assert inconsistent(*WAYS[way]) == []


@pytest.mark.django_db(transaction=True)
def test_without_the_transaction_the_same_failures_are_found(home, monkeypatch):
    """The control: the test above can fail."""
    monkeypatch.setattr(BasePage, "publish", BasePage.publish.__wrapped__)
    monkeypatch.setattr(ArticlePage, "save", ArticlePage.save.__wrapped__)
    monkeypatch.setattr(BasePage, "hold", lambda page: None)
    assert inconsistent(*WAYS["an update"])


@pytest.mark.django_db(transaction=True)
def test_a_failure_at_any_statement_of_a_press_leaves_before_or_after(desk, home):
    assert inconsistent(live, lambda story: press(desk, story)) == []


@pytest.mark.django_db(transaction=True)
def test_without_the_admins_transaction_they_are_found(desk, home, monkeypatch):
    """The control: Wagtail saves the draft, and then publishes it."""
    monkeypatch.setattr(transactions.AdminTransactions, "process_view", _left_alone)
    monkeypatch.setattr(BasePage, "hold", lambda page: None)
    assert inconsistent(live, lambda story: press(desk, story))


def _left_alone(self, request, view, args, kwargs):
    return None


def test_the_admins_changes_are_each_one_transaction(desk, home, monkeypatch):
    story = live()
    seen = []
    monkeypatch.setattr(
        publishing.outbox,
        "enqueue",
        lambda *a, **k: seen.append(len(connection.savepoint_ids)),
    )
    outside = len(connection.savepoint_ids)
    address = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    desk.post(address, {"reason": "It was wrong."})
    assert seen
    assert min(seen) > outside


def test_each_step_has_one_outbox_row_a_publish(home):
    story = draft()
    publish(story)
    event = f"story:{story.pk}:version:1"
    steps = Effect.objects.filter(event=event).order_by("pk")
    assert list(steps.values_list("step", flat=True)) == [
        s for s, _ in publishing.STEPS
    ]


def test_effects_are_run_in_the_order_that_publishing_lists(home, monkeypatch):
    order = []
    for step, _ in publishing.STEPS:
        monkeypatch.setitem(
            outbox._steps, step, lambda payload, step=step: order.append(step)
        )
    publish(draft())
    assert order == [step for step, wait in publishing.STEPS if not wait]


def test_no_effect_of_a_transaction_holds_up_what_is_to_be_forgotten(home, monkeypatch):
    """The last of many stories is forgotten before the first of them is indexed."""
    first, second = live(), live()
    here, before, seen = generations(), generations().last, []

    def index(payload):
        tags = story_tag(first.pk), story_tag(second.pk)
        seen.append([here.newest([place_of(name)]) > before for name in tags])

    monkeypatch.setitem(outbox._steps, "search index", index)
    with transaction.atomic():
        unpublish(first)
        unpublish(second)
        assert here.last == before
    assert seen == [[True, True], [True, True]]


def test_what_was_undone_in_between_forgets_nothing_less(home):
    first, second = live(), live()
    here, before = generations(), generations().last
    with transaction.atomic():
        with suppress(LookupError), transaction.atomic():
            unpublish(first)
            raise LookupError
        unpublish(second)
    assert here.newest([place_of(story_tag(second.pk))]) > before
    assert here.newest([place_of(story_tag(first.pk))]) <= before


def test_a_failing_effect_leaves_the_story_published(home, client, monkeypatch):
    def fail(payload):
        raise OSError("no space left on device")

    monkeypatch.setitem(outbox._steps, "search index", fail)
    story = draft()
    publish(story)
    story.refresh_from_db()
    assert client.get(story.url).status_code == 200
    assert "no space left" in outbox.failing().get().error
    done = Effect.objects.filter(done_at__isnull=False).values_list("step", flat=True)
    assert "caches" in done


def test_a_purge_names_the_story_and_its_lists_old_and_new(home):
    story = draft()
    publish(story)
    story.refresh_from_db()
    old = story.hashtags.all()[0]
    story.hashtags.set(["Energy"])
    story.save_revision().publish()
    new = ArticlePage.objects.get(pk=story.pk).hashtags.all()[0]
    tags = Effect.objects.filter(step="caches").last().payload["tags"]
    assert {
        f"story-{story.pk}",
        "front",
        f"category-{story.category_id}",
        f"hashtag-{old.pk}",
        f"hashtag-{new.pk}",
    } <= set(tags)


def made_private(page) -> set[int]:
    """The stories of which caches are told then."""
    before = Effect.objects.latest("pk").pk
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    told = Effect.objects.filter(pk__gt=before, step="caches")
    return {each.payload.get("story") for each in told}


def test_of_a_story_made_private_aliases_of_its_aliases_are_forgotten(home):
    story, elsewhere = live(), builders.make_category("Elsewhere")
    alias = story.create_alias(parent=elsewhere, update_slug="one")
    deeper = alias.create_alias(parent=elsewhere, update_slug="two")
    assert {story.pk, alias.pk, deeper.pk} <= made_private(story)


def test_what_says_that_it_was_withdrawn_is_forgotten_too(home):
    story = builders.make_article("We were wrong", slug="wrong")
    withdraw([story.pk], "We were wrong.", user=None)
    unpublish(story)
    assert story.pk in made_private(story)


def test_a_story_deleted_while_it_was_open_is_not_brought_back(desk, home):
    story = live()
    stale = ArticlePage.objects.get(pk=story.pk)
    story.delete()
    with pytest.raises(PageGone, match="deleted meanwhile"):
        stale.save()
    assert not ArticlePage.objects.exists()


def press(desk, story, button="publish", **extra):
    form = story_form(action=button, title="Pressed", slug=story.slug)
    return desk.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form, **extra)


def test_publishing_what_was_deleted_before_says_so(desk, home):
    story = live()
    story.delete()
    answer = press(desk, story)
    assert answer.status_code == 404
    assert "deleted meanwhile; nothing was saved" in answer.content.decode()
    assert answer.context["typed"] == "It rained."


def test_publishing_what_is_deleted_at_the_same_moment_says_so(desk, home, monkeypatch):
    story = draft()
    hold = BasePage.hold

    def deleted_first(page):
        ArticlePage.objects.filter(pk=page.pk).delete()
        hold(page)

    monkeypatch.setattr(BasePage, "hold", deleted_first)
    answer = press(desk, story)
    assert "deleted meanwhile; nothing was saved" in answer.content.decode()
    asked = press(desk, story, headers={"accept": "application/json"})
    told = asked.json()
    assert (told["success"], told["error_code"]) == (False, "locked")
    assert "was deleted meanwhile" in told["error_message"]


def test_a_story_moved_while_it_was_open_stays_where_it_was_moved(home):
    story = live()
    stale = ArticlePage.objects.get(pk=story.pk)
    other = builders.make_category("World")
    story.move(other, pos="last-child")
    stale.get_latest_revision().publish()
    stale.title = "Saved from the stale copy"
    stale.save()
    found = ArticlePage.objects.get(pk=story.pk)
    assert found.get_parent().pk == other.pk
    assert found.category_id == other.pk
    assert found.url_path == f"{other.url_path}{found.slug}/"


def test_a_second_press_of_publish_changes_nothing_readers_see(home):
    story = draft()
    publish(story)
    publish(story)
    assert StoryListing.objects.filter(story=story, listing__kind="front").count() == 1
    assert Listing.objects.get(kind="front").count == 1


def test_a_full_disk_refuses_a_document_and_says_so(desk, home, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("images.files.WholeFileStorage._save", full)
    upload = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7", "application/pdf")
    answer = desk.post(reverse("wagtaildocs:add"), {"title": "Minutes", "file": upload})
    assert answer.status_code == 507
    assert "disk is full; nothing was saved" in answer.content.decode()
    assert not get_document_model().objects.exists()


def test_a_picture_saved_anew_purges_the_pages_that_show_it(home, client):
    picture = builders.make_picture()
    story = builders.make_article(hero_image=picture, hero_decorative=True)
    assert f"picture-{picture.pk}" in client.get(story.url)["Cache-Tag"].split(",")
    Effect.objects.all().delete()
    picture.refresh_from_db()
    picture.focal_point_x = picture.focal_point_y = 10
    picture.focal_point_width = picture.focal_point_height = 10
    picture.save()
    tags = Effect.objects.filter(step="caches").last().payload["tags"]
    assert tags == [f"picture-{picture.pk}"]
    picture.delete()
    told = Effect.objects.filter(step="caches").values_list("payload__tags", flat=True)
    # For what stands under it, for its new files, and for none at all.
    assert list(told) == [tags] * 3


def test_an_embargo_that_code_puts_on_a_live_story_is_told_of_at_once(home, client):
    story = live(hero_image=builders.make_picture(), hero_decorative=True)
    files = [f"/media/{file['file']}" for file in story.hero_image.ready_files]
    Effect.objects.all().delete()
    story = ArticlePage.objects.get(pk=story.pk)
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()
    assert [each.step for each in Effect.objects.order_by("pk")][
        : len(publishing.STEPS)
    ] == [step for step, _ in publishing.STEPS]
    assert {client.get(at).status_code for at in files} == {404}
    story = ArticlePage.objects.get(pk=story.pk)
    story.embargo_until = None
    story.save()
    assert {client.get(at).status_code for at in files} == {200}
    count = Effect.objects.count()
    ArticlePage.objects.get(pk=story.pk).save()
    assert Effect.objects.count() == count
