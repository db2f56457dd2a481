import mimetypes

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"

    def ready(self):
        from images import signal_handlers  # noqa: F401

        mimetypes.add_type("image/webp", ".webp")  # which Python 3.12 does not know
