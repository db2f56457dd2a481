"""All that a story's page shows, in two queries however much that is."""

from functools import cached_property

from wagtail.documents import get_document_model
from wagtail.models import Page

from delivery.tags import listing_tag, story_tag, tag
from images.models import NewsImage
from news.at_hand import Found
from news.listings import StoryList, cards, story_pks
from news.mentions import mentions_of
from news.models.embed import Embed, embed_key
from news.models.listing import ListingKind
from news.models.parts import Byline, Correction, SourceReference, StoryHashtag
from news.querysets import SectionQuerySet
from news.together import Part, rows_together

MORE = 4
# What is edited with a story, and what is shown with each of those.
PARTS = {
    "bylines": (Byline, "article", ("author", "author__photo")),
    "tagged_items": (StoryHashtag, "content_object", ("tag", "tag__merged_into")),
    "source_references": (SourceReference, "article", ("source", "source__outlet")),
    "corrections": (Correction, "article", ()),
}


class ShownOnStory:
    """What ``story``, an ``ArticlePage`` that a reader opens, shows beside its row."""

    def __init__(self, story):
        self.story = story
        self._named = mentions_of(story.body)

    def load_parts(self) -> Found:
        """Put the story's own parts in its relations; returns what its body shows.

        One query: each part of it is by primary keys or a foreign key with an index.
        Relations that hold unsaved changes, as in a preview, stay as they are.
        """
        unread = [] if self.story.pk is None else self._unread_relations()
        named = self._named
        parts = {
            name: Part(model.objects.filter(**{key: self.story.pk}), beside)
            for name, (model, key, beside) in PARTS.items()
            if name in unread
        }
        if named.pictures:
            parts["pictures"] = Part(NewsImage.objects.filter(pk__in=named.pictures))
        if named.embeds:
            keys = [embed_key(url) for url in named.embeds]
            parts["embeds"] = Part(Embed.objects.filter(key__in=keys))
        if named.documents:
            documents = get_document_model().objects.filter(pk__in=named.documents)
            parts["documents"] = Part(documents, fields=("id", "title", "file"))
        if named.pages:
            parts["pages"] = Part(self._linked_pages(), fields=("id", "url_path"))
        rows = rows_together(parts)
        for name in unread:
            rows[name].sort(key=lambda row: row.pk)
            getattr(self.story, name).set(rows[name])
        return {
            "pictures": _by("pk", rows.get("pictures"), named.pictures),
            "embeds": _by("url", rows.get("embeds"), named.embeds),
            "documents": _by("pk", rows.get("documents"), named.documents),
            "pages": _by("pk", rows.get("pages"), named.pages),
            "stories": _by("pk", self._stories, self._named_stories),
        }

    @property
    def more(self) -> list:
        """The newest others of the category, less what the story names itself."""
        named = self._named_stories
        return [story for story in self._stories if story.pk not in named]

    @cached_property
    def _stories(self) -> list:
        """Stories that the body names and ``more``, ready for cards: one query."""
        story, named = self.story, self._named_stories
        category = StoryList(ListingKind.CATEGORY, story.category_id)
        # What is hidden now, too: the page changes when it comes out.
        tag(listing_tag(category.kind, category.key), *map(story_tag, named))
        pks = story_pks(category.proposed(0, MORE, without={*named, story.pk} - {None}))
        stories = type(story).objects
        if named:
            pks = pks.union(stories.filter(pk__in=named).values("pk"), all=True)
        return cards(stories.published(category.now).filter(pk__in=pks))

    @property
    def _named_stories(self) -> set[int]:
        """Some of them may be pages of another type."""
        return self._named.related | self._named.pages

    def _unread_relations(self) -> list[str]:
        return [n for n in PARTS if not getattr(self.story, n).is_deferring]

    def _linked_pages(self):
        """Pages other than stories, which go through their own door."""
        pages = SectionQuerySet(Page).published().filter(pk__in=self._named.pages)
        return pages.not_exact_type(type(self.story))


def _by(name: str, rows, keys) -> dict:
    """The rows by that attribute; None for each of ``keys`` that has none."""
    return dict.fromkeys(keys) | {getattr(row, name): row for row in rows or ()}
