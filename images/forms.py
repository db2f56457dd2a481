"""What may be uploaded as a picture, refused in words an editor understands."""

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

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

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "caption": forms.TextInput,
        }
