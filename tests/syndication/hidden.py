"""Ways in which a public story becomes one that readers may not see."""

from datetime import timedelta

from django.utils import timezone

from news.models import ArticlePage


def draft(story):
    ArticlePage.objects.get(pk=story.pk).unpublish()


def embargoed(story):
    later = timezone.now() + timedelta(hours=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=later)


def expired(story):
    before = timezone.now() - timedelta(hours=1)
    ArticlePage.objects.filter(pk=story.pk).update(expire_at=before)


HIDDEN = [draft, embargoed, expired]


def name_of(hide) -> str:
    return hide.__name__
