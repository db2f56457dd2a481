"""`published()` is the one door; what it hides is held to by ``tests/leaks``."""

from datetime import timedelta

import pytest
from django.utils import timezone

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
