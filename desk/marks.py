"""The marks of a story: what it cites, and a sketch of what it says.

A text's sketch is the 16 smallest digests of its runs of five words (a bottom-k sketch:
Broder, 'On the resemblance and containment of documents', 1997). Of two texts, as large
a part of the sketches is alike as of the texts. Marks of a draft are written when it is
saved, also by autosave, so that a draft that only lives in a revision is found.
"""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.html import strip_tags
from wagtail.models import Revision

from desk.models import StoryMark
from news.models import ArticlePage
from news.signals import site_restored
from sources.addresses import address_key

SKETCH = 16
RUN = 5
# A text with fewer runs is too short to say that it is like another.
LEAST_RUNS = 20
MOST_WORDS = 20_000
SOURCE, TEXT = StoryMark.Kind.SOURCE, StoryMark.Kind.TEXT


def mark_of(text: str) -> int:
    """64 bits of a digest, as a signed number."""
    digest = blake2b(text.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def source_marks(urls: Iterable[str]) -> dict[int, str]:
    """The mark of each address that is one, with its key."""
    keys = filter(None, map(key_or_none, urls))
    return {mark_of(key): key for key in keys}


def key_or_none(url: str) -> str | None:
    """The key of a source's address; None for what is none, or not yet."""
    try:
        return address_key(url)
    except ValidationError:
        return None


def sketch(body: list) -> set[int]:
    """The marks of a story's body as stored; none where it is too short."""
    words = re.findall(r"\w+", " ".join(_texts(body)).casefold())[:MOST_WORDS]
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return (
        set(sorted(map(mark_of, runs))[:SKETCH]) if len(runs) >= LEAST_RUNS else set()
    )


def _texts(value) -> Iterator[str]:
    """The texts in a block's stored value, less those of its type and identity."""
    if isinstance(value, str):
        yield strip_tags(value)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"type", "id"}:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@receiver(post_save, sender=Revision)
def mark_a_draft(instance, update_fields=None, raw=False, **kwargs):
    """Know a story by its newest draft."""
    if raw or (update_fields is not None and "content" not in update_fields):
        return
    model = ContentType.objects.get_for_id(instance.content_type_id).model_class()
    if model is not ArticlePage:
        return
    _keep(int(instance.object_id), True, _marks_of_draft(instance.content))


def _marks_of_draft(content: dict) -> set[tuple[str, int]]:
    cited = content.get("source_references") or []
    body = content.get("body") or []
    body = json.loads(body) if isinstance(body, str) else body
    marks = {(SOURCE, each) for each in source_marks(row["url"] for row in cited)}
    return marks | {(TEXT, each) for each in sketch(body)}


@receiver(post_save, sender=ArticlePage)
def mark_a_story(instance, update_fields=None, raw=False, **kwargs):
    """Know a story by what readers see of it; its rows name its sources already."""
    if raw or not (update_fields is None or "body" in update_fields):
        return
    _keep(instance.pk, False, _marks_of_story(instance))


def _marks_of_story(story: ArticlePage) -> set[tuple[str, int]]:
    marks = sketch(list(story.body.raw_data)) if story.live else set()
    return {(TEXT, each) for each in marks}


@receiver(site_restored)
def mark_all(**kwargs):
    """Know every story of a newsroom that was restored, by its newest draft too."""
    StoryMark.objects.all().delete()
    stories = ArticlePage.objects.select_related("latest_revision").order_by("pk")
    for batch in batched(stories.iterator(chunk_size=100), 100):
        StoryMark.objects.bulk_create(
            row for story in batch for row in _rows_of_story(story)
        )


def _rows_of_story(story: ArticlePage) -> Iterator[StoryMark]:
    yield from _rows(story.pk, False, _marks_of_story(story))
    if story.latest_revision:
        yield from _rows(story.pk, True, _marks_of_draft(story.latest_revision.content))


@transaction.atomic
def _keep(story: int, drafted: bool, marks: set[tuple[str, int]]) -> None:
    """Put these marks in place of those before; writes nothing where they are alike."""
    rows = StoryMark.objects.filter(story=story, drafted=drafted)
    before = set(rows.values_list("kind", "mark"))
    if before == marks:
        return
    rows.delete()
    StoryMark.objects.bulk_create(_rows(story, drafted, marks))


def _rows(
    story: int, drafted: bool, marks: set[tuple[str, int]]
) -> Iterator[StoryMark]:
    for kind, mark in sorted(marks):
        yield StoryMark(story_id=story, drafted=drafted, kind=kind, mark=mark)
