"""Which hashtags the newest stories of a list are about."""

from collections import Counter

from django.db.models import Count

from hashtags.models import Hashtag
from news.listings import StoryList

AMONG = 100
AT_MOST = 12


def most_used(stories: StoryList) -> list[Hashtag]:
    """Active hashtags that most of the list's newest hundred stories carry: one query.

    The most used first, twelve at most; merged ones count for what they became.
    """
    newest = stories.published(0, AMONG).values("pk")
    carried = Hashtag.objects.filter(tagged_stories__content_object__in=newest)
    carried = carried.annotate(uses=Count("tagged_stories"))
    uses: Counter[Hashtag] = Counter()
    for hashtag in carried.select_related("merged_into"):
        uses[hashtag.resolved] += hashtag.uses
    active = [each for each in uses if each.status == Hashtag.Status.ACTIVE]
    active.sort(key=lambda each: (-uses[each], each.folded))
    return active[:AT_MOST]
