from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home import picture_uses, signal_handlers  # noqa: F401
