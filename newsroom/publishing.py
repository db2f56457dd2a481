"""What happens on publish, in order.

In one transaction (``news``): the page, its listings, its version, its log entry, and
a row in the outbox for each step below. After the commit the outbox takes the steps in
the order of ``STEPS``; see ``delivery/outbox.py`` for who runs them and what becomes of
one that fails. Unpublishing, expiring, moving, restricting and deleting are the same.
Last comes what is told outside, where anybody is: see ``syndication/push``.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task
from wagtail.search import index
from wagtail.tasks import update_reference_index_task

from delivery import outbox
from delivery.front import every_address, forget_addresses
from delivery.purge import purge, purge_front, purge_pages
from delivery.tags import EVERYTHING, RISING, listing_tag, picture_tag, story_tag
from delivery.tasks import drop, named
from hashtags.signals import hashtags_changed
from images.signals import public_pictures_changed
from news.models import ArticlePage
from news.picture_uses import show_pictures_of
from news.signals import public_story_changed, rising_changed, site_changed
from newsroom.front_addresses import addresses_of
from search.indexing import refresh
from sources.signals import source_shown_changed
from syndication.push import announcing
from syndication.share_cards import kept

# Name, and how long after the change it is taken. The second purge is for a page that
# was being made while the story changed, and reached the cache after the first; the
# third for one on a slow way there. See `newsroom/cache_headers.py` for slow making.
# The share card is left to the clock or a worker: no editor waits for it, and whoever
# asks for it before has it drawn.
STEPS = (
    ("search index", timedelta()),
    ("caches", timedelta()),
    ("pictures", timedelta()),
    ("caches again", timedelta(seconds=0.4)),
    ("share card", timedelta(seconds=1)),
    ("caches at last", timedelta(seconds=5)),
)
# Left to the clock or a worker, too: they are other people's servers.
CDN_STEPS = (("CDNs", timedelta(seconds=0.1)), ("CDNs again", timedelta(seconds=5)))


@receiver(public_story_changed)
def follow_the_story(story, event, listings, **kwargs):
    """Write the outbox rows of one change of a story that readers can or could see."""
    payload = {"story": story.pk, "tags": tags_of(story, listings)}
    _take_over_wagtails_tasks(story)
    _forget_at_once(payload["tags"])
    for step, wait in STEPS:
        outbox.enqueue(event, step, payload, wait=wait)
    _tell_cdns(event, addresses_of(story))
    announcing.follow(story, event, listings)


@receiver(public_pictures_changed)
def follow_the_pictures(pictures, **kwargs):
    """Cached pages may name files of these pictures that are gone."""
    _purge(outbox.new_event("pictures"), [picture_tag(pk) for pk in sorted(pictures)])


def _take_over_wagtails_tasks(story) -> None:
    """The steps index the story and what it refers to; once is enough."""
    drop(insert_or_update_object_task, *named(story))
    drop(update_reference_index_task, *named(story))


@receiver(site_changed)
def follow_the_site(event, **kwargs):
    """What stands on every page changed: no cached page is right any more."""
    _purge(event, [EVERYTHING])


@receiver(hashtags_changed)
def follow_the_hashtags(**kwargs):
    """Any page may name one; of those that are to, no cache says which."""
    _purge(outbox.new_event("hashtags"), [EVERYTHING])


@receiver(rising_changed)
def follow_what_rises(event, **kwargs):
    """Pages that list rising hashtags are made anew."""
    _purge(event, [RISING])


@receiver(source_shown_changed)
def follow_a_source(source, **kwargs):
    """A source went offline or came back: stories that cite it say so."""
    _purge(outbox.new_event("source"), [source.tag])


def _purge(event: str, tags: list[str]) -> None:
    """Write the outbox rows of a change that only caches need hear of."""
    _forget_at_once(tags)
    for step, wait in STEPS:
        if step.startswith("caches"):
            outbox.enqueue(event, step, {"tags": tags}, wait=wait)
    if EVERYTHING in tags:
        _tell_cdns(event, every_address())


def _forget_at_once(tags: list[str]) -> None:
    """Our own pages with the commit, whoever takes the effects, and when.

    Said before the effects of a change are written, and all of a transaction's changes
    at once: what the first of a thousand stories leaves to do holds up no other.
    """
    for _, follow, _ in connection.run_on_commit:
        if isinstance(follow, _Forgetting):
            follow.tags.update(tags)
            return
    transaction.on_commit(_Forgetting(tags), robust=True)


class _Forgetting:
    def __init__(self, tags: list[str]):
        self.tags = set(tags)

    def __call__(self) -> None:
        purge_pages(self.tags)


def _tell_cdns(event: str, addresses: list[str]) -> None:
    """Write the rows of those that know addresses alone, where there are any."""
    if settings.WAGTAILFRONTENDCACHE and addresses:
        for step, wait in CDN_STEPS:
            outbox.enqueue(event, step, {"addresses": addresses}, wait=wait)


def tags_of(story, listings) -> list[str]:
    """Tags of the cached pages that show ``story``: it, what links to it, its lists."""
    return sorted({story_tag(story.pk), *(listing_tag(*name) for name in listings)})


@outbox.effect("search index")
def refresh_the_index(payload: dict) -> None:
    """Index the story as it is now, for readers and for editors.

    Deleting one takes it out of the editors' index by itself.
    """
    refresh(payload["story"])
    story = ArticlePage.objects.filter(pk=payload["story"]).first()
    if story is not None:
        index.insert_or_update_object(story)


@outbox.effect("caches")
def purge_caches(payload: dict) -> None:
    """Make every cache forget the pages that showed the story."""
    purge(payload["tags"])


@outbox.effect("caches again", quiet=True)
@outbox.effect("caches at last", quiet=True)
def purge_the_front_again(payload: dict) -> None:
    """For pages on their way to the cache in front; our own know when each began."""
    purge_front(payload["tags"])


@outbox.effect("CDNs", slow=True, quiet=True)
@outbox.effect("CDNs again", slow=True, quiet=True)
def purge_cdns(payload: dict) -> None:
    """Make caches that know addresses alone forget these."""
    forget_addresses(payload["addresses"])


@outbox.effect("share card", quiet=True)
def keep_the_share_card(payload: dict) -> None:
    """Draw the story's card where it is another one now; remove what is not shown."""
    kept.follow(payload["story"])


@outbox.effect("pictures")
def show_pictures(payload: dict) -> None:
    """Copy pictures that readers may now see to the public root, and remove others."""
    show_pictures_of(payload["story"])
