from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from newsroom import (  # noqa: F401
            checks,
            forged_choices,
            publishing,
            signal_handlers,
        )
