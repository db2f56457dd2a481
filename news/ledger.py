"""Writing and verifying versions."""

from collections.abc import Iterator

from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models.version import UNSHOWN, StoryVersion

Change = StoryVersion.Change


def record_publish(story, revision, who) -> StoryVersion:
    """Write the version that a publish of ``revision`` shows, and return it.

    ``story`` is the story as it was just saved, its row locked; ``who`` a user or None.
    """
    versions = StoryVersion.objects.of(story.pk)
    publishes = versions.exclude(change__in=[Change.UNPUBLISH, Change.EXPIRE])
    known = publishes.values_list("correction_pks", flat=True).last()
    content = shown(story)
    corrections = content["corrections"]
    new = [one for one in corrections if known is not None and one["pk"] not in known]
    if known is None:
        change = Change.FIRST
    elif new:
        change = Change.CORRECTION
    elif PageLogEntry.objects.filter(
        revision=revision, action="wagtail.revert"
    ).exists():
        change = Change.REVERT
    else:
        change = Change.UPDATE
    note = "\n".join(correction["text"] for correction in new)
    pks = [correction["pk"] for correction in corrections]
    return _write(story, change, who, content=content, note=note, correction_pks=pks)


def record_unpublish(story, who) -> StoryVersion:
    """Write that ``story`` was taken down, or has expired, and return that."""
    change = Change.EXPIRE if story.expired else Change.UNPUBLISH
    return _write(story, change, who)


def shown(story) -> dict:
    """All of a story that a reader was shown, as JSON holds it."""
    content = story.serializable_data()
    return {name: value for name, value in content.items() if name not in UNSHOWN}


def faults(story_pk: int) -> Iterator[str]:
    """What is wrong with the versions of one story; nothing where they are whole."""
    previous, number = "", 0
    for version in StoryVersion.objects.of(story_pk):
        number += 1
        if version.number != number:
            yield f"{version}: number {number} is missing."
            number = version.number
        if version.chain_hash != version.hash_after(previous):
            yield f"{version}: it, or one before it, was changed after it was written."
        if not version.content_is_whole:
            yield f"{version}: its content is not what was published."
        previous = version.chain_hash


def _write(story, change, who, **fields) -> StoryVersion:
    chain = StoryVersion.objects.of(story.pk).values_list("number", "chain_hash")
    number, previous = chain.last() or (0, "")
    version = StoryVersion(
        story_id=story.pk,
        number=number + 1,
        at=timezone.now(),
        who=who.get_username() if who else "",
        change=change,
        **fields,
    )
    version.seal(previous)
    version.save()
    return version
