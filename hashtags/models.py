from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from taggit.models import ItemBase, TagBase

from hashtags.folding import MAX_LENGTH, clean_name, fold, slug_for
from hashtags.querysets import NEVER_DELETED, HashtagManager


class Hashtag(TagBase):
    """One subject that stories share, however editors spell it.

    Found by ``folded``, addressed by ``slug``, shown as first spelled. Rows are never
    deleted, because revisions hold their ids. A former name is a row of its own, merged
    into the hashtag that had it: so it is found, leads on, and nobody else takes it.
    ``hashtags/operations.py`` keeps ``merged_into`` one step long.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        PROPOSED = "proposed", "Proposed"
        HIDDEN = "hidden", "Hidden"
        BLOCKED = "blocked", "Blocked"

    name = models.CharField(
        max_length=MAX_LENGTH,
        unique=True,
        help_text="As readers see it after the #: GlobalSecurity, NATO, C++.",
    )
    slug = models.CharField(max_length=MAX_LENGTH, unique=True, editable=False)
    folded = models.CharField(max_length=MAX_LENGTH, unique=True, editable=False)
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.ACTIVE,
        help_text="Readers meet active hashtags only. Editors may still put a hidden "
        "one on a story; a blocked one is refused.",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    description = models.TextField(
        blank=True,
        help_text="One or two sentences, shown at the top of the hashtag's page and to "
        "search engines. Left empty, the page opens with its stories.",
    )
    created_at = models.DateTimeField("created", auto_now_add=True)

    free_tagging = True
    objects = HashtagManager()

    class Meta:
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="hashtags_not_merged_into_itself",
            )
        ]

    def __str__(self):
        return f"#{self.name}"

    def get_absolute_url(self) -> str:
        # A new one in a preview has no slug of its own yet.
        return _address(self.slug or slug_for(self.name))

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def link(self) -> SafeString:
        """The hashtag as readers meet it on every page, leading to its own."""
        return _link(self.get_absolute_url(), str(self))

    @property
    def resolved(self) -> "Hashtag":
        """This hashtag, or the one that it was in the end merged into."""
        hashtag, seen = self, set()
        while hashtag.merged_into_id and hashtag.merged_into_id not in seen:
            seen.add(hashtag.pk)
            hashtag = hashtag.merged_into
        return hashtag

    def clean(self):
        try:
            self.name = clean_name(self.name)
        except ValidationError as error:
            raise ValidationError({"name": error}) from error
        rival = Hashtag.objects.filter(folded=fold(self.name)).exclude(pk=self.pk)
        if self.pk:
            rival = rival.exclude(merged_into=self)  # its own former name
        if (rival := rival.first()) is not None:
            raise ValidationError({"name": name_is_taken(rival)})
        if self.merged_into is not None and self.merged_into.resolved.pk == self.pk:
            raise ValidationError(
                {"merged_into": f"{self.merged_into} leads back to {self}."}
            )

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        self.slug = self.slug or self.free_slug()
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and "name" in update_fields:
            kwargs["update_fields"] = {*update_fields, "folded"}
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ProtectedError(NEVER_DELETED, {self})

    def free_slug(self) -> str:
        """The address that its name gives; with a number, where another has it."""
        slug = slug_for(self.name)
        taken = Hashtag.objects.filter(slug__startswith=slug[: MAX_LENGTH - 4])
        taken = set(taken.exclude(pk=self.pk).values_list("slug", flat=True))
        candidate, number = slug, 1
        while candidate in taken:
            number += 1
            suffix = f"-{number}"
            candidate = slug[: MAX_LENGTH - len(suffix)] + suffix
        return candidate


def name_is_taken(rival: Hashtag) -> str:
    """Why another hashtag cannot have the name of ``rival``, and what to do."""
    if rival.merged_into_id:
        return f"{rival} leads to {rival.resolved}: use that one, or merge into it."
    return f"{rival} exists already: use that one, or merge the two."


@lru_cache(maxsize=4096)
def _address(slug: str) -> str:
    """Asked for by every hashtag on a page, and slow to make."""
    return reverse("hashtag", args=[slug])


@lru_cache(maxsize=4096)
def _link(address: str, label: str) -> SafeString:
    """Pages show the same hashtags again and again."""
    return format_html('<a rel="tag" href="{}"><bdi>{}</bdi></a>', address, label)


class HashtaggedBase(ItemBase):
    """One hashtag on one story, in the place that the editor gave it.

    The concrete model adds ``content_object``, a ``ParentalKey``, and the constraint
    that a story has a hashtag once.
    """

    tag = models.ForeignKey(
        Hashtag, on_delete=models.PROTECT, related_name="tagged_stories"
    )
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_order"]


class HashtagOperation(models.Model):
    """The journal: what somebody did to hashtags, and whether it was undone.

    ``changes`` are what it takes to undo it; ``into`` is of a merge.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", "Renamed"
        MERGE = "merge", "Merged"
        APPROVE = "approve", "Approved"
        HIDE = "hide", "Hidden"
        BLOCK = "block", "Blocked"
        PROPOSE = "propose", "Proposed again"
        DESCRIBE = "describe", "Described"

    kind = models.CharField(max_length=10, choices=Kind)
    what = models.TextField()
    into = models.ForeignKey(
        Hashtag, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return self.what


class HashtagChange(models.Model):
    """What an operation changed of one hashtag: columns and values, before and after.

    ``before`` is None of a row that the operation made: a former name. Undoing deletes
    that row, and the journal still names its key.
    """

    operation = models.ForeignKey(
        HashtagOperation, on_delete=models.CASCADE, related_name="changes"
    )
    hashtag = models.ForeignKey(
        Hashtag, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "hashtag"], name="hashtags_changed_once"
            )
        ]

    def __str__(self):
        return f"{self.hashtag_id} in {self.operation_id}"


class NotADuplicate(models.Model):
    """Two hashtags that are alike, and that somebody said are not the same."""

    first = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="hashtags_dismissed_once"
            )
        ]

    def __str__(self):
        return f"{self.first_id} is not {self.second_id}"
