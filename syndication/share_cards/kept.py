"""Cards that were drawn, kept as private files: one a story, named by its digest."""

from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone

from home.furniture import brand_of
from images.files import write_whole
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
        return file.read_bytes()
    except FileNotFoundError:
        content = drawn(card)
    write_whole(file, content)
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


def _file(card: Card) -> Path:
    return _folder(card.story) / f"{card.story or 'site'}-{card.name}"


def _folder(story: int | None) -> Path:
    part = "site" if story is None else f"{story % FOLDERS:03}"
    return Path(default_storage.path(f"{FOLDER}/{part}"))


def _remove(story: int | None, but: Path | None = None) -> None:
    for file in _folder(story).glob(f"{story or 'site'}-*"):
        if file != but:
            file.unlink(missing_ok=True)
