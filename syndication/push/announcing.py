"""What is told outside when readers get a story, see it changed, or lose it.

The announcement of a story is made after its change has committed, from what readers
may see then, and is compared with what was announced last: nobody hears of a story that
was never public. It writes a row of the outbox for each who is to be told.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from delivery import outbox
from news.models import ArticlePage, StoryVersion
from syndication.models import Announcement, Webhook

PUBLISHED, UPDATED, DELETED = "story.published", "story.updated", "story.deleted"
# Who hears of a story may ask for it at once: by then it was purged a second time.
SOON = timedelta(seconds=1)


def follow(story: ArticlePage, event: str, listings) -> None:
    """Write what is to be announced of a change, where anybody outside is to be told.

    In the transaction of the change, for what may be gone after it.
    """
    if story.alias_of_id or not _somebody_listens():
        return
    payload = {
        "story": story.pk,
        "event": event,
        "at": timezone.now().isoformat(timespec="milliseconds"),
        "address": story.full_url,
        "url_path": story.url_path,
        "listings": sorted([str(kind), str(key)] for kind, key in listings),
    }
    outbox.enqueue(event, "announce", payload)


def _somebody_listens() -> bool:
    configured = settings.WEBSUB_HUBS or settings.INDEXNOW_KEY
    return bool(configured) or Webhook.objects.filter(active=True).exists()


@outbox.effect("announce", quiet=True)
@transaction.atomic
def announce(payload: dict) -> None:
    """Decide what is told of the story, and write a row for each who is to hear it."""
    pk = payload["story"]
    Announcement.objects.bulk_create([Announcement(story_id=pk)], ignore_conflicts=True)
    told = Announcement.objects.select_for_update().get(pk=pk)
    stories = ArticlePage.objects.published().filter(pk=pk, alias_of=None)
    story = stories.defer("body").first()
    kind = _kind(told, story, payload)
    if kind is None:
        return
    now_at = story.full_url if story else told.address or payload["address"]
    addresses = list(dict.fromkeys(filter(None, [now_at, told.address])))
    told.sequence = max(told.sequence + 1, int(timezone.now().timestamp() * 1000))
    told.address, told.is_there = now_at, story is not None
    told.save()
    _tell_everybody(kind, addresses, payload)


def _kind(told: Announcement, story: ArticlePage | None, payload: dict) -> str | None:
    """What has become of the story since it was announced last; None for nothing."""
    if told.sequence:
        if story is None:
            return DELETED if told.is_there else None
        return UPDATED if told.is_there else PUBLISHED
    # Never announced, but perhaps read for years: before anybody listened.
    seen = StoryVersion.objects.of(payload["story"]).publishes()
    later = StoryVersion.objects.filter(
        story=OuterRef("story"), number__gt=OuterRef("number")
    ).exclude(change=StoryVersion.Change.WITHHOLD)
    replaced_at = Subquery(later.order_by("number").values("at")[:1])
    if story is not None:
        earlier = seen.filter(readable_from__lt=replaced_at)
        return UPDATED if earlier.exists() else PUBLISHED
    seen = seen.filter(readable_from__lt=Coalesce(replaced_at, timezone.now()))
    # Only there: it may have been moved since to where nobody was to know of it.
    return (
        DELETED if seen.filter(content__url_path=payload["url_path"]).exists() else None
    )


def _tell_everybody(kind: str, addresses: list[str], payload: dict) -> None:
    """A row for each hub, for IndexNow, and for each webhook that wants to know.

    Each has the same name however often it is written, so that it is sent once.
    """
    event, common = payload["event"], {k: payload[k] for k in ("story", "at")}
    for hub in settings.WEBSUB_HUBS:
        told = {"hub": hub, "listings": payload["listings"]}
        _enqueue(f"{event}:hub:{_digest(hub)[:8]}", "websub", common | told)
    if settings.INDEXNOW_KEY:
        _enqueue(f"{event}:indexnow", "indexnow", common | {"addresses": addresses})
    for webhook in Webhook.objects.filter(active=True):
        name = f"{event}:webhook:{webhook.pk}"
        told = {"webhook": webhook.pk, "type": kind, "id": f"msg_{_digest(name)[:32]}"}
        _enqueue(name, "webhook", common | told)


def _enqueue(name: str, step: str, payload: dict) -> None:
    outbox.enqueue(name, step, payload, inline=False, wait=SOON)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
