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
    last = versions.last()
    content = shown(story)
    publishes = versions.exclude(change__in=[Change.UNPUBLISH, Change.EXPIRE])
    new = _new_corrections(content, publishes)
    if not publishes:
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
    return _write(story, last, change, who, content=content, note=note)


def record_unpublish(story, who) -> StoryVersion:
    """Write that ``story`` was taken down, or has expired, and return that."""
    change = Change.EXPIRE if story.expired else Change.UNPUBLISH
    return _write(story, StoryVersion.objects.of(story.pk).last(), change, who)


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


def _write(story, last, change, who, content=None, note="") -> StoryVersion:
    version = StoryVersion(
        story_id=story.pk,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        who=who.get_username() if who else "",
        change=change,
        note=note,
        content=content,
    )
    version.seal(last.chain_hash if last else "")
    version.save()
    return version


def _new_corrections(content: dict, publishes) -> list[dict]:
    """Corrections that no version has shown; none for the first publish.

    A withheld version's content is gone, but its note tells what it corrected.
    """
    if not publishes:
        return []
    with_content = publishes.filter(content__isnull=False).last()
    before = with_content.content.get("corrections", []) if with_content else []
    known = {correction["pk"] for correction in before}
    withheld = publishes.filter(content__isnull=True).values_list("note", flat=True)
    told = {line for note in withheld for line in note.splitlines()}
    return [
        one
        for one in content["corrections"]
        if one["pk"] not in known and not told.issuperset(one["text"].splitlines())
    ]
