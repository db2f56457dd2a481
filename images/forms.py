"""What may be uploaded as a picture, refused in words an editor understands."""

import errno
from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import SourceImageIOError

from images import embedded

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


class UploadedPictureField(WagtailImageField):
    """Wagtail's image field, which also refuses HEIC and damaged files."""

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
        if data and _is_heif(data):
            raise ValidationError(
                "iPhone photo: export as JPEG, then upload that file.", code="heic"
            )
        return super().to_python(data)

    def check_image_pixel_size(self, f):
        """Refuse too many pixels by the header, then a file that does not decode.

        Wagtail decodes first, so that a truncated file would be a server error, and 170
        megapixels half a gigabyte of memory.
        """
        try:
            with Image.open(f) as picture:
                fits = picture.width * picture.height <= self.max_image_pixels
                if fits:
                    _decode(picture)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            fits = False
        except Exception as error:  # Pillow raises whatever a damaged file leads it to
            raise ValidationError(
                "This picture is incomplete or damaged. Export or download it again, "
                "then upload that file.",
                code="damaged",
            ) from error
        finally:
            f.seek(0)
        if not fits:
            limit = self.max_image_pixels // 1_000_000
            raise ValidationError(
                f"This picture has more than {limit} megapixels. Scale it down, then "
                "upload it again.",
                code="file_too_many_pixels",
            )


def _is_heif(data) -> bool:
    """Whether the file is HEIC/HEIF by its brand (ISO/IEC 23008-12) or its name."""
    head = data.read(12)
    data.seek(0)
    return (head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS) or (
        data.name.lower().endswith((".heic", ".heif", ".hif"))
    )


def _decode(picture: Image.Image) -> None:
    """Decode every pixel once, because a header alone does not show a truncated file.

    JPEG decodes at an eighth of its size (``draft``), so that it costs little memory.
    """
    picture.draft("RGB", (picture.width // 8 or 1, picture.height // 8 or 1))
    picture.load()


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
