"""The ledger: what readers were shown, kept apart from revisions.

Wagtail purges revisions and lets autosave write over them; a version is written once.
Each carries the hash of its text and a chain hash over the one before it, keyed by a
secret outside the database, so that nobody who can write to the tables alone can change
what was said, when, or by whom. Withholding a version destroys its text, and is itself
an entry of the chain.
"""

import hashlib
import hmac
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
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
    "republish_as",
    "republish_chosen_at",
    "republish_note",
    "told_at",
    "withdrawn_at",
    "withdrawn_because",
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


def sealed(*said) -> str:
    """HMAC-SHA-256 of what is said, in one spelling; in hexadecimal.

    Keyed even for a text alone: nobody who reads the tables can try words on the hash
    of a text that was destroyed.
    """
    key = settings.VERSION_KEY.encode()
    return hmac.new(key, canonical(said), hashlib.sha256).hexdigest()


class VersionQuerySet(models.QuerySet):
    """Versions by their story; a deleted story keeps its own."""

    def of(self, story_pk: int):
        """The versions of one story, first to last."""
        return self.filter(story_id=story_pk).order_by("number")

    def publishes(self):
        """Those that showed the story, less what says that it was taken down."""
        return self.exclude(change__in=StoryVersion.SHOWS_NOTHING)

    def seen_by_readers(self):
        """Publishes of a story that readers may see now, which they could see then.

        A version under embargo, or in a private section, that was replaced before it
        came out was seen by nobody. The newest is what they see now.
        """
        later = StoryVersion.objects.filter(
            story_id=OuterRef("story_id"), number__gt=OuterRef("number")
        )
        # A withholding took no place; a taking down did.
        following = later.exclude(change=StoryVersion.Change.WITHHOLD)
        replaced_at = following.order_by("number").values("at")[:1]
        seen = Q(readable_from__lt=Subquery(replaced_at))
        return self.publishes().filter(seen | ~Exists(later.publishes()))

    def newest(self):
        """Of each story, what its last publish showed."""
        later = StoryVersion.objects.filter(
            story_id=OuterRef("story_id"), number__gt=OuterRef("number")
        )
        return self.publishes().filter(~Exists(later.publishes()))

    def told(self):
        """Those that told readers of a change: no first one, no minor fix."""
        return self.exclude(change__in=StoryVersion.TOLD_OF_NOTHING)

    def last_publish(self, story_pk: int) -> "StoryVersion | None":
        """The version that the story's last publish showed, without its text."""
        return self.of(story_pk).publishes().defer("content").last()


class StoryVersion(models.Model):
    """A story as one publish showed it, or the fact that it was taken down.

    ``content`` is None where the story was taken down, and where it was withheld. An
    entry of the kind WITHHOLD holds there which version it destroyed the text of, and
    why.
    """

    class Change(models.TextChoices):
        FIRST = "first", "First published"
        MINOR = "minor", "Minor fix"
        UPDATE = "update", "Updated"
        CORRECTION = "correction", "Corrected"
        CLARIFICATION = "clarification", "Clarified"
        RETRACTION = "retraction", "Retracted"
        REVERT = "revert", "Earlier version published again"
        UNPUBLISH = "unpublish", "Taken down"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRE = "expire", "Expired"
        WITHHOLD = "withhold", "Text of a version destroyed"

    class Reason(models.TextChoices):
        COURT = "court", "Withheld by court order"
        MINOR = "minor", "Withheld to protect a minor"
        ERASURE = "erasure", "Withheld at the request of a person concerned"
        OTHER = "other", "Withheld by the newsroom"

    SHOWS_NOTHING = frozenset(
        {Change.UNPUBLISH, Change.WITHDRAWN, Change.EXPIRE, Change.WITHHOLD}
    )
    TOLD_OF_NOTHING = frozenset({Change.FIRST, Change.MINOR})

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
    change = models.CharField(max_length=20, choices=Change)
    note = models.TextField(blank=True)
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    # Primary keys of the corrections it shows, which outlive a withheld content.
    correction_pks = models.JSONField(default=list)
    # When readers could see it, as it was published; None in a private section.
    readable_from = models.DateTimeField(null=True)
    # Of the content and the note, which are destroyed together.
    content_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)
    # As the entry of the chain says that withheld it.
    withheld_at = models.DateTimeField(null=True)
    withheld_for = models.CharField(max_length=10, choices=Reason, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "number"], name="news_version_once_a_number"
            )
        ]
        # Who copies the stories asks what readers were shown since.
        indexes = [
            models.Index(
                fields=["readable_from", "story"], name="news_versions_by_time"
            )
        ]
        permissions = [("withhold_version", "Can destroy the text of a version")]

    def __str__(self):
        return f"Version {self.number} of story {self.story_id}"

    @property
    def is_minor(self) -> bool:
        """Whether readers were told of no change."""
        return self.change == self.Change.MINOR

    @property
    def has_words(self) -> bool:
        """Whether it showed readers a text, or why the story was taken from them."""
        return bool(self.note) or self.change not in self.SHOWS_NOTHING

    @property
    def text_is_whole(self) -> bool:
        """Whether content and note are what was published; destroyed ones count as so.

        Whether they were destroyed by right, the chain's entries say.
        """
        if self.withheld_at:
            return self.content is None and not self.note
        return self.content_hash == self._hash_of_text()

    def _hash_of_text(self) -> str:
        return sealed("text", self.content, self.note)

    def hash_after(self, previous: str) -> str:
        """The chain hash: of the hash before it and what this row says."""
        return sealed(
            "version",
            previous,
            self.story_id,
            self.number,
            self.at.isoformat(),
            self.who,
            self.change,
            self.correction_pks,
            self.readable_from and self.readable_from.isoformat(),
            self.content_hash,
        )

    def seal(self, previous: str) -> None:
        """Fill in both hashes; ``previous`` is the chain hash of the one before it."""
        self.content_hash = self._hash_of_text()
        self.chain_hash = self.hash_after(previous)
