"""What a feed says of a story, and of a correction, whatever the feed's form."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from uuid import uuid5

from django.conf import settings
from django.template.defaultfilters import linebreaks

from delivery.tags import picture_tag, tag
from news.dates import day_text
from news.models import ArticlePage, Correction
from syndication.full_text import FullText
from syndication.pictures import largest

_NOT_IN_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Picture:
    """A story's picture, as JPEG."""

    address: str
    width: int
    height: int
    credit: str


@dataclass(frozen=True)
class Entry:
    """A story in a feed. Texts are plain but ``content``; addresses are absolute.

    ``id`` stays what it is when the address becomes another. ``content`` is HTML, ''
    where feeds have summaries alone. ``sources`` are addresses of what the story clips.
    """

    id: str
    address: str
    title: str
    summary: str
    content: str
    published: datetime
    modified: datetime
    language: str
    hashtags: list[str]
    authors: list[tuple[str, str]]  # name, address
    picture: Picture | None
    category: str
    outlet: str
    sources: list[str]
    reading_minutes: int


def in_xml(text: str) -> str:
    """``text`` without what no XML document may hold, or should (XML 1.0, 2.2)."""
    return _NOT_IN_XML.sub("", text)


def entry_of(story: ArticlePage, root: str, texts: FullText | None) -> Entry:
    """What feeds say of the story, which is loaded for feeds; without ``texts``, less.

    Its summary, too, says what readers were told of it since.
    """
    references = list(story.source_references.all())
    tag(*(each.source.tag for each in references if each.source))
    authors = [line.author for line in story.bylines.all()]
    return Entry(
        id=story.urn,
        address=story.full_url,
        title=in_xml(_labelled(story)),
        summary=in_xml(_summary_as_told(story)),
        content=in_xml(texts.html(story)) if texts else "",
        published=_to_the_second(story.published_at),
        modified=_to_the_second(story.modified_at),
        hashtags=[in_xml(hashtag.name) for hashtag in story.public_hashtags],
        authors=[(in_xml(a.name), root + a.get_absolute_url()) for a in authors],
        picture=_picture(story, root),
        sources=[in_xml(each.display) for each in references if each.url],
        **_facts(story),
    )


def entry_of_correction(correction: Correction, story: ArticlePage) -> Entry:
    """What feeds say of a correction, which stands at its own place on the story."""
    full = settings.FEED_TEXT == "full"
    return Entry(
        id=uuid5(story.translation_key, f"correction {correction.pk}").urn,
        address=f"{story.full_url}#correction-{correction.pk}",
        title=in_xml(f"{correction.get_kind_display()}: {story.title}"),
        summary=in_xml(correction.text),
        content=in_xml(linebreaks(correction.text)) if full else "",
        published=_to_the_second(correction.made_at),
        modified=_to_the_second(correction.modified_at),
        hashtags=[],
        authors=[],
        picture=None,
        sources=[],
        **_facts(story),
    )


def _to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _facts(story: ArticlePage) -> dict:
    """What is said of a story with its corrections, too."""
    category = story.shown_category
    return {
        "language": story.language,
        "category": in_xml(category.title) if category else "",
        "outlet": in_xml(story.outlet.name) if story.outlet else "",
        "reading_minutes": story.reading_minutes,
    }


def _labelled(story: ArticlePage) -> str:
    """The headline; before it what readers must know of its kind, as on a card."""
    paid = story.is_sponsored and story.paid_for_by
    label = f"Paid for by {story.paid_for_by}" if paid else story.label
    if story.is_retracted:
        label = f"Retracted, {label}" if label else "Retracted"
    return f"{label}: {story.title}" if label else story.title


def _summary_as_told(story: ArticlePage) -> str:
    """The summary, after what retracts the story and before its other corrections."""
    above = [_told(each) for each in story.retractions]
    return "\n\n".join([*above, story.summary, *map(_told, story.corrections_below)])


def _told(correction: Correction) -> str:
    """'Correction, January 7, 2026: It was 40 tonnes.'"""
    kind, day = correction.get_kind_display(), day_text(correction.made_at)
    return f"{kind}, {day}: {correction.text}"


def _picture(story: ArticlePage, root: str) -> Picture | None:
    """The largest JPEG that cards show; None while the picture's set is not ready."""
    picture = story.hero_image
    if picture is None:
        return None
    tag(picture_tag(picture.pk))
    file = largest(picture, "card")
    if file is None:
        return None
    return Picture(
        *(urljoin(root, file.path), file.width, file.height),
        credit=in_xml(picture.credit),
    )
