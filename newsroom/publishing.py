"""What happens on publish, in order.

In one transaction (``news``): the page, its listings, its version, its log entry, and
a row in the outbox for each step below. After the commit the outbox takes the steps in
the order of ``STEPS``; see ``delivery/outbox.py`` for who runs them and what becomes of
one that fails. Unpublishing, expiring, moving, restricting and deleting are the same.
"""

from datetime import timedelta

from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from delivery import outbox
from delivery.purge import EVERYTHING, purge
from news.models import ArticlePage
from news.signals import public_story_changed, site_changed

# Name, and how long after the change it is taken. The second purge is for a page that
# was being made while the story changed, and reached the cache after the first.
STEPS = (
    ("search index", timedelta()),
    ("caches", timedelta()),
    ("caches again", timedelta(seconds=0.4)),
)


@receiver(public_story_changed)
def follow_the_story(story, event, listings, **kwargs):
    """Write the outbox rows of one change of a story that readers can or could see."""
    payload = {"story": story.pk, "tags": tags_of(story, listings)}
    for step, wait in STEPS:
        outbox.enqueue(event, step, payload, wait=wait)


@receiver(site_changed)
def follow_the_site(event, **kwargs):
    """What stands on every page changed: no cached page is right any more."""
    for step, wait in STEPS:
        if step.startswith("caches"):
            outbox.enqueue(event, step, {"tags": [EVERYTHING]}, wait=wait)


def tags_of(story, listings) -> list[str]:
    """Tags of each cached page that shows ``story``: its own, lists, what links."""
    tags = {f"story-{story.pk}"}
    tags |= {f"{kind}-{key}" if key else kind for kind, key in listings}
    linking = ReferenceIndex.get_references_to(story).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    tags |= {f"story-{pk}" for pk in linking.values_list("object_id", flat=True)}
    return sorted(tags)


@outbox.effect("search index")
def refresh_the_index(payload: dict) -> None:
    """Index the story as it is now; deleting one takes it out of the index itself."""
    story = ArticlePage.objects.filter(pk=payload["story"]).first()
    if story is not None:
        index.insert_or_update_object(story)


@outbox.effect("caches")
@outbox.effect("caches again")
def purge_caches(payload: dict) -> None:
    """Make the cache in front forget every page that showed the story."""
    purge(payload["tags"])


@outbox.effect("pictures")
def show_pictures(payload: dict) -> None:
    """Copy pictures that readers may now see to the public root, and remove others."""
    from news.picture_uses import pictures_of

    from images import publicity

    story = ArticlePage.objects.filter(pk=payload["story"]).first()
    publicity.sync(pictures_of(story) if story else set())
