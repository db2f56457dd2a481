"""The picture that somebody chooses for their account, held to what pictures are."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from wagtail.admin.forms.account import AvatarPreferencesForm

from images.forms import UploadedPictureField

SIDE = 400


class ProfilePictureForm(AvatarPreferencesForm):
    """Wagtail's form, which would decode whatever it is sent, and keep it as it is.

    What is kept is drawn anew, of 400 pixels at most.
    """

    avatar = UploadedPictureField(label="Upload a profile picture", required=False)

    def clean_avatar(self):
        """A small JPEG or PNG of what was sent; the former one where nothing was."""
        sent = self.cleaned_data.get("avatar")
        if not hasattr(sent, "drawn"):
            return self._original_avatar
        drawing = sent.drawn.drawing.copy()
        drawing.thumbnail((SIDE, SIDE))
        kind, ending = ("PNG", "png") if drawing.mode == "RGBA" else ("JPEG", "jpg")
        content = BytesIO()
        drawing.save(content, kind)
        name = f"{PurePath(sent.name).stem[:60]}.{ending}"
        return ContentFile(content.getvalue(), name=name)
