"""Destroying the text of a version: a court order, a minor's name, an erasure.

What other versions say stays; so do the date and the kind of reason. Hashtags, sources
and pictures are the newsroom's, and are left alone; so is the address of the story.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Comment,
    PageLogEntry,
    Revision,
    TaskState,
)

from delivery.outbox import new_event
from news.ledger import shown, write
from news.models import ArticlePage, StoryVersion
from news.models.article import WITHHELD
from news.text import plain_text

WORDED = (
    *("title", "card_headline", "standfirst", "kicker", "paid_for_by", "share_text"),
    *("hero_alt", "hero_caption", "seo_title", "search_description"),
    "republish_note",
)
PARTS = {
    "corrections": ("text",),
    "bylines": ("role",),
    "source_references": ("title", "author"),
}
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# What staff wrote, in the data of Wagtail's log entries.
REMARKS = {"comment", "text"}


@transaction.atomic
def withhold(
    version: StoryVersion, reason: str, because: str, user, all_drafts: bool = False
) -> StoryVersion:
    """Destroy a version's text wherever the database holds it; returns the entry of it.

    ``because`` is for the newsroom alone. With ``all_drafts``, every draft that was
    superseded by now goes, too, with what the desk remarked. Raises ValidationError,
    with what to do first, while readers or a draft in use still have the text.
    """
    story = ArticlePage.objects.filter(pk=version.story_id).first()
    if story is not None:
        story.hold()
        story.refresh_from_db()
    version = StoryVersion.objects.select_for_update().get(pk=version.pk)
    refuse_what_cannot_go(version, story)
    if story is not None:
        if version.content is None:
            _say_another_reason(version, StoryVersion.Reason(reason).label)
        elif version == _last_publish(story):
            story = _as_its_newest_draft(story)
        _destroy_what_wagtail_keeps(version, story, all_drafts)
    content = {"version": version.number, "reason": reason, "because": because}
    entry = write(version.story_id, StoryVersion.Change.WITHHOLD, user, content=content)
    version.content, version.note = None, ""
    version.withheld_at, version.withheld_for = entry.at, reason
    version.save(update_fields=["content", "note", "withheld_at", "withheld_for"])
    if story is not None:
        data = {"version": version.number, "reason": reason}
        log(instance=story, action="news.withhold", data=data, user=user)
        story.tell(new_event("withheld"))
    return entry


def refuse_what_cannot_go(version: StoryVersion, story: ArticlePage | None) -> None:
    """Raise ValidationError where the text of ``version`` cannot be destroyed now."""
    if version.withheld_at:
        raise ValidationError("The text of this version is destroyed already.")
    if not version.has_words:
        raise ValidationError("This entry showed readers no text.")
    if story is None or version.content is None:
        return
    is_last = version == _last_publish(story)
    if is_last and story.live:
        raise ValidationError(
            "Readers still see this. Publish a version without it, or withdraw the "
            "story; then withhold this one."
        )
    draft = story.get_latest_revision() if is_last else None
    lost = _lost(version, draft.content if draft else shown(story))
    if is_last and not lost:
        raise ValidationError(
            "The newest draft of the story still says all of this. Take the words out "
            "there, save the draft, and try again: nobody need publish it."
        )
    for revision in _drafts_in_use(story):
        if text := next(iter(lost & texts_of(revision.content)), None):
            raise ValidationError(
                "The newest draft of the story, or one that is scheduled, still says "
                f"'{text[:80]}'. Take it out there, save, and try again."
            )


def _last_publish(story: ArticlePage) -> StoryVersion | None:
    return StoryVersion.objects.of(story.pk).publishes().last()


def _lost(version: StoryVersion, said: dict) -> set[str]:
    """The words of a version, or a withdrawal's reason, that are not ``said``."""
    if version.content is None:
        return {plain_text(version.note)} - texts_of(said)
    return texts_of(version.content) - texts_of(said)


def _say_another_reason(version: StoryVersion, instead: str) -> None:
    """Where the story, or a draft of it, says why it was withdrawn."""
    told = {"withdrawn_because": version.note}
    story = ArticlePage.objects.filter(pk=version.story_id)
    for revision in story.get().revisions.iterator(chunk_size=50):
        if told.items() <= revision.content.items():
            content = revision.content | {"withdrawn_because": instead}
            Revision.objects.filter(pk=revision.pk).update(content=content)
    story.filter(**told).update(withdrawn_because=instead)


