"""The Markdown twin of a story: what its page tells, for machines that read text."""

from collections.abc import Iterator

from django.db.models import Prefetch, prefetch_related_objects

from delivery.tags import story_tag, tag
from news.dates import day_text
from news.models import ArticlePage, Byline, Correction, SourceReference
from syndication.markdown.blocks import body_of, picture
from syndication.markdown.front_matter import front_matter
from syndication.markdown.text import emphasised, heading, inline, line, lines, link

ENDING = ".md"
# Around the body: what is outside, the front matter says, too. No text can hold them.
BEGINS, ENDS = "<!-- story -->", "<!-- end of story -->"
# The editor's order; rows that code made have none, and keep theirs.
IN_ORDER = ("sort_order", "pk")


def twin_of(page_address: str) -> str:
    """Where the twin of the story at that address or path lies."""
    return page_address.rstrip("/") + ENDING


def twin(story: ArticlePage, root: str) -> str:
    """The story as Markdown; ``root`` is the site's address.

    Eight queries at most beside the story's own, which comes with its category, outlet
    and picture: hashtags and what they were merged into, authors, sources with their
    outlets, corrections; two for the body.
    """
    bylines = Byline.objects.select_related("author").order_by(*IN_ORDER)
    sources = SourceReference.objects.select_related("source__outlet")
    prefetch_related_objects(
        [story],
        "hashtags__merged_into",
        Prefetch("bylines", bylines),
        Prefetch("source_references", sources.order_by(*IN_ORDER)),
        "corrections",
    )
    tag(story_tag(story.pk), until=story.expire_at)
    tag(*(each.source.tag for each in story.source_references.all() if each.source))
    return "\n\n".join([front_matter(story, root), *_parts(story, root)]) + "\n"


def withdrawn(story: ArticlePage) -> str:
    """What is left of a withdrawn story: as its page, the day and the public reason."""
    tag(story_tag(story.pk))
    title = f"This story was withdrawn on {day_text(story.withdrawn_at)}"
    return "\n\n".join([heading(title, 1), *lines(story.withdrawn_because)]) + "\n"


def _parts(story: ArticlePage, root: str) -> Iterator[str]:
    for retraction in story.retractions:
        yield from _told(retraction)
    yield heading(story.title, 1)
    if label := _label(story):
        yield label
    if story.standfirst.strip():
        yield line(story.standfirst)
    if story.hero_image:
        words = story.shown_hero_alt, story.shown_hero_caption
        yield from picture(story.hero_image, *words, story.hero_image.credit, root)
    yield BEGINS
    yield from body_of(story, root)
    yield ENDS
    yield from _sources(story, root)
    if below := story.corrections_below:
        yield heading("Corrections", 2)
        for correction in below:
            yield from _told(correction)


def _label(story: ArticlePage) -> str:
    """What readers must know of its kind before they read; '' of news."""
    paid = story.is_sponsored and story.paid_for_by
    label = f"Paid for by {story.paid_for_by}" if paid else story.label
    return emphasised(inline(label), "**")


def _told(correction: Correction) -> list[str]:
    """A correction of any kind, with its day."""
    kind = correction.get_kind_display()
    head = f"**{kind}, {day_text(correction.made_at)}**"
    return [head, *lines(correction.text)]


def _sources(story: ArticlePage, root: str) -> Iterator[str]:
    references = list(story.source_references.all())
    if references:
        yield heading("Sources", 2)
        cited = enumerate((_cited(each, root) for each in references), 1)
        yield "\n".join(f"{number}. {text}" for number, text in cited)
    elif story.original_reporting:
        yield heading("Sources", 2)
        yield "Original reporting."


def _cited(reference: SourceReference, root: str) -> str:
    source, shown = reference.source, inline(reference.display)
    about = [link(shown, reference.display, root)]
    if source and source.is_dead:
        archived = link("archived copy", source.archive_url, root)
        about.append(
            f"no longer online{f' ({archived})' if source.archive_url else ''}"
        )
    about += [inline(reference.outlet_name), inline(reference.title)]
    about.append(inline(reference.author))
    if reference.published:
        about.append(f"{reference.published:%Y-%m-%d}")
    about.append(reference.get_role_display())
    return ", ".join(part.strip(" ") for part in about if part.strip(" "))
