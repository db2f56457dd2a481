"""The outbox: what is still to happen because of something that was committed."""

from django.db import models
from django.db.models import Q


class Effect(models.Model):
    """One step that follows one event, such as 'pictures' after 'publish:17'.

    Written in the transaction of the event, run after it, at least once: every step
    looks at what is so now, so that a second run changes nothing.
    """

    event = models.CharField(max_length=100)
    step = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "step"], name="delivery_effect_once_an_event"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(done_at=None),
                name="delivery_effects_to_run",
            ),
            models.Index(
                fields=["done_at"],
                condition=Q(done_at__isnull=False),
                name="delivery_effects_done",
            ),
        ]

    def __str__(self):
        return f"{self.step} after {self.event}"


class Beat(models.Model):
    """When a process of the newsroom last said that it is at work."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
