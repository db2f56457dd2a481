"""A category names the hashtags that its newest stories carry most."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hashtags.models import Hashtag
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


def named(client) -> list[str]:
    """The hashtags at the side of the category."""
    return [tag.name for tag in client.get("/general/").context["hashtags"]]


def test_the_most_used_first_and_then_by_name(client, home):
    for number, tags in enumerate([["Vote", "Port"], ["Vote", "Axe"], ["Sea", "Vote"]]):
        builders.make_article(slug=f"s{number}", hashtags=tags)
    builders.make_article(category=builders.make_category("World"), hashtags=["NATO"])
    assert named(client) == ["Vote", "Axe", "Port", "Sea"]


def test_hidden_stories_and_hidden_hashtags_are_not_told_of(client, home):
    builders.make_article(slug="seen", hashtags=["Seen", "Hidden"])
    soon = timezone.now() + timedelta(hours=1)
    builders.make_article(slug="soon", hashtags=["Secret"], embargo_until=soon)
    builders.make_article(slug="draft", hashtags=["Draft"], publish=False)
    Hashtag.objects.filter(name="Hidden").update(status=Hashtag.Status.HIDDEN)
    assert named(client) == ["Seen"]


def test_merged_hashtags_count_for_what_they_became(client, home):
    builders.make_article(slug="one", hashtags=["Nato", "Vote"])
    builders.make_article(slug="two", hashtags=["Alliance"])
    alliance = Hashtag.objects.get(name="Alliance")
    Hashtag.objects.filter(name="Nato").update(merged_into=alliance)
    assert named(client) == ["Alliance", "Vote"]


def test_twelve_at_most(client, home):
    builders.make_article(hashtags=[f"Subject{number}" for number in range(14)])
    assert len(named(client)) == 12
