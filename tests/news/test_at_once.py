"""Two who change a page at the same moment: the second sees what the first did."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from news.models import ArticlePage, CategoryIndexPage
from newsroom.demo import builders
from tests.news.newsdesk import fresh, review_by
from tests.news.story_form import story_form

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer"),
]


def before_it_is_committed(change, then):
    """Do ``change``, and ``then`` in another connection, which must wait for it.

    Returns what ``then`` returns, and raises what it raises, after the commit.
    """
    with ThreadPoolExecutor(1) as somebody:
        with transaction.atomic():
            change()
            answer = somebody.submit(_with_own_connection, then)
            while not (answer.done() or _somebody_waits()):
                time.sleep(0.02)
            assert not answer.done(), f"did not wait: {answer.result()}"
        return answer.result(timeout=20)


def _with_own_connection(do):
    try:
        return do()
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted "
            "AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0] > 0


def publish_anew(story):
    """Publish the story with other words and a hashtag that nobody has used."""
    page = fresh(story)
    page.title = "New words"
    page.hashtags.set(["Newest"])
    page.save_revision().publish()


def press(desk, view, page, **form):
    """Send a form of the admin that is about this page."""
    return desk.post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), form)


def taken_down_with_new_words(story) -> bool:
    page = fresh(story)
    newest = page.get_latest_revision_as_object()
    return (page.live, page.title, newest.title) == (False, "New words", "New words")


def test_a_publish_waits_for_the_embargo_that_is_being_set(home):
    story = builders.make_article(publish=False)
    revision = story.get_latest_revision()
    tomorrow = timezone.now() + timedelta(days=1)

    def set_embargo():
        page = fresh(story)
        page.embargo_until = tomorrow
        page.save()

    before_it_is_committed(set_embargo, revision.publish)
    page = fresh(story)
    assert (page.live, page.embargo_until) == (False, tomorrow)
    assert page.scheduled_revision == revision


def test_a_category_that_is_being_moved_is_published_where_it_lies_then(home):
    first, second = builders.make_category("First"), builders.make_category("Second")
    revision = CategoryIndexPage.objects.get(pk=second.pk).save_revision()
    before_it_is_committed(lambda: second.move(first, pos="left"), revision.publish)
    assert_in_order(second, first)


def assert_in_order(*pages):
    categories = CategoryIndexPage.objects.filter(pk__in=[page.pk for page in pages])
    found = list(categories.order_by("path").values_list("pk", flat=True))
    assert found == [page.pk for page in pages]
    assert not any(Page.find_problems())


def test_a_story_taken_down_by_code_keeps_the_words_just_published(home):
    story = builders.make_article()
    stale = fresh(story)
    before_it_is_committed(lambda: publish_anew(story), stale.unpublish)
    assert taken_down_with_new_words(story)


def test_a_story_taken_down_keeps_the_words_just_published(desk, home):
    story = builders.make_article()
    before_it_is_committed(
        lambda: publish_anew(story),
        lambda: press(desk, "unpublish", story, reason="Wrong"),
    )
    assert taken_down_with_new_words(story)


def test_so_does_one_taken_down_with_its_category(desk, home):
    story = builders.make_article()
    category = story.get_parent()
    before_it_is_committed(
        lambda: publish_anew(story),
        lambda: press(
            desk, "unpublish", category, include_descendants="on", reason="Wrong"
        ),
    )
    assert taken_down_with_new_words(story)


@pytest.mark.parametrize("of", ["story", "category"])
def test_a_story_is_deleted_with_all_that_was_just_published(desk, home, of):
    story = builders.make_article()
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    page = story if of == "story" else story.get_parent()
    before_it_is_committed(
        lambda: publish_anew(story), lambda: press(desk, "delete", page)
    )
    assert not ArticlePage.objects.exists()
    assert not Revision.page_revisions.filter(object_id=str(story.pk)).exists()


@pytest.mark.parametrize("view", ["edit", "unpublish", "delete"])
def test_whoever_changes_what_is_being_deleted_is_told(desk, home, view):
    story = builders.make_article()
    form = story_form(title="Late words", slug=story.slug) if view == "edit" else {}
    answer = before_it_is_committed(
        lambda: fresh(story).delete(), lambda: press(desk, view, story, **form)
    )
    assert answer.status_code == 404
    assert "deleted meanwhile; nothing was saved" in answer.content.decode()


def test_a_category_that_is_being_moved_is_saved_where_it_lies_then(desk, home):
    first = builders.make_category("First")
    second = builders.make_category("Second", live=False)
    form = nested_form_data(
        {
            "title": "Second",
            "slug": "second",
            "accent_light": second.accent_light,
            "accent_dark": second.accent_dark,
            "introduction": "Saved",
            "comments": inline_formset([]),
        }
    )
    before_it_is_committed(
        lambda: second.move(first, pos="left"),
        lambda: press(desk, "edit", second, **form),
    )
    assert CategoryIndexPage.objects.get(pk=second.pk).introduction == "Saved"
    assert_in_order(second, first)


def test_of_two_who_publish_at_once_the_second_is_shown_both_versions(home, desk):
    story = builders.make_article()
    revision = story.latest_revision
    on = {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }

    def publish(title):
        form = story_form(title=title, slug=story.slug, action="publish") | on
        return press(desk, "edit", story, **form).status_code

    second = before_it_is_committed(
        lambda: publish("The first"), lambda: publish("The second")
    )
    assert second == 409
    assert fresh(story).title == "The first"


# Several at once --------------------------------------------------------------------


def press_for_all(desk, action, *pages, **form):
    """Do a bulk action of the admin to these pages."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    asked = "&".join(f"id={page.pk}" for page in pages)
    return desk.post(f"{address}?{asked}", form)


