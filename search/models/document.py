from django.db import models


class StoryDocument(models.Model):
    """What the search knows of one public story. Derived; never written by hand.

    Beside it lies what the database itself looks words up in, which Django knows
    nothing of: on PostgreSQL the columns ``terms`` and ``pairs`` with their index, on
    SQLite the full-text table ``search_terms``. See ``search/indexes/``.
    """

    story = models.OneToOneField(
        "news.ArticlePage",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_document",
    )
    place = models.BigIntegerField(
        help_text="By publishing date, and by primary key where that is the same.",
    )
    impact = models.TextField(
        help_text="Words that weigh more in the story than one use in its body."
    )
    facets = models.TextField(help_text="'c3 h7 h12 a1 o4 y2026': what it is filed by.")
    named = models.TextField(help_text="Its headline and names: hashtags, authors, …")
    text = models.TextField(help_text="What else it says, for excerpts.")

    def __str__(self):
        return f"Story {self.story_id}"
