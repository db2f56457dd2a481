"""Slots: what editors place on the front, how long it stays, and what is refused."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from home.front import PLACES, compose
from home.models import HomePage, Slot
from home.models.slot import slots_of
from news.models import ArticlePage, CategoryIndexPage
from newsroom.demo import builders
from tests.home.front_form import errors_of, place, send
from tests.home.test_front_page import all_of, titles
from tests.news.newsdesk import field, staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def sixteen(once) -> list[int]:
    """Stories of one category, newest first, an hour between each and the next."""
    builders.front_page()
    now = timezone.now()
    return [
        builders.make_article(
            f"Story {number}",
            slug=f"s{number}",
            category=builders.make_category("World"),
            published_at=now - (number + 1) * HOUR,
        ).pk
        for number in range(16)
    ]


@pytest.fixture
def stories(sixteen, home) -> list[ArticlePage]:
    """The sixteen as they are stored."""
    stored = ArticlePage.objects.in_bulk(sixteen)
    return [stored[pk] for pk in sixteen]


def front_of(home, at=None):
    """The front as its page composes it."""
    home = HomePage.objects.get(pk=home.pk)
    categories = CategoryIndexPage.objects.in_menu().order_by("path")
    return compose(categories, slots_of(home), at)


def first(home, many=4) -> list[str]:
    return titles(all_of(front_of(home))[:many])


def test_slots_stand_in_their_order_and_the_newest_fill_the_rest(home, stories):
    place(home, stories[14], stories[9])
    front = front_of(home)
    assert front.lead.title == "Story 14"
    assert titles(front.second) == ["Story 9", "Story 0", "Story 1"]
    assert titles(front.latest) == [f"Story {number}" for number in range(2, 9)] + [
        "Story 10"
    ]


def test_a_slot_without_a_story_takes_the_newest(home, stories):
    place(home, None or {}, stories[9])
    assert first(home) == ["Story 0", "Story 9", "Story 1", "Story 2"]


def test_an_expired_slot_fills_itself_without_a_save(home, stories, monkeypatch):
    ends = timezone.now() + HOUR
    place(home, {"story": stories[9], "expire_at": ends}, stories[5])
    assert first(home, 2) == ["Story 9", "Story 5"]
    monkeypatch.setattr(timezone, "now", lambda: ends)
    assert first(home, 3) == ["Story 0", "Story 5", "Story 1"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda story: story.unpublish(),
        lambda story: story.delete(),
        lambda story: ArticlePage.objects.filter(pk=story.pk).update(
            embargo_until=timezone.now() + HOUR
        ),
        lambda story: ArticlePage.objects.filter(pk=story.pk).update(
            expire_at=timezone.now() - HOUR
        ),
        lambda story: PageViewRestriction.objects.create(
            page=story, restriction_type="login"
        ),
    ],
    ids=["unpublished", "deleted", "embargoed", "expired", "private"],
)
def test_a_story_that_is_hidden_leaves_its_slot_at_once(home, stories, hide):
    place(home, stories[9], stories[5])
    hide(ArticlePage.objects.get(pk=stories[9].pk))
    assert first(home, 3) == ["Story 0", "Story 5", "Story 1"]


def test_without_a_pin_a_story_gives_way_to_twelve_newer_ones(home, stories):
    place(home, stories[15], {"story": stories[14], "pinned": True})
    for number in range(PLACES):
        assert first(home, 2) == ["Story 15", "Story 14"]
        builders.make_article(f"News {number}", slug=f"n{number}")
    assert first(home, 2) == ["News 11", "Story 14"]


def test_placed_anew_it_stays_anew(desk, home, stories):
    """What came before an editor chose it, or took its pin away, does not count."""
    old = timezone.now() - 30 * HOUR
    home = place(home, {"story": stories[15], "placed_at": old, "pinned": True})
    Slot.objects.update(pinned=False)
    assert first(home, 1) == ["Story 0"]
    (slot,) = home.slots.all()
    send(desk, home, [{"id": slot.pk, "story": stories[13].pk}])
    assert first(home, 1) == ["Story 13"]


def test_headline_and_picture_of_a_slot_are_on_the_front_only(client, home, stories):
    picture = builders.make_picture("Harbour")
    place(
        home,
        {"story": stories[2], "headline": "Harbour <b>vote</b>", "image": picture},
    )
    page = client.get("/").content.decode()
    assert "Harbour &lt;b&gt;vote&lt;/b&gt;" in page
    assert any(file["file"] in page for file in picture.ready_files)
    assert "Story 2" not in page
    for address in (stories[2].url, "/world/", "/feeds/"):
        assert "Harbour" not in client.get(address).content.decode()
    assert ArticlePage.objects.get(pk=stories[2].pk).hero_image is None


def test_too_few_stories_leave_no_gap(home, client, stories):
    others = ArticlePage.objects.exclude(pk=stories[9].pk)
    others.update(expire_at=timezone.now() - HOUR)
    place(home, {}, {}, stories[9])
    assert first(home) == ["Story 9"]
    assert "No stories yet" not in client.get("/").content.decode()


def test_an_alias_stands_in_no_slot(home, stories):
    """It is the same story, which would stand there twice."""
    alias = stories[3].create_alias(parent=builders.make_category("Sport"))
    place(home, ArticlePage.objects.get(pk=alias.pk), stories[3])
    assert first(home, 2) == ["Story 0", "Story 3"]


def test_an_older_version_of_the_front_may_name_what_is_gone(home, stories, client):
    place(home, stories[9], stories[8], {"story": stories[5], "headline": "Five"})
    older = HomePage.objects.get(pk=home.pk).latest_revision
    place(home, stories[1])
    ArticlePage.objects.get(pk=stories[9].pk).delete()
    ArticlePage.objects.get(pk=stories[8].pk).unpublish()
    older.publish()
    assert first(home, 3) == ["Story 0", "Story 1", "Story 5"]
    assert client.get("/").status_code == 200


def test_a_draft_of_the_front_is_not_public(home, stories):
    draft = HomePage.objects.get(pk=home.pk)
    draft.slots = [Slot(story=stories[9])]
    draft.save_revision()
    assert first(home, 1) == ["Story 0"]


# What the form refuses -----------------------------------------------------------


def test_an_editor_places_stories_and_the_log_says_who(desk, editor, home, stories):
    answer = send(desk, home, [{"story": stories[7].pk, "pinned": "on"}, {}])
    assert answer.status_code == 302, errors_of(answer)
    assert first(home, 2) == ["Story 7", "Story 0"]
    assert [slot.story_id for slot in Slot.objects.all()] == [stories[7].pk, None]
    newest = PageLogEntry.objects.filter(page=home, action="wagtail.publish").first()
    assert newest.user == editor


def test_the_history_compares_the_slots_of_two_versions(desk, home, stories):
    place(home, stories[7])
    send(desk, HomePage.objects.get(pk=home.pk), [{"story": stories[8].pk}])
    versions = HomePage.objects.get(pk=home.pk).revisions.order_by("pk")
    before, after = versions.values_list("pk", flat=True)
    page = desk.get(f"/admin/pages/{home.pk}/revisions/compare/{before}...{after}/")
    said = page.content.decode()
    assert "Story 7" in said
    assert "Story 8" in said


def refusals(stories) -> dict:
    """By name: the slots, which of them is refused, on which field, and why."""
    past = field(timezone.now() - HOUR)
    private = stories[3]
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ArticlePage.objects.filter(pk=stories[4].pk).update(
        embargo_until=timezone.now() + HOUR
    )
    draft = builders.make_article("Draft", slug="draft", publish=False)
    alias = stories[6].create_alias(parent=builders.make_category("Sport"))
    return {
        "draft": ([{"story": draft.pk}], 0, "story", "may not see"),
        "private": ([{"story": private.pk}], 0, "story", "may not see"),
        "embargoed": ([{"story": stories[4].pk}], 0, "story", "may not see"),
        "alias": ([{"story": alias.pk}], 0, "story", "alias"),
        "twice": (
            [{"story": stories[1].pk}, {}, {"story": stories[1].pk}],
            2,
            "story",
            "another slot",
        ),
        "past": (
            [{"story": stories[1].pk, "expire_at": past}],
            0,
            "expire_at",
            "passed",
        ),
        "no time": ([{"expire_at": "soon"}], 0, "expire_at", "valid"),
        "no story": ([{"story": "987654321"}], 0, "story", "valid choice"),
        "long": ([{"headline": "x" * 121}], 0, "headline", "120"),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("draft", "private", "embargoed", "alias", "twice", "past"),
        *("no time", "no story", "long"),
    ],
)
def test_what_cannot_stand_in_a_slot_is_refused_on_its_field(desk, home, stories, name):
    slots, which, where, why = refusals(stories)[name]
    if "headline" not in slots[0]:
        slots[0]["headline"] = "Kept as typed"
    for action in ("publish", None):
        answer = send(desk, home, slots, action=action)
        assert answer.status_code == 200
        errors = errors_of(answer)
        assert why in str(errors[which][where])
        assert [bool(each) for each in errors] == [
            n == which for n in range(len(errors))
        ]
        assert slots[0]["headline"] in answer.content.decode()
    assert not Slot.objects.exists()


def test_there_are_no_more_slots_than_places(desk, home, stories):
    many = [{"story": story.pk} for story in stories[: PLACES + 1]]
    answer = send(desk, home, many)
    assert "at most 12" in answer.content.decode()
    assert not Slot.objects.exists()
    assert send(desk, home, many[:PLACES]).status_code == 302


def test_what_ended_or_was_hidden_since_keeps_nobody_from_saving(desk, home, stories):
    past = timezone.now().replace(second=0, microsecond=0) - HOUR
    home = place(home, {"story": stories[9], "expire_at": past}, stories[8])
    ArticlePage.objects.get(pk=stories[8].pk).unpublish()
    slots = [
        {"id": slot.pk, "story": slot.story_id, "expire_at": ended}
        for slot, ended in zip(home.slots.all(), [field(past), ""], strict=True)
    ]
    answer = send(desk, home, [*slots, {"story": stories[7].pk}])
    assert answer.status_code == 302, errors_of(answer)
    assert first(home, 3) == ["Story 0", "Story 1", "Story 7"]


def test_who_may_not_publish_the_front_cannot_change_it(client, home, stories):
    client.force_login(staff(builders.make_category("World"), "change", "publish"))
    answer = send(client, home, [{"story": stories[9].pk}])
    assert answer.status_code == 302
    assert not Slot.objects.exists()


# What it costs, and how long it is kept ------------------------------------------


def test_the_front_is_kept_until_its_first_slot_ends(client, home, stories):
    ends = timezone.now() + timedelta(seconds=20)
    place(
        home,
        {"story": stories[9], "expire_at": ends},
        {"story": stories[8], "expire_at": ends + HOUR},
    )
    kept = client.get("/")["Cache-Control"]
    ages = [int(part.partition("=")[2]) for part in kept.split(",") if "age=" in part]
    assert ages
    assert max(ages) <= 20


def test_slots_cost_one_query_however_many(
    client, home, stories, django_assert_num_queries
):
    """The page; its slots with pictures; the stories; the rails; what rises; the site
    with its brand and banner; its sections."""
    picture = builders.make_picture()
    for slots in ([], stories[:2], stories[:PLACES]):
        place(home, *({"story": story, "image": picture} for story in slots))
        client.get("/")
        cache.clear()
        with django_assert_num_queries(7):
            client.get("/")
