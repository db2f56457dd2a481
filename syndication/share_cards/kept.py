"""Cards that were drawn, kept as private files: one a story, named by its digest."""

from contextlib import closing
from datetime import timedelta
from io import BytesIO

from django.core.files.storage import default_storage
from django.utils import timezone

from home.furniture import brand_of
from news.models import ArticlePage
from syndication.share_cards.card import Card, card_of
from syndication.share_cards.drawing import drawn

FOLDER = "share_cards"
# An older story's card is drawn when it is first asked for: not an archive's at once.
RECENT = timedelta(days=7)
# Folders of a million stories have a thousand files each.
FOLDERS = 1000


def stories_with_cards():
    """Public stories, with all that ``card_of`` reads of one: a single query."""
    stories = ArticlePage.objects.published().defer("body")
    return stories.select_related("category", "outlet", "hero_image")


def content_of(card: Card) -> bytes:
    """The card's file, drawn now if it never was; the story's former ones go then."""
    file = _file(card)
    try:
        with closing(default_storage.reading(file).content) as kept:
            return kept.read()
    except FileNotFoundError:
        content = drawn(card)
    default_storage.put(file, BytesIO(content))
    _remove(card.story, but=file)
    return content


def follow(story_pk: int) -> None:
    """Keep the card of a story as it is now, and none of one that is not public.

    Safe to run twice; draws nothing where nothing changed on the card. Raises OSError
    where the story's picture cannot be read.
    """
    story = stories_with_cards().filter(pk=story_pk).first()
    if story is None:
        _remove(story_pk)
        return
    card = card_of(story, brand_of(story.get_site()))
    if story.published_at > timezone.now() - RECENT:
        content_of(card)
    else:
        _remove(story_pk, but=_file(card))


def _file(card: Card) -> str:
    return f"{_start(card.story)}{card.name}"


def _start(story: int | None) -> str:
    """What the names of a story's files begin with."""
    part = "site" if story is None else f"{story % FOLDERS:03}"
    return f"{FOLDER}/{part}/{story or 'site'}-"


def _remove(story: int | None, but: str = "") -> None:
    files = default_storage.starting_with(_start(story))
    default_storage.remove([file.name for file in files if file.name != but])
