"""Ways in which a public story becomes one that readers may not see."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from desk.withdrawing import withdraw
from news.models import ArticlePage

HOUR = timedelta(hours=1)


def draft(story):
    ArticlePage.objects.get(pk=story.pk).unpublish()


def embargoed(story):
    _saved(story, embargo_until=timezone.now() + HOUR)


def expired(story):
    _saved(story, expire_at=timezone.now() - HOUR)


def _saved(story, **changed):
    story = ArticlePage.objects.get(pk=story.pk)
    vars(story).update(changed)
    story.save(clean=False)


def deleted(story):
    ArticlePage.objects.get(pk=story.pk).delete()


def walled(story):
    PageViewRestriction.objects.create(page=story, restriction_type="login")


def withdrawn(story, because="We were wrong."):
    """Readers may know of it, and are told why it is gone."""
    withdraw([story.pk], because, user=None)
    draft(story)


HIDDEN = [draft, embargoed, expired]


def name_of(hide) -> str:
    return hide.__name__
