from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self):
        from news import (  # noqa: F401
            embeds,
            hashtag_uses,
            page_policy,
            picture_uses,
            restored,
            signal_handlers,
        )
