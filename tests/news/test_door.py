"""`published()` is the one door; what it hides is held to by ``tests/leaks``."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hashtags.models import Hashtag
from news.models import ArticlePage
from news.querysets import in_its_time, visible_at
from newsroom.demo import builders


@pytest.mark.parametrize("embargo", [None, -1, 0, 1])
@pytest.mark.parametrize("expiry", [None, -1, 0, 1])
def test_the_door_and_the_page_agree_to_the_second(home, embargo, expiry):
    now = timezone.now()
    story = builders.make_article()
    second = timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(
        embargo_until=None if embargo is None else now + embargo * second,
        expire_at=None if expiry is None else now + expiry * second,
    )
    story.refresh_from_db()

    through_the_door = ArticlePage.objects.filter(visible_at(now)).exists()
    assert through_the_door is in_its_time(story, now)
    assert through_the_door is (embargo in (None, -1, 0) and expiry in (None, 1))


def test_a_merged_hashtag_leads_on_only_to_one_that_readers_may_open(client, home):
    story = builders.make_article(hashtags=["SecretSummit"], publish=False)
    kept = story.hashtags.all()[0]
    former = Hashtag.objects.create(name="OldSummit", merged_into=kept)
    assert client.get(former.get_absolute_url()).status_code == 404
    story.get_latest_revision().publish()
    answer = client.get(former.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    Hashtag.objects.filter(pk=kept.pk).update(status=Hashtag.Status.HIDDEN)
    assert client.get(former.get_absolute_url()).status_code == 404


def test_a_story_below_an_alias_of_a_private_section_is_private(home):
    members = builders.make_category("Members")
    members.save_revision().publish()
    alias = members.create_alias(parent=home, update_slug="for-members")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    story = builders.make_article(category=type(members).objects.get(pk=alias.pk))

    assert ArticlePage.objects.get(pk=story.pk).get_view_restrictions()
    assert not ArticlePage.objects.published().filter(pk=story.pk).exists()
    assert ArticlePage.objects.not_public().filter(pk=story.pk).exists()


def test_an_embargo_by_code_reaches_aliases_whatever_else_is_wrong_with_them(home):
    story = builders.make_article()
    alias = story.create_alias(parent=builders.make_category("World"))
    ArticlePage.objects.filter(pk=alias.pk).update(slug="archive")
    story = ArticlePage.objects.get(pk=story.pk)
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()

    assert not ArticlePage.objects.published().filter(pk=alias.pk).exists()
