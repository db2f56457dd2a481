"""Writing versions."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models.version import UNSHOWN, StoryVersion

Change = StoryVersion.Change
GRAVEST_FIRST = (
    Change.RETRACTION,
    Change.CORRECTION,
    Change.CLARIFICATION,
    Change.UPDATE,
)
# The note of a version that shows a correction no more; its words stay with the former.
TAKEN_AWAY = "What readers were told of the story earlier was taken away."


def record_publish(story, revision, who) -> StoryVersion:
    """Write the version that a publish of ``revision`` shows, and return it.

    ``story`` is the story as it was just saved, its row locked; ``who`` a user or None.
    """
    last = StoryVersion.objects.last_publish(story.pk)
    content = shown(story)
    corrections = story.corrections.all()
    pks = [each.pk for each in corrections]
    new = [each for each in corrections if last and _is_told_since(last, each)]
    gone = set(last.correction_pks) - set(pks) if last else set()
    if last is None:
        change = Change.FIRST
    elif new:
        change = _gravest(new)
    elif gone:
        change = Change.UPDATE
    elif PageLogEntry.objects.filter(
        revision=revision, action="wagtail.revert"
    ).exists():
        change = Change.REVERT
    else:
        change = Change.MINOR
    note = "\n".join([*(each.text for each in new), *([TAKEN_AWAY] if gone else [])])
    return write(
        story.pk,
        change,
        who,
        content=content,
        note=note,
        correction_pks=pks,
        readable_from=_readable_from(story),
    )


def record_unpublish(story, who) -> StoryVersion:
    """Write that ``story`` was taken down, or has expired, and return that."""
    if story.expired:
        change = Change.EXPIRE
    else:
        change = Change.WITHDRAWN if story.withdrawn_at else Change.UNPUBLISH
    return write(story.pk, change, who, note=story.withdrawn_because)


def _is_told_since(last: StoryVersion, correction) -> bool:
    """Whether readers of ``last`` did not see the correction, or not as it is now."""
    told = correction.told_at
    return correction.pk not in last.correction_pks or bool(told and told > last.at)


def _gravest(corrections: list) -> Change:
    """The kind of the gravest of them, by which the version is known."""
    kinds = {each.kind for each in corrections}
    return next(change for change in GRAVEST_FIRST if change in kinds)


def shown(story) -> dict:
    """All of a story that a reader was shown, as JSON holds it."""
    content = story.serializable_data()
    return {name: value for name, value in content.items() if name not in UNSHOWN}


def _readable_from(story) -> datetime | None:
    """When readers may see the story as it is published now; None where they may not.

    Embargo and expiry are not looked up again: the version says them.
    """
    if story.get_view_restrictions():
        return None
    now = timezone.now()
    begins = max(now, story.embargo_until or now)
    return None if story.expire_at and story.expire_at <= begins else begins


def write(story_pk: int, change, who, **fields) -> StoryVersion:
    """Append an entry to the story's chain; the story's row, if any, is locked.

    ``who`` is a user or None.
    """
    chain = StoryVersion.objects.of(story_pk).values_list("number", "chain_hash")
    number, previous = chain.last() or (0, "")
    version = StoryVersion(
        story_id=story_pk,
        number=number + 1,
        at=timezone.now(),
        who=who.get_username() if who else "",
        change=change,
        **fields,
    )
    version.seal(previous)
    version.save()
    return version
