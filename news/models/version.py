"""The ledger: what readers were shown, kept apart from revisions.

Wagtail purges revisions and lets autosave write over them; a version is written once.
Each carries the hash of its content and a chain hash over the one before it, keyed by a
secret outside the database, so that nobody who can write to the tables alone can change
what was said, when, or by whom.
"""

import hashlib
import hmac
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME

# What a revision holds and no reader was ever shown.
UNSHOWN = {
    COMMENTS_RELATION_NAME,
    "draft_title",
    "expired",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "redated_at",
}


def canonical(value) -> bytes:
    """``value`` as JSON with one spelling: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        cls=DjangoJSONEncoder,
    ).encode()


def digest(content: dict | None) -> str:
    """SHA-256 of the content's one spelling, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


class VersionQuerySet(models.QuerySet):
    """Versions by their story; a deleted story keeps its own."""

    def of(self, story_pk: int):
        """The versions of one story, first to last."""
        return self.filter(story_id=story_pk).order_by("number")


class StoryVersion(models.Model):
    """A story as one publish showed it, or the fact that it was taken down.

    ``content`` is None where the story was taken down, and where it was withheld.
    """

    class Change(models.TextChoices):
        FIRST = "first", "First published"
        UPDATE = "update", "Updated"
        CORRECTION = "correction", "Corrected"
        REVERT = "revert", "Earlier version published again"
        UNPUBLISH = "unpublish", "Taken down"
        EXPIRE = "expire", "Expired"

    # A deleted story's versions stay, under the number that it had.
    story = models.ForeignKey(
        "news.ArticlePage",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="versions",
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=150, blank=True)
    change = models.CharField(max_length=10, choices=Change)
    note = models.TextField(blank=True)
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    # Primary keys of the corrections it shows, which outlive a withheld content.
    correction_pks = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)
    withheld_at = models.DateTimeField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "number"], name="news_version_once_a_number"
            )
        ]

    def __str__(self):
        return f"Version {self.number} of story {self.story_id}"

    @property
    def content_is_whole(self) -> bool:
        """Whether the content is what was published; destroyed content counts as so."""
        if self.withheld_at:
            return self.content is None
        return self.content_hash == digest(self.content)

    def withhold(self) -> None:
        """Destroy the content and keep that it was there; the chain stays whole."""
        self.content, self.withheld_at = None, timezone.now()
        self.save(update_fields=["content", "withheld_at"])

    def hash_after(self, previous: str) -> str:
        """The chain hash: HMAC-SHA-256 of the hash before it and what this row says."""
        said = [
            previous,
            self.story_id,
            self.number,
            self.at.isoformat(),
            self.who,
            self.change,
            self.note,
            self.content_hash,
        ]
        key = settings.VERSION_KEY.encode()
        return hmac.new(key, canonical(said), hashlib.sha256).hexdigest()

    def seal(self, previous: str) -> None:
        """Fill in both hashes; ``previous`` is the chain hash of the one before it."""
        self.content_hash = digest(self.content)
        self.chain_hash = self.hash_after(previous)
