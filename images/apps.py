import mimetypes

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"

    def ready(self):
        from wagtail.admin.views.account import AvatarSettingsPanel

        from images import signal_handlers  # noqa: F401
        from images.profile_pictures import ProfilePictureForm

        AvatarSettingsPanel.form_class = ProfilePictureForm

        # Python 3.12 does not know all of what a ready set is made of.
        mimetypes.add_type("image/avif", ".avif")
        mimetypes.add_type("image/webp", ".webp")
