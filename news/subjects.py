"""Which hashtags the newest stories of a list are about."""

from django.db.models import Count
from django.db.models.functions import Coalesce

from hashtags.models import Hashtag
from news.listings import StoryList, listing_of, newest_rows, through_the_door
from news.models.parts import StoryHashtag
from news.prepared import Prepared

AMONG = 100
AT_MOST = 12


def most_used(stories: StoryList) -> list[Hashtag]:
    """Active hashtags that most of the list's newest hundred stories carry: one query.

    The most used first, twelve at most; merged ones count for what they became. Only
    their names and addresses are loaded.
    """
    return [
        Hashtag(pk=pk, name=name, slug=slug)
        for pk, name, slug in _most_used(
            active=Hashtag.Status.ACTIVE.value, **stories.values
        )
    ]


@Prepared
def _most_used(kind, key, now, active):
    newest = newest_rows(listing_of(kind, key), now)[:AMONG].values("story")
    newest = through_the_door(newest, now).values("pk")
    shown = {
        name: Coalesce(f"tag__merged_into__{name}", f"tag__{name}")
        for name in ("pk", "name", "slug", "folded", "status")
    }
    carried = StoryHashtag.objects.filter(content_object__in=newest).order_by()
    carried = carried.values(**{f"shown_{name}": at for name, at in shown.items()})
    carried = carried.filter(shown_status=active).annotate(uses=Count("pk"))
    carried = carried.order_by("-uses", "shown_folded")[:AT_MOST]
    return carried.values_list("shown_pk", "shown_name", "shown_slug")
