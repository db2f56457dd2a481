"""What may be uploaded as a picture, refused in words an editor understands."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


class UploadedPictureField(WagtailImageField):
    """Wagtail's image field, which also refuses HEIC and truncated files."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_image"] = (
            "This file is not a picture, or it is damaged. Upload a JPEG, PNG, WebP, "
            "AVIF or GIF file."
        )

    def to_python(self, data):
        """The uploaded file, opened; raises ValidationError for one we cannot use."""
        if data and data.size > self.max_upload_size:
            raise ValidationError(
                f"This file has {filesizeformat(data.size)}; the limit is "
                f"{self.max_upload_size_text}. Save it smaller, then upload it again.",
                code="file_too_large",
            )
        if data and _is_heif(data):
            raise ValidationError(
                "iPhone photo: export as JPEG, then upload that file.", code="heic"
            )
        file = super().to_python(data)
        if file:
            _decode(file)
        return file

    def check_image_pixel_size(self, f):
        """Raises ValidationError for a picture over the limit of pixels."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError as error:
            if error.code != "file_too_many_pixels":
                raise
            limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
            raise ValidationError(
                f"This picture has more than {limit} megapixels. Scale it down, then "
                "upload it again.",
                code=error.code,
            ) from error


def _is_heif(data) -> bool:
    """Whether the file is HEIC/HEIF by its brand (ISO/IEC 23008-12) or its name."""
    head = data.read(12)
    data.seek(0)
    return (head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS) or (
        data.name.lower().endswith((".heic", ".heif"))
    )


def _decode(file) -> None:
    """Decode every pixel once, because a header alone does not show a truncated file.

    JPEG decodes at an eighth of its size (``draft``), so that it costs little memory.
    """
    try:
        with Image.open(file) as picture:
            picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            "This picture is incomplete or damaged. Export or download it again, then "
            "upload that file.",
            code="damaged",
        ) from error
    finally:
        file.seek(0)


class PictureForm(BaseImageForm):
    """The form of every upload and edit of a picture in the admin."""

    file = UploadedPictureField(
        label="File", widget=BaseImageForm.Meta.widgets["file"]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
