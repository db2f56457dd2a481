"""The listing table equals its rebuild, whatever was done to the stories."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import PageViewRestriction

from news.listings import StoryList, rebuild_listings
from news.models import ArticlePage, Listing, ListingKind, StoryListing
from newsroom.demo import builders
from tests.news.plans import plan_of

HASHTAGS = ["NATO", "Rain", "Ports"]
SOURCES = ["https://one.example/a", "https://two.example/b", "https://one.example/c"]


def snapshot():
    """All listing rows and counters that count anything, without their ids."""
    rows = StoryListing.objects.values_list(
        "listing__kind",
        "listing__key",
        "story",
        "published_at",
        "embargo_until",
        "expire_at",
    )
    counters = Listing.objects.filter(count__gt=0).values_list("kind", "key", "count")
    return set(rows), set(counters)


def rebuilt():
    rebuild_listings(ArticlePage.objects.all())
    return snapshot()


class Newsroom:
    """Three stories in two categories, to which an editor does this and that."""

    def __init__(self):
        builders.front_page()
        self.categories = [builders.make_category(name) for name in ("World", "Sport")]
        self.authors = [builders.make_author(name) for name in ("Ada", "Bo")]
        for number in range(3):
            builders.make_article(
                f"Story {number}", category=self.categories[0], hashtags=HASHTAGS[:1]
            )

    def stories(self):
        """All but aliases, which cannot be edited."""
        return list(ArticlePage.objects.filter(alias_of=None).order_by("pk"))

    def do(self, name, which, value):
        """One action on one of the stories, or on a category."""
        stories = self.stories()
        if stories:
            getattr(self, name)(stories[which % len(stories)], value)

    def publish(self, story, value):
        story.save_revision().publish()

    def publish_an_older_revision(self, story, value):
        revisions = list(story.revisions.order_by("pk"))
        revisions[value % len(revisions)].publish()

    def unpublish(self, story, value):
        story.unpublish(set_expired=value % 2 == 0)

    def move(self, story, value):
        category = self.categories[value % 2]
        category.refresh_from_db()
        if story.get_parent().pk != category.pk:
            story.move(category, pos="last-child")

    def retag(self, story, value):
        story.hashtags.set(HASHTAGS[value % 3 :])
        story.save_revision().publish()

    def cite(self, story, value):
        story.source_references = [
            story.source_references.model(url=url) for url in SOURCES[value % 3 :]
        ]
        story.save_revision().publish()

    def sign(self, story, value):
        story.bylines = [
            story.bylines.model(author=author) for author in self.authors[value % 2 :]
        ]
        story.save_revision().publish()

    def redate(self, story, value):
        story.published_at = timezone.now() - timedelta(days=20 * value)
        story.redated_at = timezone.now()
        story.save_revision().publish()

    def expire(self, story, value):
        story.expire_at = timezone.now() + timedelta(hours=value - 2)
        story.save_revision().publish()

    def embargo(self, story, value):
        story.embargo_until = timezone.now() + timedelta(hours=value - 2)
        story.save_revision().publish()

    def save_a_draft(self, story, value):
        story.hashtags.set(HASHTAGS[value % 3 :])
        story.save_revision()

    def restrict(self, story, value):
        page = story if value % 2 else story.get_parent()
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    def open_up(self, story, value):
        restriction = PageViewRestriction.objects.first()
        if restriction:
            restriction.delete()

    def delete(self, story, value):
        story.delete()

    def delete_a_category(self, story, value):
        category = self.categories[0]
        PageViewRestriction.objects.create(page=category, restriction_type="login")
        category.delete()
        self.categories[0] = builders.make_category("World")

    def alias(self, story, value):
        alias = story.create_alias(update_slug=f"alias-{story.pk}-{uuid4().hex}")
        if value % 2:
            ConvertAliasPageAction(alias).execute(skip_permission_checks=True)

    def copy(self, story, value):
        story.copy(update_attrs={"slug": f"copy-{uuid4().hex}"}, keep_live=value % 2)


ACTIONS = [name for name in vars(Newsroom) if name not in ("__init__", "stories", "do")]
ACTIONS = [name for name in ACTIONS if not name.startswith("__")]


class ListingsEqualTheirRebuild(TestCase):
    """A class, because Hypothesis rolls each example back only in one."""

    # Without shrinking, which takes minutes: a sequence is short enough to be read.
    @settings(
        max_examples=25,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(st.sampled_from(ACTIONS), st.integers(0, 2), st.integers(0, 4)),
            min_size=1,
            max_size=8,
        )
    )
    def test_after_any_sequence_of_actions(self, actions):
        newsroom = Newsroom()
        for action in actions:
            newsroom.do(*action)

        assert snapshot() == rebuilt()


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_alone_leaves_the_listings_true(home, action):
    newsroom = Newsroom()
    newsroom.do(action, 0, 1)

    assert snapshot() == rebuilt()


def test_a_listing_that_was_tampered_with_is_not_its_rebuild(home):
    Newsroom()
    StoryListing.objects.first().delete()

    assert snapshot() != rebuilt()


def test_a_listing_shows_the_newest_first_a_page_at_a_time(home):
    now = timezone.now()
    for age in range(25):
        builders.make_article(
            f"Story {age}", published_at=now - timedelta(hours=age), slug=f"s{age}"
        )
    stories = StoryList(ListingKind.FRONT)

    assert stories.count == 25
    assert [story.title for story in stories.page("2")] == [
        f"Story {age}" for age in range(20, 25)
    ]


def test_stories_hidden_now_leave_no_hole_in_a_page_and_are_not_counted(home):
    now = timezone.now()
    for age in range(22):
        story = builders.make_article(
            f"Story {age}",
            slug=f"s{age}",
            published_at=now - timedelta(hours=age),
            expire_at=now + timedelta(hours=1) if age == 7 else None,
        )
        if age in (0, 5):
            story.embargo_until = now + timedelta(hours=1)
            story.save()
    stories = StoryList(ListingKind.FRONT)

    assert stories.count == 20
    assert len(stories.page("1")) == 20
    assert Listing.objects.get(kind="front").count == 22


def test_a_page_of_a_listing_costs_the_same_with_many_stories(
    home, django_assert_num_queries
):
    """One: rows and, by them, stories with their pictures; what is private is in it."""
    picture = builders.make_picture("Harbour")
    for number in range(3):
        builders.make_article(
            f"Story {number}",
            slug=f"s{number}",
            hero_image=picture,
            sources=["https://paper.example/x"],
        )
    with django_assert_num_queries(1) as few:
        StoryList(ListingKind.FRONT).newest()
    for number in range(3, 20):
        builders.make_article(
            f"Story {number}",
            slug=f"s{number}",
            hero_image=picture,
            sources=["https://paper.example/x"],
        )
    with django_assert_num_queries(1):
        StoryList(ListingKind.FRONT).newest()
    assert not any('"body"' in query["sql"] for query in few.captured_queries)


def test_a_month_is_the_newsrooms_month(home, settings):
    new_year_in_paris = timezone.datetime(2026, 1, 1, 0, 30).astimezone(
        timezone.get_default_timezone()
    )
    builders.make_article(published_at=new_year_in_paris)

    assert Listing.objects.get(kind="month").key == "2026-01"


def test_a_page_of_a_listing_is_one_scan_in_order(home):
    """No sort, which would read all of a listing of a million stories."""
    story = builders.make_article()
    for kind, key in [
        (ListingKind.FRONT, ""),
        (ListingKind.CATEGORY, story.category_id),
    ]:
        with CaptureQueriesContext(connection) as asked:
            list(StoryList(kind, key).proposed(40, 60, without=[story.pk]))
        plan = plan_of(asked[0]["sql"])
        assert "news_listing_newest_first" in plan
        assert not re.search("Sort|TEMP B-TREE", plan), plan
