"""Links to stories that come later in the file, made once all are there."""

import json
from collections.abc import Iterator

from django.db import transaction

from delivery.outbox import left_to_others
from syndication.importing.links import (
    address_key,
    is_of_its_site,
    pages_at,
    to_pages,
)
from syndication.importing.models import ImportedStory


class Linking:
    """Counts links between imported stories, and makes those that had to wait."""

    def __init__(self, *, publish: bool):
        self._publish = publish
        self.made = 0
        # Stories of this run by the keys of addresses without a host, which mean
        # another page on every site.
        self.here: dict[str, int] = {}
        self._taken: set[str] = set()
        # Of a dry run: which addresses there would be, and which are linked to.
        self._planned: set[str] = set()
        self._wanted: list[str] = []

    def know(self, key: str, addresses: list[str], story_pk: int) -> None:
        """A post of this run is that story."""
        self._taken.add(key)
        for address in filter(is_of_its_site, addresses):
            self.here.setdefault(address_key(address), story_pk)
            self._planned.add(address_key(address))

    def plan(self, addresses: list[str], wanted: list[str]) -> None:
        """Note the addresses of a story that would be made, and what it links to."""
        self._planned.update(map(address_key, addresses))
        self._wanted += map(address_key, wanted)

    @property
    def foreseen(self) -> int:
        """How many links there would be."""
        return sum(key in self._planned for key in self._wanted) + self.made

    def waiting(self) -> Iterator[tuple[ImportedStory, dict[str, int]]]:
        """Stories with links that waited and can be made now, and the pages of those.

        What was edited since is left, and so is what readers see, where nothing is to
        be published.
        """
        waiting = ImportedStory.objects.exclude(awaited_links=[])
        for imported in waiting.select_related("story").iterator(chunk_size=100):
            story = imported.story
            here = self.here if imported.key in self._taken else {}
            pages = pages_at(imported.awaited_links, here)
            if not pages or story is None:
                continue
            if story.latest_revision_id != imported.revision_pk:
                continue
            if self._publish or not _is_shown(imported):
                yield imported, pages

    def make(self, imported: ImportedStory, pages: dict[str, int]) -> None:
        """Link the story to these pages in a new revision.

        It is published if readers see the one before it: a draft stays one, whatever
        was public before.
        """
        with transaction.atomic(), left_to_others():
            story = imported.story.get_latest_revision_as_object()
            story.body = json.dumps(to_pages(story.body.get_prep_value(), pages))
            revision = story.save_revision(log_action=True)
            if _is_shown(imported):
                revision.publish()
            rest = [each for each in imported.awaited_links if each not in pages]
            imported.awaited_links, imported.revision_pk = rest, revision.pk
            imported.save(update_fields=["awaited_links", "revision_pk"])
        self.made += len(pages)


def _is_shown(imported: ImportedStory) -> bool:
    """Whether readers see what was imported last."""
    story = imported.story
    return story.live and story.live_revision_id == imported.revision_pk
