from django.contrib.contenttypes.models import ContentType
from django.db import models


class AdminDocument(models.Model):
    """What searches in the admin know of one object, draft or published. Derived.

    No public surface reads it. Beside it lies what the database itself looks words up
    in: on PostgreSQL the column ``words`` with its index, on SQLite the full-text table
    ``search_admin_words``. See ``search/admin_index/``.
    """

    pk = models.CompositePrimaryKey("content_type_id", "object_id")
    content_type = models.ForeignKey(
        ContentType,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        help_text="Of the model at the root: a story's is that of pages.",
    )
    object_id = models.BigIntegerField()
    title = models.CharField(
        max_length=200, help_text="The folded words of its title in the admin's lists."
    )
    digest = models.CharField(
        max_length=32,
        help_text="Of all that is looked up: what is alike is not written.",
    )

    # Wagtail's list of what refers to what is no place for it.
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["content_type", "title"], name="search_admin_titles")
        ]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}: {self.title}"
