import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from news.page_facts import PageFacts
from news.text import shorten

# How long a page that does not answer is asked again, until a story with it is saved.
PATIENCE = timedelta(days=1)
# How old a good copy gets before a save of a story asks the page again.
FRESH = timedelta(days=7)


def embed_key(url: str) -> str:
    """SHA-256 of an address, in hexadecimal: an address itself may outgrow an index."""
    return hashlib.sha256(url.encode()).hexdigest()


def still_name(embed: "Embed", filename: str) -> str:
    """A name that nobody can guess, new for each still."""
    return f"stills/{secrets.token_hex(16)}.webp"


class EmbedQuerySet(models.QuerySet):
    """Embeds by their address."""

    def by_url(self, urls: Iterable[str]) -> dict[str, "Embed"]:
        """Those of the addresses that a story was saved with, in one query."""
        found = self.filter(key__in={embed_key(url) for url in urls})
        return {embed.url: embed for embed in found}


class Embed(models.Model):
    """What a page elsewhere said of itself when it was last asked: plain text only.

    And for a film, a still: a file of our own. Without ``fetched_at`` there is no good
    copy yet. A failure never removes one.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    provider = models.CharField(max_length=150, blank=True)
    text = models.CharField(max_length=500, blank=True)
    still = models.FileField(upload_to=still_name, blank=True, editable=False)
    asked_at = models.DateTimeField(
        null=True, help_text="When a save of a story last had it asked."
    )
    fetched_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(
        null=True, help_text="Since when it fails; empty if the last try succeeded."
    )
    gone_at = models.DateTimeField(
        null=True, help_text="Since when its site says that it is no more (404, 410)."
    )
    error = models.TextField(blank=True)

    objects = EmbedQuerySet.as_manager()

    def __str__(self):
        return self.title or self.url

    @property
    def tag(self) -> str:
        """What pages that show this are called by in the cache."""
        return f"embed-{self.pk}"

    @property
    def given_up(self) -> bool:
        """Whether it failed for so long that it is not tried again by itself."""
        return bool(self.failed_at) and timezone.now() - self.failed_at > PATIENCE

    @property
    def is_due(self) -> bool:
        """Whether a save of a story has it asked again: given up, or long ago."""
        asked = max(filter(None, (self.asked_at, self.fetched_at)), default=None)
        return self.given_up or (bool(asked) and timezone.now() - asked > FRESH)

    def keep(self, facts: PageFacts, still: bytes = b"") -> None:
        """Save a good copy, each text cut to what its column holds.

        Without a new ``still`` the one before stays.
        """
        for name in ("title", "author", "provider", "text"):
            limit = self._meta.get_field(name).max_length
            setattr(self, name, shorten(getattr(facts, name), limit))
        before = self.still.name if still else ""
        if still:
            self.still.save("still", ContentFile(still), save=False)
        self.fetched_at, self.error = timezone.now(), ""
        self.failed_at = self.gone_at = None
        self.save()
        if before:
            storage = self.still.storage
            transaction.on_commit(lambda: storage.delete(before))

    def fail(self, reason: str, gone: bool = False) -> None:
        """Save why the page could not be read; the last good copy stays."""
        self.failed_at = self.failed_at or timezone.now()
        self.gone_at = (self.gone_at or timezone.now()) if gone else None
        self.error = reason
        self.save(update_fields=["failed_at", "gone_at", "error"])
