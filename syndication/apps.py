from functools import partial

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "syndication"

    def ready(self):
        import syndication.push.indexnow
        import syndication.push.webhooks
        import syndication.push.websub  # noqa: F401  what the outbox does
        from search.formats import answer_as
        from syndication.exporting import checks  # noqa: F401
        from syndication.feeds import ENDINGS
        from syndication.views import feed_of_results

        for form in ENDINGS:
            answer_as[form] = partial(feed_of_results, form=form)
