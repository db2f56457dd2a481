from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from search import following, remote  # noqa: F401

        remote.server()  # refuses an address that is none
