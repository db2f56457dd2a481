from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self):
        # What is saved is marked; links to drafts end.
        from desk import draft_links, marks  # noqa: F401
