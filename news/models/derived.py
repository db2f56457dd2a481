"""What a story's place, sources and text say of it, computed whenever it is saved."""

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from news.models.category import CategoryIndexPage
from news.text import count_words, reading_minutes, shorten


class DerivedColumns(models.Model):
    """Columns that nobody fills in and that never come from a revision.

    A draft alone says which category it wants the story to be in once it is published.
    """

    category = models.ForeignKey(
        CategoryIndexPage,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    # Where a draft of a story that readers see wants it, from its next publish on.
    wanted_category = models.ForeignKey(
        CategoryIndexPage,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # When an editor last wanted another: one that a publish has moved is not asked for
    # again by an older revision.
    recategorised_at = models.DateTimeField(null=True, editable=False)
    outlet = models.ForeignKey(
        "sources.Outlet",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    word_count = models.PositiveIntegerField(default=0, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    excerpt = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def with_content_json(self, content):
        """The story as that content describes it, where it lies by now."""
        story = super().with_content_json(content)
        story.category_id = self.category_id
        story.outlet_id = self.outlet_id
        ours, theirs = story.recategorised_at, self.recategorised_at
        if ours == theirs:
            story.wanted_category = self.wanted_category
        elif ours is None or (theirs and theirs > ours):
            story.wanted_category, story.recategorised_at = None, theirs
        return story

    def move_to(self, category, user=None) -> None:
        """Move the story below another category, keeping what is not saved yet."""
        Page.objects.get(pk=self.pk).move(category, "last-child", user=user)
        self.hold()
        self.category_id = category.pk

    def derive(self) -> None:
        """Compute the columns anew; of a story that just went live, its date too."""
        text = self.body_text
        self.word_count = count_words(text)
        self.reading_minutes = reading_minutes(text)
        self.excerpt = shorten(self.opening)
        parent = self.get_parent()
        self.category_id = parent.pk if parent else None
        cited = [each for each in self.source_references.all() if each.url]
        self.outlet = cited[0].resolve().outlet if cited else None
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
