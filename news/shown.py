"""All that a story's page shows, in three queries however much that is."""

from datetime import datetime
from functools import cached_property

from django.utils import timezone
from wagtail.models import Page

from delivery.tags import listing_tag, story_tag, tag
from news.at_hand import Found
from news.listings import StoryList
from news.mentions import mentions_of
from news.models.listing import ListingKind
from news.models.parts import (
    Byline,
    Correction,
    RelatedPick,
    SourceReference,
    StoryHashtag,
)
from news.models.version import StoryVersion
from news.named import found_of, keys_named, parts_named
from news.related import AT_LEAST, AT_MOST, PICKED, RelatedTo
from news.together import Part, Together

MORE = 4
# What is edited with a story, and what is shown with each of those.
PARTS = {
    "bylines": (Byline, "article", ("author", "author__photo")),
    "tagged_items": (StoryHashtag, "content_object", ("tag", "tag__merged_into")),
    "source_references": (SourceReference, "article", ("source", "source__outlet")),
    "corrections": (Correction, "article", ()),
    "related_picks": (RelatedPick, "article", ()),
}


class ShownOnStory:
    """What ``story``, an ``ArticlePage`` that a reader opens, shows beside its row."""

    def __init__(self, story):
        self.story = story
        self._named = mentions_of(story.body)
        # How often readers were told of a change, and where.
        self.edits, self.history = 0, ""

    @property
    def named(self) -> set[int]:
        """Primary keys of the stories that the body names."""
        return self._named.stories

    def load_parts(self) -> Found:
        """Put the story's own parts in its relations; returns what its body shows.

        Counts ``edits`` too, and finds the address of the ``history`` that has them.

        One query: each part of it is by primary keys or a foreign key with an index.
        Relations that hold unsaved changes, as in a preview, stay as they are.
        """
        unread = [] if self.story.pk is None else self._unread_relations()
        named = self._named
        values = keys_named(named)
        if unread:
            values["story"] = self.story.pk
        if self.story.first_published_at != self.story.last_published_at:
            values |= {"original": self.story.alias_of_id or self.story.pk}
            values |= {"now": self._now}
        rows = _together(*unread, **values)
        if edits := rows.get("edits"):
            self.edits, self.history = len(edits), f"{rows['original'][0].url}history/"
        for name in unread:
            rows[name].sort(key=lambda row: row.pk)
            getattr(self.story, name).set(rows[name])
        return found_of(named, rows, self._stories)

    @cached_property
    def related(self) -> list[tuple]:
        """At most four stories that the story does not name itself, with the reasons.

        The editors' picks come first. One alone is shown only if it is a pick.
        """
        stories = {story.pk: story for story in self._stories}
        related = [
            (stories[pk], reason)
            for pk, reason in self._proposed.items()
            if pk in stories
        ][:AT_MOST]
        picked = any(reason == PICKED for _, reason in related)
        return related if picked or len(related) >= AT_LEAST else []

    @property
    def more(self) -> list:
        """The newest others of the category, less what the page shows already."""
        shown = self._named.stories | {story.pk for story, _ in self.related}
        section = self.story.category_id
        return [
            story
            for story in self._stories
            if story.category_id == section
            and story.alias_of_id is None
            and story.pk not in shown
        ][:MORE]

    @cached_property
    def _stories(self) -> list:
        """Stories that the body names, ``related`` and ``more``, ready for cards.

        One query, after that which finds what is related.
        """
        story, named, proposed = self.story, self._named.stories, self._proposed
        category = StoryList(ListingKind.CATEGORY, story.category_id, self._now)
        # What is hidden now, too: the page changes when it comes out.
        tag(listing_tag(category.kind, category.key))
        others = named | proposed.keys()
        tag(*map(story_tag, others))
        wanted = MORE + len(proposed)
        return category.newest_and(others, wanted, without=self._not_beside)

    @cached_property
    def _proposed(self) -> dict[int, str]:
        """Stories that may be shown as related, the best first, with the reasons."""
        picks = [pick.story_id for pick in self.story.related_picks.all()]
        picks = [pk for pk in picks if pk and pk not in self._not_beside]
        found = RelatedTo(self.story, self._now, self._not_beside).best()
        return dict.fromkeys(picks, PICKED) | {
            pk: reason for pk, reason in found.items() if pk not in picks
        }

    @cached_property
    def _now(self) -> datetime:
        return timezone.now()

    @property
    def _not_beside(self) -> set[int]:
        """The story itself, under each of its addresses, and what its body names."""
        story = self.story
        return {*self._named.stories, story.pk, story.alias_of_id} - {None}

    def _unread_relations(self) -> list[str]:
        return [n for n in PARTS if not getattr(self.story, n).is_deferring]


def _parts(*unread, story=None, original=None, now=None, **named) -> dict[str, Part]:
    """The relations of ``story`` that are unread, what its body names, its edits."""
    parts = {
        name: Part(model.objects.filter(**{key: story}), beside)
        for name, (model, key, beside) in PARTS.items()
        if name in unread
    }
    parts |= parts_named(**named)
    if original is not None:
        # What told readers of a change, where they may open the history.
        open_to_all = _stories().with_history(now).filter(pk=original)
        told = StoryVersion.objects.of(original).seen_by_readers().told()
        told = told.filter(story__in=open_to_all.values("pk"))
        parts["edits"] = Part(told, fields=("id",))
        place = Page.objects.filter(pk=original)
        parts["original"] = Part(place, fields=("id", "url_path"))
    return parts


_together = Together(_parts)


def _stories():
    return StoryHashtag.content_object.field.related_model.objects
