from functools import partial

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "syndication"

    def ready(self):
        from search.formats import answer_as
        from syndication.feeds import ENDINGS
        from syndication.views import feed_of_results

        for form in ENDINGS:
            answer_as[form] = partial(feed_of_results, form=form)
