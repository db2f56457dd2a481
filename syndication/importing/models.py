"""What was imported, so that a second run knows it again."""

from django.db import models


class ImportedStory(models.Model):
    """A post of another system, and the story that it became.

    ``story`` is None where the newsroom has deleted it since: it is not made again.
    """

    key = models.CharField(max_length=64, unique=True)  # SHA-256 of the identifier
    identifier = models.TextField()
    story = models.OneToOneField(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Of the post as it was imported last, and the revision that it became.
    fingerprint = models.CharField(max_length=64)
    revision_pk = models.BigIntegerField()
    was_published = models.BooleanField(default=False)
    # Addresses of links to posts that were not there yet, and of pictures.
    awaited_links = models.JSONField(default=list)
    missing_pictures = models.JSONField(default=list)

    def __str__(self):
        return self.identifier


class ImportedAddress(models.Model):
    """Where an imported story was: links to it from others become links to its page."""

    key = models.CharField(max_length=64, unique=True)  # SHA-256 of host and path
    imported = models.ForeignKey(
        ImportedStory, on_delete=models.CASCADE, related_name="addresses"
    )

    def __str__(self):
        return f"An address of {self.imported_id}"


class ImportedCategory(models.Model):
    """A category that an import made: an import may publish it, once."""

    category = models.OneToOneField(
        "news.CategoryIndexPage", on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self):
        return f"Category {self.category_id}"


class ImportedPicture(models.Model):
    """A picture of the library that came with a post: never brought in twice."""

    # SHA-256 of the file's content, or of the address that it was fetched from.
    key = models.CharField(max_length=64, unique=True)
    picture = models.ForeignKey(
        "images.NewsImage", on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self):
        return f"Picture {self.picture_id}"
