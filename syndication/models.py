"""Who outside is told of stories, and what of each they were told last."""

import secrets
from base64 import b64encode
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from delivery.outbox import FIRST_RETRY, LONGEST_WAIT
from delivery.public_addresses import OutboundRefused, target_of
from syndication.importing.models import (
    ImportedAddress,
    ImportedCategory,
    ImportedPicture,
    ImportedStory,
)

__all__ = [
    "ImportedAddress",
    "ImportedCategory",
    "ImportedPicture",
    "ImportedStory",
]

# How long a secret that was replaced still signs, beside the new one.
BOTH_SECRETS = timedelta(hours=24)


def new_secret() -> str:
    """32 random bytes, written as Standard Webhooks writes a secret."""
    return f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"


class Announcement(models.Model):
    """What the world outside was last told of a story, which may be gone by now."""

    story_id = models.PositiveBigIntegerField(primary_key=True)
    # Higher with each announcement, whatever becomes of the database: milliseconds.
    # 0 before the first.
    sequence = models.PositiveBigIntegerField(default=0)
    # Where it was then; not where it may have been moved to since, out of sight.
    address = models.CharField(max_length=2_000, blank=True)
    is_there = models.BooleanField(default=False)

    def __str__(self):
        return f"Story {self.story_id} is {'there' if self.is_there else 'gone'}"


class Receiver(models.Model):
    """One who is told, and how that went; one who fails is left alone for a while."""

    answered_at = models.DateTimeField(null=True, editable=False)
    failed_at = models.DateTimeField(null=True, editable=False)
    failure = models.CharField(max_length=300, blank=True, editable=False)
    # Since the last success.
    failures = models.PositiveIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    gave_up_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def note_answer(self) -> None:
        """It took what it was sent."""
        self._note(answered_at=timezone.now(), failures=0, rests_until=None)

    def note_failure(self, reason: str) -> None:
        """It did not: it rests for 5 s, then twice as long each time, an hour at most.

        So that one who is away costs one try, however much waits for it.
        """
        rest = min(FIRST_RETRY * 2 ** min(self.failures, 20), LONGEST_WAIT)
        self._note(
            failed_at=timezone.now(),
            failure=reason[:300],
            failures=self.failures + 1,
            rests_until=timezone.now() + rest,
        )

    def note_given_up(self) -> None:
        """Something was never told it."""
        self._note(gave_up_at=timezone.now())

    def _note(self, **facts) -> None:
        """Write these columns alone: an editor may be changing the others."""
        type(self).objects.filter(pk=self.pk).update(**facts)
        for name, value in facts.items():
            setattr(self, name, value)


class Service(Receiver):
    """One that the environment names by its address: a WebSub hub, IndexNow."""

    address = models.CharField(max_length=2_000, unique=True)

    def __str__(self):
        return self.address


class Webhook(Receiver):
    """An address that is sent a signed message when readers get or lose a story."""

    name = models.CharField(
        max_length=100, help_text="Who is told: 'Archive', 'Morning newsletter'."
    )
    address = models.URLField(
        max_length=500,
        help_text="Where the messages are sent, on the public internet. Redirects are "
        "not followed.",
    )
    active = models.BooleanField(
        default=True,
        help_text="What happens while it is off is not sent later.",
    )
    on_publish = models.BooleanField(
        "of a story that readers get",
        default=True,
        help_text="Also where an embargo ends, or a private section is opened.",
    )
    on_update = models.BooleanField("of a change to one that they have", default=True)
    on_deletion = models.BooleanField(
        "of one that they lose",
        default=True,
        help_text="It was unpublished or deleted, expired, became private or came "
        "under an embargo. Whoever keeps copies should hear of it.",
    )
    secret = models.CharField(max_length=60, default=new_secret, editable=False)
    former_secret = models.CharField(max_length=60, blank=True, editable=False)
    former_until = models.DateTimeField(null=True, editable=False)
    # Why it was switched off, where no editor did it.
    switched_off = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.active:
            self.switched_off = ""
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        try:
            target_of(self.address)
        except OutboundRefused as error:
            raise ValidationError({"address": str(error)}) from error
        if not (self.on_publish or self.on_update or self.on_deletion):
            raise ValidationError(
                {"on_publish": "Choose what it is told of, or switch it off."}
            )

    def secrets_at(self, now: datetime) -> list[str]:
        """The secrets that sign: the newest first, the one before it for a day."""
        former = self.former_until and self.former_until > now
        return [self.secret, self.former_secret] if former else [self.secret]

    def renew_secret(self) -> None:
        """Sign with a new secret; for a day with the present one, too."""
        self._note(
            former_secret=self.secret,
            former_until=timezone.now() + BOTH_SECRETS,
            secret=new_secret(),
        )

    def switch_off(self, reason: str) -> None:
        """Tell it nothing more, and editors why."""
        self._note(active=False, switched_off=reason[:300])
