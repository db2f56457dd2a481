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
from hashtags.querysets import without_repeats


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
        """What the editor sees: merged hashtags as what they were merged into."""
        return without_repeats(getattr(instance, self.name).all())

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
        """Replace them all, keeping the rows of those that stay. Writes nothing.

        A row whose hashtag was merged into one of them stays as it is: undoing the
        merge gives the story back what it was tagged with.
        """
        self._remove_prefetched_objects()
        items = self.get_tagged_item_manager()
        rows = [row for row in items.all() if row.tag_id]
        prefetch_related_objects(rows, self._tags())
        leading = {}
        for row in rows:
            leading.setdefault(row.tag.resolved.pk, []).append(row)
        placed = []
        for hashtag in self._hashtags(hashtags):
            placed += leading.get(hashtag.pk) or [self.through(tag=hashtag)]
        for sort_order, row in enumerate(placed):
            row.sort_order = sort_order
        items.set(placed)

    @require_instance_manager
    def add(self, *hashtags, **kwargs):
        self.set([*self.all(), *hashtags])

    @require_instance_manager
    def remove(self, *hashtags):
        gone = {hashtag.folded for hashtag in self._hashtags(hashtags)}
        carried = self._hashtags(self.all())
        self.set([hashtag for hashtag in carried if hashtag.folded not in gone])

    @require_instance_manager
    def create_pending(self) -> None:
        """Make rows of the hashtags that are new, so that the story can hold their ids.

        Does nothing where no change is held in memory.
        """
        if self.get_tagged_item_manager().is_deferring:
            self.set(Hashtag.objects.create_missing(self.all()))

    def _hashtags(self, hashtags):
        """Hashtags for hashtags and names, in order, each once; new ones unsaved.

        Merged ones are followed.
        """
        found = []
        for are_names, run in groupby(hashtags, lambda each: isinstance(each, str)):
            if are_names:
                run = Hashtag.objects.for_names(run)
            found.extend(run)
        return without_repeats(found)

    def _tags(self):
        return Prefetch("tag", Hashtag.objects.select_related("merged_into"))
