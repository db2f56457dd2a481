from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from newsroom import (  # noqa: F401
            checks,
            error_reports,
            forged_choices,
            publishing,
            sign_in,
            signal_handlers,
        )

        error_reports.begin()
