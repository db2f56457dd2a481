from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self):
        from news import embeds, picture_uses, signal_handlers  # noqa: F401
