"""Pictures: who made them, under which licence, until when, and what they show."""

import logging
import secrets
from contextlib import contextmanager
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import models, transaction
from wagtail.images.models import (
    IMAGE_FORMAT_EXTENSIONS,
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    get_upload_to,
)
from wagtail.tasks import delete_file_from_storage_task

from images.files import StoreDown
from images.making import give_back, make
from images.originals import OriginalField
from images.renditions import PublicFilter
from images.sets import EDITION
from images.signals import ready_set_made

logger = logging.getLogger("newsclip.pictures")
MADE_FROM = "made_from"


class NewsImage(AbstractImage):
    """A picture of the library. Wagtail's ``description`` is its default alt text.

    Saving it makes its ready set: the renditions that readers are shown, and their
    addresses in ``picture_set``, so that a page shows it without a query. All its files
    are private; ``images/publicity.py`` copies those that readers may see.
    """

    file = OriginalField(
        "file", upload_to=get_upload_to, width_field="width", height_field="height"
    )
    caption = models.CharField(
        max_length=300,
        blank=True,
        help_text="Shown under the picture wherever a story gives no caption of its "
        "own.",
    )
    credit = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who made it, as readers see it: 'Photo: Ada Okafor / Harbour News'.",
    )
    licence = models.CharField(
        max_length=200,
        blank=True,
        help_text="What allows us to use it: 'CC BY 4.0', 'Agency contract 2026'. "
        "Readers do not see this.",
    )
    rights_expire_on = models.DateField(
        "rights expire on",
        null=True,
        blank=True,
        help_text="The last day on which we may publish it. Empty: no limit.",
    )

    # {"made_from": …, "card": [{"spec", "format", "file", "width", "height"}, …], …}
    picture_set = models.JSONField(default=dict, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "rights_expire_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    # Files that `prepare` wrote and rows for them, until `save` has saved both.
    _written: list[str] = []
    _unsaved: list["NewsRendition"] = []

    class Meta:
        verbose_name = "picture"
        ordering = ["-created_at"]

    @property
    def default_alt_text(self) -> str:
        """The alt text a new use starts with; never the title, often a file name."""
        return self.description

    @contextmanager
    def open_file(self):
        """The original, opened; raises SourceImageIOError if it is not there.

        Raises StoreDown if that cannot be told: nobody should upload it again.
        """
        try:
            with super().open_file() as file:
                yield file
        except SourceImageIOError as error:
            if isinstance(error.__cause__, StoreDown):
                raise error.__cause__ from None
            raise

    def generate_rendition_file(self, filter, *, source=None):
        """The rendition's file, without any of the original's embedded metadata."""
        return super().generate_rendition_file(PublicFilter(filter.spec), source=source)

    def create_rendition(self, filter):
        """A rendition that is not there yet; raises SourceImageIOError if that fails.

        Which the admin shows as a missing picture: its pages must open on a full disk.
        """
        try:
            return super().create_rendition(filter)
        except OSError as error:
            raise SourceImageIOError(str(error)) from error

    # The ready set -----------------------------------------------------------------

    @property
    def ready_files(self) -> list[dict]:
        """Every file of the ready set, as ``picture_set`` describes it."""
        variants = [
            made for name, made in self.picture_set.items() if name != MADE_FROM
        ]
        return [file for variant in variants for file in variant]

    @property
    def is_ready(self) -> bool:
        """Whether the ready set is made of this original with this focal point."""
        stored = self.file._committed
        return stored and self.picture_set.get(MADE_FROM) == self._source()

    def _source(self) -> str:
        return f"{self.file.name} {self.get_focal_point()} {EDITION}"

    def prepare(self) -> None:
        """Write the original and the files of the ready set, or none of them.

        ``save`` does so too; a form calls it before, to tell the editor why it fails.
        Raises OSError if the disk is full or the original not there.
        """
        if self.is_ready:
            return
        self._written = []
        try:
            drawn = None
            if not self.file._committed:
                # What an upload's form had drawn is not decoded again.
                drawn = getattr(self.file.file, "drawn", None)
                self.file.save(self.file.name, self.file.file, save=False)
                self._written.append(self.file.name)
            self._unsaved, variants = [], {}
            for made in make(self, drawn=drawn):
                variants.setdefault(made.variant, []).append(self._write(made))
            give_back()
        except BaseException:
            self.discard()
            raise
        self.picture_set = variants | {MADE_FROM: self._source()}

    def _write(self, made) -> dict:
        """Write one rendition's file; returns its entry in ``picture_set``."""
        extension = IMAGE_FORMAT_EXTENSIONS[made.format]
        name = self.file.storage.save(_random(extension), ContentFile(made.content))
        self._written.append(name)
        size = {"width": made.width, "height": made.height}
        key = Filter(made.spec).get_cache_key(self)
        self._unsaved.append(
            NewsRendition(filter_spec=made.spec, focal_point_key=key, file=name, **size)
        )
        return {"spec": made.spec, "format": made.format, "file": name, **size}

    def discard(self) -> None:
        """Delete the files that were written for a save that failed."""
        try:
            self.file.storage.remove(self._written)
        except StoreDown:
            logger.exception("Files of a picture that was not saved are left behind")
        self._written, self._unsaved, self.picture_set = [], [], {}

    def save(self, *args, update_fields=None, **kwargs):
        """Write the picture and its ready set, files and rows, or nothing."""
        if update_fields is not None:
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.prepare()
        try:
            with transaction.atomic():
                before = self._stored_file() if self._unsaved else ""
                super().save(*args, **kwargs)
                if self._unsaved:
                    self._replace_renditions(before)
        except BaseException:
            self.discard()
            raise
        self._written, self._unsaved = [], []

    def _stored_file(self) -> str:
        """The original's name in the database, whose row is held until the end."""
        rows = NewsImage.objects.select_for_update().filter(pk=self.pk)
        return rows.values_list("file", flat=True).first() or ""

    def _replace_renditions(self, before: str) -> None:
        """Have the new renditions only; files go after the commit."""
        self.renditions.all().delete()
        for rendition in self._unsaved:
            rendition.image = self
        NewsRendition.objects.bulk_create(self._unsaved)
        if before and before != self.file.name:
            delete_file_from_storage_task.enqueue(
                self.file.storage.deconstruct(), before
            )
        ready_set_made.send(NewsImage, picture=self)


class NewsRendition(AbstractRendition):
    """A resized copy of a picture: of the ready set for readers, others for staff."""

    image = models.ForeignKey(
        NewsImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="images_one_rendition_a_filter",
            )
        ]
        # Each request for a private file asks whose it is.
        indexes = [models.Index(fields=["file"], name="images_rendition_by_file")]

    def get_upload_to(self, filename: str) -> str:
        """An address that nobody can guess, not even from the original's name."""
        return _random(PurePath(filename).suffix)


def _random(extension: str) -> str:
    return f"images/{secrets.token_hex(16)}{extension}"


class ShownPicture(models.Model):
    """What a place (a story, an author, the brand) showed when it was last followed.

    A picture that an edit took out of it must become private, and only this row knows
    that it was there.
    """

    place = models.CharField(max_length=40)
    picture = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "picture"], name="images_shown_once_in_a_place"
            )
        ]

    def __str__(self):
        return f"{self.place}: picture {self.picture_id}"