def _as_its_newest_draft(story: ArticlePage) -> ArticlePage:
    """Put the newest draft of a story that is not live in its place, and its aliases'.

    Nobody reads it there; its address, and what that says of it, stay.
    """
    content = story.get_latest_revision().content
    aliases = ArticlePage.objects.filter(alias_of=story.pk)
    for page in (story, *aliases):
        draft = page.with_content_json(content)
        draft.slug, draft.expired = page.slug, page.expired
        draft.draft_title = draft.title
        draft.set_url_path(draft.get_parent())
        if page != story:
            story.copy_all_child_relations(target=draft)
        draft.save(clean=False)
        if page == story:
            story = draft
    return story


def texts_of(content: dict) -> set[str]:
    """Each stretch of words that a revision or a version holds, as plain text."""
    return {text for stored in _stored(content) if (text := plain_text(stored))}


def _stored(content: dict) -> Iterator[str]:
    for name in WORDED:
        yield content.get(name) or ""
    for name, fields in PARTS.items():
        for part in content.get(name, []):
            yield from (part.get(field) or "" for field in fields)
    for block in json.loads(content.get("body") or "[]"):
        yield from _strings(block["value"])


def _strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _drafts_in_use(story: ArticlePage):
    """Revisions that are not published yet and may still be."""
    waiting = Q(approved_go_live_at__isnull=False)
    waiting |= Q(pk=story.latest_revision_id)
    return story.revisions.filter(waiting).exclude(pk=story.live_revision_id)


def _destroy_what_wagtail_keeps(
    version: StoryVersion, story: ArticlePage, all_drafts: bool
) -> None:
    lost = _lost(version, shown(story))
    begins, ends = (LONG_AGO, timezone.now()) if all_drafts else _time_of(version)
    kept = {story.live_revision_id, *_drafts_in_use(story).values_list("pk", flat=True)}
    doomed = [
        revision.pk
        for revision in story.revisions.iterator(chunk_size=50)
        if revision.pk not in kept
        and WITHHELD not in revision.content
        and (begins < revision.created_at <= ends or lost & texts_of(revision.content))
    ]
    Revision.objects.filter(pk__in=doomed).update(
        content={WITHHELD: version.number, "pk": story.pk}, object_str="Withheld"
    )
    TaskState.objects.filter(revision__in=doomed).update(comment="")
    _destroy_comments(story, ends, kept)
    _destroy_log(story, doomed, lost, ends)


def _time_of(version: StoryVersion) -> tuple[datetime, datetime]:
    """When the version was worked on and shown: between the publishes around it.

    No time at all for the reason of a withdrawal.
    """
    if version.content is None:
        return LONG_AGO, LONG_AGO
    publishes = StoryVersion.objects.of(version.story_id).publishes()
    before = publishes.filter(number__lt=version.number).last()
    after = publishes.filter(number__gt=version.number).first()
    return before.at if before else LONG_AGO, after.at if after else timezone.now()


def _destroy_comments(story: ArticlePage, ends: datetime, kept: set[int]) -> None:
    """What the desk remarked until the next version, in kept revisions, too."""
    comments = Comment.objects.filter(page=story.pk, created_at__lte=ends)
    pks = set(comments.values_list("pk", flat=True))
    comments.delete()
    for revision in Revision.objects.filter(pk__in=kept - {None}):
        remarks = revision.content.get(COMMENTS_RELATION_NAME, [])
        left = [remark for remark in remarks if remark["pk"] not in pks]
        content = of_its_own_words(revision.content, left)
        Revision.objects.filter(pk=revision.pk).update(content=content)


def of_its_own_words(content: dict, remarks: list[dict]) -> dict:
    """A revision's content with these remarks of the desk and no others.

    Also without the headline and the opening that the story had before it, which mean
    nothing there.
    """
    before = {"draft_title": content.get("title", ""), "excerpt": ""}
    return content | before | {COMMENTS_RELATION_NAME: remarks}


def _destroy_log(story, doomed: list[int], lost: set[str], ends: datetime) -> None:
    """Headlines and remarks in the log; who did what and when stays."""
    aliases = ArticlePage.objects.filter(alias_of=story.pk)
    pages = [story.pk, *aliases.values_list("pk", flat=True)]
    for entry in PageLogEntry.objects.filter(page__in=pages):
        old = entry.timestamp <= ends or entry.revision_id in doomed
        data = _without(entry.data, lost, remarks=old)
        label = story.title if entry.label in lost or old else entry.label
        if (data, label) != (entry.data, entry.label):
            PageLogEntry.objects.filter(pk=entry.pk).update(data=data, label=label)


def _without(data, lost: set[str], remarks: bool):
    """``data`` with '' for each string that is lost, and for staff's remarks."""
    if isinstance(data, dict):
        return {
            key: ""
            if remarks and key in REMARKS and isinstance(value, str)
            else _without(value, lost, remarks)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_without(each, lost, remarks) for each in data]
    return "" if isinstance(data, str) and plain_text(data) in lost else data
