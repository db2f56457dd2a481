"""Stories as they will be when what is scheduled has gone out."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from news.models import ArticlePage
from news.querysets import in_its_time

# More than the front holds: what goes out before these is hardly among the newest.
MOST = 60


def coming_until(at: datetime) -> list[ArticlePage]:
    """The versions that are scheduled to go out until then, newest first.

    For a preview: several queries a story, and nothing that a reader may be shown.
    """
    due = Revision.page_revisions.filter(
        approved_go_live_at__lte=at,
        content_type=ContentType.objects.get_for_model(ArticlePage),
    )
    due = {
        int(revision.object_id): revision
        for revision in due.order_by("-approved_go_live_at")[:MOST]
    }
    listed = ArticlePage.objects.public().filter(pk__in=due, alias_of=None)
    coming = [_published(due[pk]) for pk in listed.values_list("pk", flat=True)]
    return newest_first(coming)


def as_they_will_be(
    stories: list[ArticlePage], coming: list[ArticlePage], at: datetime
) -> list[ArticlePage]:
    """``stories`` with those that come, in place of their former versions."""
    by_pk = {story.pk: story for story in [*stories, *coming]}
    return newest_first([story for story in by_pk.values() if in_its_time(story, at)])


def newest_first(stories: list[ArticlePage]) -> list[ArticlePage]:
    """As ``ArticleQuerySet.newest_first`` has them."""
    return sorted(stories, key=lambda story: (story.published_at, story.pk))[::-1]


def _published(revision: Revision) -> ArticlePage:
    story = revision.as_object()
    story.published_at = (
        story.published_at or story.first_published_at or revision.approved_go_live_at
    )
    return story
