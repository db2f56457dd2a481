"""``HashtagField``: a story's hashtags, in the editor's order, in memory until saved.

Replaces four habits of taggit and modelcluster: rows made by a mere preview, sorting by
row id, matching by exact spelling, and one query for each hashtag of a revision.
"""

from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from taggit.utils import require_instance_manager

from hashtags.forms import HashtagFormField
from hashtags.models import Hashtag


class HashtagField(ClusterTaggableManager):
    """``instance.hashtags``; ``through`` is a concrete ``HashtaggedBase``.

    The model calls ``self.hashtags.create_pending()`` at the start of ``save()`` and of
    ``save_revision()``; until then nothing is written.
    """

    def __init__(self, verbose_name="hashtags", help_text="", **kwargs):
        super().__init__(verbose_name=verbose_name, help_text=help_text, **kwargs)

    def __get__(self, instance, model):
        return StoryHashtags(
            through=self.through,
            model=model,
            instance=instance,
            prefetch_cache_name=self.name,
            ordering=self._in_story_order() if instance is not None else None,
        )

    def _in_story_order(self):
        return [f"{self.through.tag_relname()}__sort_order"]

    def value_from_object(self, instance) -> list[Hashtag]:
        return list(getattr(instance, self.name).all())

    def formfield(self, form_class=HashtagFormField, **kwargs):
        return super().formfield(form_class=form_class, **kwargs)


class StoryHashtags(_ClusterTaggableManager):
    """The hashtags of one story; changes stay in memory until the story is saved.

    Wherever hashtags are given, names are welcome too, in any spelling.
    """

    def get_queryset(self, extra_filters=None):
        if self.instance is not None:
            items = self.get_tagged_item_manager()
            if items.is_deferring:
                prefetch_related_objects(items.get_object_list(), self._tags())
        return super().get_queryset(extra_filters)

    def get_prefetch_querysets(self, instances, querysets=None):
        self.ordering = [f"{self.through.tag_relname()}__sort_order"]
        return super().get_prefetch_querysets(instances, querysets)

    @require_instance_manager
    def set(self, hashtags, **kwargs):
        """Replace them all, keeping the rows of those that stay. Writes nothing."""
        self._remove_prefetched_objects()
        items = self.get_tagged_item_manager()
        rows = {item.tag_id: item for item in items.all() if item.tag_id}
        placed = []
        for sort_order, hashtag in enumerate(self._hashtags(hashtags)):
            item = rows.get(hashtag.pk) or self.through()
            item.tag, item.sort_order = hashtag, sort_order
            placed.append(item)
        items.set(placed)

    @require_instance_manager
    def add(self, *hashtags, **kwargs):
        self.set([*self.all(), *hashtags])

    @require_instance_manager
    def remove(self, *hashtags):
        gone = {hashtag.folded for hashtag in self._hashtags(hashtags)}
        self.set([hashtag for hashtag in self.all() if hashtag.folded not in gone])

    @require_instance_manager
    def create_pending(self) -> None:
        """Make rows of the hashtags that are new, so that the story can hold their ids.

        Follows merges too: publishing an older revision never brings back a hashtag
        that was merged since. Does nothing where no change is held in memory.
        """
        if self.get_tagged_item_manager().is_deferring:
            self.set(Hashtag.objects.create_missing(self.all()))

    def _hashtags(self, hashtags):
        """Hashtags for hashtags and names, in order, each once; new ones unsaved."""
        by_fold = {}
        for are_names, run in groupby(hashtags, lambda each: isinstance(each, str)):
            for hashtag in Hashtag.objects.for_names(run) if are_names else run:
                by_fold.setdefault(hashtag.folded, hashtag)
        return by_fold.values()

    def _tags(self):
        return Prefetch("tag", Hashtag.objects.select_related("merged_into"))
