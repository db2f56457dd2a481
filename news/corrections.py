"""What readers were told of stories: corrections, whatever their kind."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from delivery.tags import listing_tag, tag
from news.listings import cards
from news.models import ArticlePage, Correction, ListingKind


def public_corrections() -> QuerySet[Correction]:
    """Every correction of a story that any reader sees now, newest first."""
    public = ArticlePage.objects.published().filter(alias_of=None)
    made = Correction.objects.filter(Exists(public.filter(pk=OuterRef("article"))))
    return made.order_by("-made_at", "-pk")


def with_stories(made: Iterable[Correction]) -> list[tuple[Correction, ArticlePage]]:
    """Each correction with its story, ready for cards: one query.

    Without those of which the story was hidden meanwhile.
    """
    made = list(made)
    pks = {correction.article_id for correction in made}
    tag(listing_tag(ListingKind.FRONT))
    stories = cards(ArticlePage.objects.published().filter(pk__in=pks))
    by_pk = {story.pk: story for story in stories}
    return [(each, by_pk[each.article_id]) for each in made if each.article_id in by_pk]
