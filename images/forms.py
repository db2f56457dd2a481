"""What may be uploaded as a picture, refused in words an editor understands."""

import errno
from contextlib import suppress
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import SourceImageIOError

from images import embedded
from images.decoded import NotDrawn, drawn

FULL = (
    "There is no room left on the server for this picture. Nothing was saved: tell "
    "whoever runs it, then upload the picture again."
)
GONE = (
    "The file of this picture is gone from the server, so nothing was saved. Upload it "
    "again here, or tell whoever runs the server to restore it from the backup."
)
NOT_WRITTEN = (
    "The server could not store this picture, so nothing was saved. Try again; if it "
    "fails again, tell whoever runs the server: %(reason)s."
)
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


NOT_DRAWN = {
    "damaged": "This picture is incomplete or damaged. Export or download it again, "
    "then upload that file.",
    "pixels": "This picture has more than %(megapixels)s megapixels. Scale it down, "
    "then upload it again.",
    "memory": "This picture takes too much memory to open. Export it as a plain JPEG, "
    "not progressive, or scale it down, then upload that file.",
    "time": "This picture takes too long to open. Export it again as JPEG, then upload "
    "that file.",
    "smuggled": "This file is a picture and holds something else, too: a web page, a "
    "program or an archive. Export the picture again, then upload that file.",
    "busy": "The server is opening other pictures. Wait a minute, then upload this one "
    "again.",
}
SVG = "This is an SVG drawing. Export it as PNG, then upload that file."


class UploadedPictureField(WagtailImageField):
    """Wagtail's image field, which never decodes a picture in this process.

    What it returns is the uploaded file, with its drawing: as ``drawn``.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error_messages |= {
            "empty": "This file is empty. Export or download it again, then upload "
            "that file.",
            "invalid_image": "This file is not a picture, or it is damaged. Upload a "
            "JPEG, PNG, WebP, AVIF or GIF file.",
            "invalid_image_known_format": "This file is named .%(extension)s, but it "
            "is %(image_format)s. Export it again as JPEG, then upload that file.",
        }

    def to_python(self, data):
        """The uploaded file, opened; raises ValidationError for one we cannot use."""
        if data and data.size > self.max_upload_size:
            raise ValidationError(
                f"This file is larger than {self.max_upload_size_text}. Save it "
                "smaller, then upload it again.",
                code="file_too_large",
            )
        if data:
            self._refuse_by_its_beginning(data)
        return super().to_python(data)

    def _refuse_by_its_beginning(self, data) -> None:
        """Refuse what is of no kind of picture, before anything looks into it."""
        beginning = data.read(4096)
        data.seek(0)
        if _is_heif(beginning, data.name):
            raise ValidationError(
                "iPhone photo: export as JPEG, then upload that file.", code="heic"
            )
        if b"<svg" in beginning.lower() and beginning.lstrip(_BLANK)[:1] == b"<":
            raise ValidationError(SVG, code="svg")
        if Path(data.name).suffix.lower()[1:] not in self.allowed_image_extensions:
            raise ValidationError(
                self.error_messages["invalid_image_extension"],
                code="invalid_image_extension",
            )
        is_picture = beginning.startswith(BEGINNINGS) or beginning[4:8] == b"ftyp"
        if beginning and not is_picture:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            )

    def check_image_pixel_size(self, f):
        """Have the picture drawn, or refuse what another process cannot draw.

        Wagtail decodes here, so that a truncated file would be a server error, and one
        of 15 kB could take three quarters of a gigabyte of memory.
        """
        try:
            f.drawn = drawn(f, self.max_image_pixels)
        except NotDrawn as why:
            raise ValidationError(
                NOT_DRAWN[why.reason],
                code=why.reason,
                params={"megapixels": self.max_image_pixels // 1_000_000},
            ) from why


# JPEG, PNG, GIF and WebP; AVIF begins with its length.
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
# What may stand before a document's first tag: a byte order mark, too.
_BLANK = b"\xef\xbb\xbf \t\r\n"


def _is_heif(beginning: bytes, name: str) -> bool:
    """Whether the file is HEIC/HEIF by its brand (ISO/IEC 23008-12) or its name."""
    return (beginning[4:8] == b"ftyp" and beginning[8:12] in HEIF_BRANDS) or (
        name.lower().endswith((".heic", ".heif", ".hif"))
    )


class PictureForm(BaseImageForm):
    """The form of every upload and edit of a picture in the admin."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Replaced, not declared: a declared field would be in the form for the details
        # of one of many uploads too, which leaves the file out.
        if file := self.fields.get("file"):
            self.fields["file"] = UploadedPictureField(
                label=file.label, widget=file.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = "Default alt text"
            self.fields["description"].help_text = (
                "What the picture shows, for readers who cannot see it. Stories start "
                "with this text and may change it."
            )

    def _post_clean(self):
        """Write the picture's files while the editor can still be told why not."""
        try:
            super()._post_clean()
            if self.errors:
                return
            if "file" in self.changed_data:
                embedded.fill_empty_fields(self.instance, self.instance.file.open())
            self.instance.prepare()
        except (OSError, ValueError) as error:  # of the disk; of a picture's own shape
            with suppress(OSError):  # setting it reads it, and it may be gone
                self.instance.file = self.original_file
            self.add_error("file" if "file" in self.fields else None, _why(error))

    def save(self, commit=True):
        """The picture, saved with its renditions; the model itself removes the old."""
        self.original_file = None
        return super().save(commit=commit)

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "caption": forms.TextInput,
        }


def _why(error: OSError | ValueError) -> ValidationError:
    """What to tell the editor of an error of the disk, or of a vanished original."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return ValidationError(FULL, code="disk_full")
    if isinstance(error, FileNotFoundError | SourceImageIOError):
        return ValidationError(GONE, code="gone")
    return ValidationError(
        NOT_WRITTEN,
        code="not_written",
        params={"reason": getattr(error, "strerror", None) or error},
    )