def save_a_draft(story):
    page = fresh(story)
    page.title = "Not yet"
    page.save_revision()


@pytest.mark.parametrize(
    ("action", "expected"),
    [("add_hashtags", ["Harbour", "Port"]), ("remove_hashtags", ["Harbour"])],
)
def test_hashtags_of_several_leave_the_draft_that_was_just_saved(
    desk, home, action, expected
):
    carried = ["Harbour"] if action == "add_hashtags" else ["Harbour", "Port"]
    story = builders.make_article("Vote", hashtags=carried)
    before_it_is_committed(
        lambda: save_a_draft(story),
        lambda: press_for_all(desk, action, story, hashtags="#Port"),
    )
    page = fresh(story)
    drafted = page.get_latest_revision_as_object()
    assert (page.title, drafted.title) == ("Vote", "Not yet")
    assert [each.name for each in page.hashtags.all()] == carried
    assert [each.name for each in drafted.hashtags.all()] == expected


def test_hashtags_of_several_leave_what_was_just_submitted_to_its_reviewers(
    desk, home, editor
):
    story = builders.make_article("Vote", publish=False)
    review = review_by(home, editor)

    def submit():
        fresh(story).hold()  # as each change in the admin does
        review.start(fresh(story), editor)

    answer = before_it_is_committed(
        submit,
        lambda: press_for_all(desk, "add_hashtags", story, hashtags="#Port"),
    )
    assert "in review" in answer.context["form"].errors["hashtags"][0]


def test_several_are_moved_by_the_addresses_that_were_just_published(desk, home):
    sport = builders.make_category("Sport")
    builders.make_article("Theirs", slug="draw", category=sport)
    story = builders.make_article("Draw", slug="no-goals")

    def publish_at_another_address():
        page = fresh(story)
        page.slug = "draw"
        page.save_revision().publish()

    answer = before_it_is_committed(
        publish_at_another_address,
        lambda: press_for_all(desk, "change_category", story, category=sport.pk),
    )
    assert "/draw/" in answer.context["form"].errors["category"][0]
    assert fresh(story).category != sport


def test_several_that_were_just_locked_are_left_alone(desk, home):
    sport = builders.make_category("Sport")
    story, other = builders.make_article("Draw"), builders.make_article("Lost")
    locks = ArticlePage.objects.filter(pk=story.pk)
    colleague = builders.make_user("colleague")
    before_it_is_committed(
        lambda: locks.update(locked=True, locked_by=colleague),
        lambda: press_for_all(desk, "change_category", story, other, category=sport.pk),
    )
    assert fresh(story).category != sport
    assert fresh(other).category == sport


def test_several_are_published_as_they_were_just_saved(desk, home):
    story = builders.make_article("Vote")
    before_it_is_committed(
        lambda: save_a_draft(story), lambda: press_for_all(desk, "publish", story)
    )
    assert fresh(story).title == "Not yet"
