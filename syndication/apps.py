from functools import partial

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "syndication"

    def ready(self):
        import syndication.exporting.showing
        import syndication.push.indexnow
        import syndication.push.webhooks
        import syndication.push.websub  # noqa: F401  what the outbox does
        from search.formats import answer_as
        from syndication.exporting import checks  # noqa: F401
        from syndication.feed_views import feed_of_results
        from syndication.forms import FORMS

        for form in FORMS:
            answer_as[form] = partial(feed_of_results, form=form)
