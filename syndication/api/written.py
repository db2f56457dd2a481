"""Stories of the database as the API says them."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse

from delivery.tags import story_tag, tag
from hashtags.models import Hashtag
from news.models import ArticlePage, Byline, CategoryIndexPage, SourceReference
from news.querysets import OF_A_CARD
from sources.models import Outlet
from syndication.api import story as shapes
from syndication.api.blocks import blocks_of
from syndication.api.pictures import picture_of
from syndication.api.shapes import Named, Picture
from syndication.bodies import Bodies
from syndication.feeds import feed_path
from syndication.forms import FORMS
from syndication.markdown.twin import twin_of
from syndication.ninjs import ninjs_address

# What the API reads of a story for a list, beside what a card does.
BESIDE_A_CARD = [
    *("hero_alt", "hero_decorative", "hero_caption"),
    *("hero_image__caption", "hero_image__credit"),
]
BYLINES = Prefetch("bylines", Byline.objects.select_related("author"))
SOURCES = Prefetch(
    "source_references", SourceReference.objects.select_related("source__outlet")
)


def stories_of(pks: list[int]) -> list[ArticlePage]:
    """Those of the stories that readers may see now, in that order: four queries.

    Themselves, their hashtags, those these were merged into, their authors; never a
    body.
    """
    public = ArticlePage.objects.published().filter(pk__in=pks)
    public = public.select_related("category", "outlet", "hero_image")
    found = {story.pk: story for story in public.only(*OF_A_CARD, *BESIDE_A_CARD)}
    stories = [found[pk] for pk in pks if pk in found]
    for story in stories:
        tag(story_tag(story.pk), until=story.expire_at)
    prefetch_related_objects(stories, "hashtags__merged_into", BYLINES)
    return stories


def card_of(story: ArticlePage, root: str) -> shapes.StoryCard:
    """The story as lists show it; ``root`` is the site's address."""
    return shapes.StoryCard(**_of_a_card(story, root))


def loaded(found: QuerySet[ArticlePage]) -> ArticlePage | None:
    """The one story of ``found`` with all its parts, six queries; None without one."""
    story = found.select_related("category", "outlet", "hero_image").first()
    if story is None:
        return None
    tag(story_tag(story.pk), until=story.expire_at)
    prefetch_related_objects(
        [story], "hashtags__merged_into", BYLINES, SOURCES, "corrections"
    )
    return story


def whole(story: ArticlePage, root: str) -> shapes.Story:
    """A story that is ``loaded``, whole: two queries more, for what its body names."""
    bodies = Bodies([story], root)
    return shapes.Story(
        **_of_a_card(story, root),
        body_html=bodies.html(story),
        body=blocks_of(story, bodies, root),
        sources=list(cited_by(story, root)),
        corrections=[
            shapes.Correction(kind=each.kind, made=each.made_at, text=each.text)
            for each in story.corrections.all()
        ],
    )


def cited_by(story: ArticlePage, root: str) -> Iterable[shapes.SourceCited]:
    """The reports that the story clips, in the editor's order."""
    for each in story.source_references.all():
        if each.source:
            tag(each.source.tag)
            yield shapes.SourceCited(
                id=each.source_id,
                url=each.display,
                canonical=each.source.canonical,
                role=each.role,
                title=each.title,
                author=each.author,
                outlet=named(each.source.outlet, root),
                published=each.published,
            )


def named(thing: Hashtag | Outlet | CategoryIndexPage, root: str) -> Named:
    """A thing that stories are filed by, in a word."""
    if isinstance(thing, CategoryIndexPage):
        return Named(name=thing.title, slug=thing.slug, url=thing.full_url)
    path = thing.get_absolute_url()
    return Named(name=thing.name, slug=thing.slug, url=root + path)


def hero_of(story: ArticlePage, root: str) -> Picture | None:
    """The story's own picture, in its words."""
    words = story.shown_hero_alt, story.shown_hero_caption
    credit = story.hero_image.credit if story.hero_image else ""
    return picture_of(story.hero_image, *words, credit, root)


def _of_a_card(story: ArticlePage, root: str) -> dict:
    category = story.shown_category
    return {
        "id": story.pk,
        "headline": story.title,
        "short_headline": story.short_headline,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "summary": story.summary,
        "type": story.story_type,
        "label": story.label,
        "paid_for_by": story.paid_for_by if story.is_sponsored else "",
        "retracted": story.is_retracted,
        "language": story.language,
        "direction": story.direction,
        "published": story.published_at,
        "updated": max(story.published_at, story.updated_at or story.published_at),
        "word_count": story.word_count,
        "reading_minutes": story.reading_minutes,
        "category": category and named(category, root),
        "outlet": story.outlet and named(story.outlet, root),
        "hashtags": [named(hashtag, root) for hashtag in story.public_hashtags],
        "authors": [_byline(line, root) for line in story.bylines.all()],
        "picture": hero_of(story, root),
        "links": _links(story, root),
    }


def _byline(line: Byline, root: str) -> shapes.Byline:
    author = line.author
    url = root + author.get_absolute_url()
    return shapes.Byline(name=author.name, slug=author.slug, url=url, role=line.role)


def _links(story: ArticlePage, root: str) -> shapes.Links:
    page = story.full_url
    category = story.shown_category
    return shapes.Links(
        api=f"{root}{reverse('api-1:story', args=[story.pk])}",
        html=page,
        ninjs=ninjs_address(story),
        markdown=twin_of(page),
        feeds=[f"{root}{feed_path(category, form)}" for form in FORMS],
    )
