"""What belongs to one story and is edited with it."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from hashtags.models import HashtaggedBase
from news.moments import MomentPanel
from sources.models import SourceReferenceBase


class StoryHashtag(HashtaggedBase):
    """A hashtag of a story, in the editor's order."""

    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta(HashtaggedBase.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="news_hashtag_once_a_story",
            )
        ]


class SourceReference(SourceReferenceBase, Orderable):
    """A report that the story clips, in the editor's order."""

    article = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="source_references"
    )

    class Meta(Orderable.Meta):
        verbose_name = "source reference"


class Byline(Orderable):
    """An author of a story, in the editor's order."""

    article = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        "news.Author", on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField(
        max_length=100,
        blank=True,
        help_text="What they did for this story, if not writing: 'Photographs'.",
    )

    panels = [FieldPanel("author"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self):
        return f"{self.author}, {self.role}" if self.role else str(self.author)


class RelatedPick(Orderable):
    """A story that editors want readers to go on to, in the editor's order."""

    article = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="related_picks"
    )
    story = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("story")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self):
        return f"Story {self.story_id}"


class Correction(models.Model):
    """What readers are told of a story: what was wrong and is right, or what is new."""

    class Kind(models.TextChoices):
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        RETRACTION = "retraction", "Retraction"

    article = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CORRECTION)
    made_at = models.DateTimeField("date", default=timezone.now)
    # When a publish first showed it.
    told_at = models.DateTimeField(null=True, editable=False)
    text = models.TextField(
        help_text="Say what was wrong and what is right. Readers see it on the story."
    )

    panels = [FieldPanel("kind"), MomentPanel("made_at"), FieldPanel("text")]

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(
                fields=["-made_at", "-id"], name="news_corrections_newest_first"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.made_at:%Y-%m-%d}"

    @property
    def retracts(self) -> bool:
        """Whether it takes the story back, which stays where it is."""
        return self.kind == self.Kind.RETRACTION

    @property
    def modified_at(self) -> datetime:
        """When its words last became others, as far as readers were told."""
        return max(self.made_at, self.told_at or self.made_at)

    @property
    def mends(self) -> bool:
        """Whether something was wrong or misleading before; an update only adds."""
        return self.kind != self.Kind.UPDATE
