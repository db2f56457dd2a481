from django.db import models


class Word(models.Model):
    """A folded word of indexed stories, and how many have it."""

    word = models.CharField(max_length=60, unique=True)
    term = models.CharField(max_length=60, db_index=True)
    stories = models.PositiveIntegerField()

    # In so many stories a word is one that may be meant by its first letters.
    USED = 10

    class Meta:
        indexes = [
            models.Index(
                fields=["word"],
                name="search_words_used",
                opclasses=["varchar_pattern_ops"],
                condition=models.Q(stories__gte=10),
            )
        ]

    def __str__(self):
        return self.word


class Misspelling(models.Model):
    """A word with one letter left out, and the word."""

    spelling = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["spelling", "word"], name="search_one_misspelling"
            )
        ]

    def __str__(self):
        return self.spelling
