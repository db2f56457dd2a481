"""Serves share cards: a story's while any reader may see the story."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from delivery.tags import story_tag, tag
from home.furniture import furniture_of
from syndication.share_cards.card import Card, card_of, plain_card
from syndication.share_cards.kept import content_of, stories_with_cards


@require_safe
def story_card(request: HttpRequest, story: int, name: str) -> HttpResponse:
    """A story's card; a former one leads to the present one.

    404 where readers may not see the story, as if it never was.
    """
    found = stories_with_cards().filter(pk=story).first()
    if found is None:
        raise Http404("There is no such share card.")
    tag(story_tag(found.pk), until=found.expire_at)
    return _shown(card_of(found, furniture_of(request).brand), name)


@require_safe
def site_card(request: HttpRequest, name: str) -> HttpResponse:
    """The card of pages that are no story."""
    return _shown(plain_card(furniture_of(request).brand), name)


def _shown(card: Card, name: str) -> HttpResponse:
    if name != card.name:
        return redirect(card.address)
    return HttpResponse(content_of(card), content_type=card.content_type)
