from django.db import models

from news.querysets import MAY_HIDE, ListingQuerySet


class ListingKind(models.TextChoices):
    """What stories are listed by."""

    FRONT = "front"
    CATEGORY = "category"
    HASHTAG = "hashtag"
    AUTHOR = "author"
    OUTLET = "outlet"
    MONTH = "month"


class Listing(models.Model):
    """One list of stories, with how many it proposes."""

    kind = models.CharField(max_length=10, choices=ListingKind)
    key = models.CharField(
        max_length=20,
        blank=True,
        help_text="Primary key of the category, hashtag, author or outlet; '2026-01' "
        "of a month; empty of the front.",
    )
    count = models.PositiveIntegerField(default=0)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="news_one_listing")
        ]

    def __str__(self):
        return f"{self.kind} {self.key}".strip()


class StoryListing(models.Model):
    """A story in a listing: what a page of any listing is read from, by one index scan.

    Written with the story, never by hand. It only proposes: ``published()`` decides.
    Embargo and expiry are the story's own, here so that a page need not join to skip
    what is hidden now.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="rows")
    story = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="listing_rows"
    )
    published_at = models.DateTimeField()
    embargo_until = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "story"], name="news_story_once_a_listing"
            )
        ]
        indexes = [
            models.Index(
                "listing",
                models.F("published_at").desc(),
                models.F("story").desc(),
                include=["embargo_until", "expire_at"],
                name="news_listing_newest_first",
            ),
            models.Index(
                fields=["listing"],
                condition=MAY_HIDE,
                name="news_listing_may_hide",
            ),
        ]

    def __str__(self):
        return f"{self.story_id} in {self.listing_id}"
