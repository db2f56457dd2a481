"""Whatever was done to hashtags, undoing it restores them; listings stay true."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hashtags.models import Hashtag, HashtagOperation
from hashtags.operations import describe, merge, rename, set_status, undo
from news.models import ArticlePage, StoryHashtag
from newsroom.demo import builders
from tests.news.test_listings import rebuilt, snapshot

NAMES = ["NATO", "Rain", "Ports", "Otan", "Docks"]


def hashtags():
    return list(Hashtag.objects.order_by("pk").values())


def taggings():
    return set(StoryHashtag.objects.values_list("content_object", "tag", "sort_order"))


class Newsroom:
    """Three stories with hashtags, to which two editors do this and that."""

    def __init__(self):
        self.chosen = Hashtag.objects.get_or_create_many(NAMES)
        self.done: list[HashtagOperation] = []
        self.stories = [
            builders.make_article(f"Story {n}", hashtags=NAMES[n : n + 3]).pk
            for n in range(3)
        ]

    def do(self, name, one, other):
        """An operation that is refused changes nothing; what it says is for others."""
        before = hashtags()
        try:
            done = getattr(self, name)(one, other)
        except ValidationError:
            assert hashtags() == before
        else:
            self.done += [done] if done else []

    def hashtag(self, number):
        return Hashtag.objects.get(pk=self.chosen[number % len(NAMES)].pk)

    def story(self, number):
        return ArticlePage.objects.get(pk=self.stories[number % 3])

    def rename(self, one, other):
        return rename(self.hashtag(one), ["Harbour", "Quay", *NAMES][other])

    def merge(self, one, other):
        return merge([self.hashtag(one)], self.hashtag(other))

    def merge_two(self, one, other):
        chosen = [self.hashtag(one), self.hashtag(one + 1)]
        return merge(chosen, self.hashtag(other))

    def give_a_status(self, one, other):
        return set_status([self.hashtag(one)], Hashtag.Status.values[other % 4])

    def describe(self, one, other):
        return describe(self.hashtag(one), f"Number {other}.")

    def undo(self, one, other):
        if self.done:
            undo(self.done[one % len(self.done)])
            self.done.pop(one % len(self.done))

    def publish(self, one, other):
        self.story(one).save_revision().publish()

    def publish_an_older_revision(self, one, other):
        revisions = list(self.story(one).revisions.order_by("pk"))
        revisions[other % len(revisions)].publish()

    def unpublish(self, one, other):
        self.story(one).unpublish()

    def retag(self, one, other):
        story = self.story(one)
        # By whatever name it has had.
        story.hashtags.set([NAMES[other % 5], self.hashtag(one)])
        story.save_revision().publish()


ACTIONS = [name for name in vars(Newsroom) if not name.startswith("_")]
ACTIONS = [name for name in ACTIONS if name not in ("do", "hashtag", "story")]
OPERATIONS = ["rename", "merge", "merge_two", "give_a_status", "describe", "undo"]


def sequences(actions):
    return st.lists(
        st.tuples(st.sampled_from(actions), st.integers(0, 4), st.integers(0, 6)),
        min_size=2,
        max_size=9,
    )


class UndoRestoresTheExactState(TestCase):
    """A class, because Hypothesis rolls each example back only in one."""

    # Without shrinking, which takes minutes: a sequence is short enough to be read.
    unhurried = settings(
        max_examples=20,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @unhurried
    @given(sequences(OPERATIONS))
    def test_of_hashtags_taggings_and_listings(self, actions):
        newsroom = Newsroom()
        before = hashtags(), taggings(), snapshot()
        for action in actions:
            newsroom.do(*action)
            assert snapshot() == rebuilt(), action
        for operation in reversed(newsroom.done):
            undo(operation)
            assert snapshot() == rebuilt(), operation

        assert (hashtags(), taggings(), snapshot()) == before

    @unhurried
    @given(sequences(ACTIONS))
    def test_of_hashtags_while_stories_are_published_and_tagged(self, actions):
        newsroom = Newsroom()
        before = hashtags()
        for action in actions:
            newsroom.do(*action)
            assert snapshot() == rebuilt(), action
        for operation in reversed(newsroom.done):
            undo(operation)

        known = {row["id"] for row in before}
        assert [row for row in hashtags() if row["id"] in known] == before
        # Whatever else there is was made by tagging, and no operation.
        assert not Hashtag.objects.exclude(merged_into=None).exists()
        assert snapshot() == rebuilt()


@pytest.mark.django_db
def test_a_story_republished_while_its_hashtag_was_merged_has_it_again(home):
    """Neither a republish nor an older version writes the merge into the story."""
    story = builders.make_article(hashtags=["Otan", "Rain"])
    old = story.latest_revision
    before = taggings(), snapshot()
    otan, nato = Hashtag.objects.get_or_create_many(["Otan", "NATO"])

    operation = merge([otan], nato)
    ArticlePage.objects.get(pk=story.pk).save_revision().publish()
    old.publish()
    fresh = ArticlePage.objects.get(pk=story.pk)
    assert fresh.public_hashtags[0] == nato
    undo(operation)

    assert (taggings(), snapshot()) == before
    assert ArticlePage.objects.get(pk=story.pk).public_hashtags[0] == otan
