from django.db import models


class RisingHashtag(models.Model):
    """A hashtag as the clock last found it rising, or much used: see `news/rising.py`.

    It only proposes, like a listing's row: what is hidden by now is left out when it
    is read.
    """

    hashtag = models.ForeignKey(
        "hashtags.Hashtag", on_delete=models.CASCADE, related_name="+"
    )
    # Whether it rises; else it is one of the most used.
    rises = models.BooleanField()
    place = models.PositiveSmallIntegerField()
    stories = models.PositiveIntegerField()
    usual = models.FloatField(default=0)

    class Meta:
        ordering = ["-rises", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["rises", "hashtag"], name="news_hashtag_rises_once"
            )
        ]

    def __str__(self):
        return f"{self.hashtag_id}: {self.stories}, usually {self.usual}"
