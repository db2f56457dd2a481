"""What the desk keeps: marks of stories that tell the same, links to drafts."""

from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.urls import reverse

from delivery.times import newsroom_now


class StoryMark(models.Model):
    """One of the marks by which a story's text, or a source in its draft, is known.

    Derived: written with the story or its newest draft. See ``desk/marks.py``.
    """

    class Kind(models.TextChoices):
        SOURCE = "s", "Source"
        TEXT = "t", "Text"

    story = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="+"
    )
    drafted = models.BooleanField(help_text="Of the newest draft; else of the page.")
    kind = models.CharField(max_length=1, choices=Kind)
    mark = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["kind", "mark"], name="desk_stories_by_mark")]

    def __str__(self):
        return f"{self.get_kind_display()} of story {self.story_id}"


def random_token() -> str:
    """128 bits of randomness, in 22 letters of an address."""
    return token_urlsafe(16)


class DraftLinkManager(models.Manager):
    def working(self):
        """Links whose time has not come, by the newsroom's clock, with their stories.

        Those of a story that was published or taken down since are gone.
        """
        return self.filter(expires_at__gt=newsroom_now()).select_related("story")


class DraftLink(models.Model):
    """An address at which an outsider reads a story's draft, for some days."""

    token = models.CharField(max_length=22, unique=True, default=random_token)
    story = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = DraftLinkManager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    expires_at__lte=models.F("made_at") + timedelta(days=7)
                ),
                name="desk_draft_link_ends_within_a_week",
            )
        ]

    def __str__(self):
        return f"Link to a draft of story {self.story_id}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.token])

    @classmethod
    def make(cls, story, user, days: int) -> "DraftLink":
        """A new link that works for ``days``; IntegrityError for more than seven."""
        now = newsroom_now()
        ends = now + timedelta(days=days)
        return cls.objects.create(
            story=story, made_by=user, made_at=now, expires_at=ends
        )
