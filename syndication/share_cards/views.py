"""Serves share cards: a story's while any reader may see the story."""

import logging
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from delivery.caching import NEVER
from delivery.tags import story_tag, tag
from home.furniture import furniture_of
from syndication.share_cards.card import Card, card_of, plain_card
from syndication.share_cards.drawing import drawn
from syndication.share_cards.kept import content_of, stories_with_cards

logger = logging.getLogger("newsclip.share_cards")


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
    """The card; without its pictures, and kept by nobody, while they cannot be read."""
    if name != card.name:
        return redirect(card.address)
    try:
        return HttpResponse(content_of(card), content_type=card.content_type)
    except OSError as error:
        logger.warning("The card %s is shown without pictures: %s", name, error)
    plain = replace(card, picture=None, logo=None)
    return HttpResponse(
        drawn(plain),
        content_type=plain.content_type,
        headers={"Cache-Control": NEVER.header()},
    )
