"""What readers are told when a story that they have seen is published again."""

from datetime import UTC, datetime

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.url_routing import RouteResult

from news.models.base import NotSaved
from news.models.parts import Correction
from news.models.timing import TimedPage
from news.models.version import StoryVersion
from news.querysets import in_its_time


class Republish(models.TextChoices):
    """How a story is published again. All but a minor fix are kinds of correction."""

    MINOR = "minor", "Minor fix"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    RETRACTION = "retraction", "Retraction"


class RepublishedPage(TimedPage):
    """A page whose revisions carry what their publish is to tell readers.

    The publish spends it: what was chosen before readers were last told of anything
    counts no more, so that an older revision repeats nothing.
    """

    republish_as = models.CharField(
        "publish as", max_length=20, choices=Republish, default=Republish.MINOR
    )
    republish_note = models.TextField(
        "note to readers",
        blank=True,
        help_text="Of an update, one line on what is new: 'Adds the board's answer.' "
        "Of the others, what was wrong or unclear, and what is right.",
    )
    republish_chosen_at = models.DateTimeField(null=True, editable=False)
    # When a publish last told readers of a correction, whatever its kind.
    told_at = models.DateTimeField(null=True, editable=False)
    is_retracted = models.BooleanField(default=False, editable=False)
    # Of a story that was taken back from readers, until it is published again.
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def with_content_json(self, content):
        """The page as that content describes it, with what readers were told by now."""
        page = super().with_content_json(content)
        knew = page.told_at
        for name in ("told_at", "withdrawn_at", "withdrawn_because"):
            setattr(page, name, getattr(self, name))
        chosen = page.republish_chosen_at
        spent = chosen is None or (self.told_at and chosen <= self.told_at)
        if self.alias_of_id:
            page._forget_the_choice()
            original = type(self).objects.filter(pk=self.alias_of_id)
            page.updated_at = original.values_list("updated_at", flat=True).first()
            return page
        if spent:
            page._forget_the_choice()
        page._keep_the_corrections_of(self, knew)
        return page

    def _keep_the_corrections_of(self, stored, knew: datetime | None) -> None:
        """Add what readers were told since ``knew``, and drop what was removed since.

        A revision does not know the primary keys of rows that its own publish added,
        nor what a row says that was changed since.
        """

        def later(row) -> bool:
            return bool(row.told_at and (knew is None or row.told_at > knew))

        rows = {row.pk: row for row in Correction.objects.filter(article=stored.pk)}
        unknown = dict(rows)
        kept = []
        for mine in self.corrections.all():
            if mine.pk is None:
                same = (r.pk for r in unknown.values() if _says(r) == _says(mine))
                mine.pk = next(same, None) or _row_in_the_ledger(stored, mine)
            if mine.pk and mine.pk not in rows:
                continue
            row = unknown.pop(mine.pk, None)
            mine.told_at = row and row.told_at
            kept.append(row if row and later(row) else mine)
        self.corrections.set([*kept, *filter(later, unknown.values())])

    def tell_readers(self) -> None:
        """Turn the choice into a correction, and spend it: readers are to see the page.

        A correction whose kind or words were changed is told anew; one that is gone
        moves the updated time.
        Raises NotSaved where a note is missing.
        """
        self.withdrawn_at, self.withdrawn_because = None, ""
        last = StoryVersion.objects.last_publish(self.pk)
        known = last.correction_pks if last else []
        stored = Correction.objects.in_bulk(known) if known else {}
        now = _as_revisions_say(timezone.now())
        if last and self.republish_as != Republish.MINOR:
            self.corrections.add(self._chosen_correction(now))
        self._forget_the_choice()
        corrections = list(self.corrections.all())
        self.is_retracted = any(each.retracts for each in corrections)
        new = [
            each
            for each in corrections
            if each.pk not in known or _tells_else(each, stored.get(each.pk))
        ]
        for each in new:
            each.told_at = now
        if new:
            self.told_at = now
        if last and (new or set(known) - {each.pk for each in corrections}):
            self.updated_at = now

    def route(self, request, path_components):
        """Also the address of a withdrawn page; its ``serve`` is told that it is."""
        if not path_components and self.is_openly_withdrawn:
            return RouteResult(self, kwargs={"withdrawn": True})
        return super().route(request, path_components)

    @property
    def keeps_its_address(self) -> bool:
        """While it is withdrawn: where the story was, and nowhere else, it says so."""
        return bool(self.withdrawn_because)

    @property
    def is_openly_withdrawn(self) -> bool:
        """Whether readers may know that the page was there, and why it is not."""
        return self.keeps_its_address and not self.live and self.is_in_the_open

    @property
    def is_in_the_open(self) -> bool:
        """Whether any reader may see it while it is live: no alias, time or wall."""
        return (
            not self.alias_of_id
            and in_its_time(self, timezone.now())
            and not self.get_view_restrictions()
        )

    def _chosen_correction(self, now: datetime) -> Correction:
        note = self.republish_note.strip()
        if not note:
            raise NotSaved(
                f"'{self.title}' is to be published as "
                f"{self.get_republish_as_display().lower()}, and its note to readers "
                "is empty; nothing was saved. Write it in the story's tab Corrections."
            )
        return Correction(kind=self.republish_as, made_at=now, text=note)

    def _forget_the_choice(self) -> None:
        self.republish_as, self.republish_note = Republish.MINOR, ""
        self.republish_chosen_at = None


def _as_revisions_say(moment: datetime) -> datetime:
    """In whole milliseconds: the JSON of a revision has no more."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _says(correction: Correction) -> tuple:
    # In UTC: of an hour that clocks show twice, no two zones' times are equal.
    return correction.kind, correction.made_at.astimezone(UTC), correction.text


def _row_in_the_ledger(story, correction: Correction) -> int | None:
    """The primary key that the correction got when it was told in these words."""
    whole = StoryVersion.objects.of(story.pk).publishes().filter(withheld_at=None)
    for rows in whole.values_list("content__corrections", flat=True):
        for row in rows:
            at = parse_datetime(row["made_at"])
            told = Correction(kind=row["kind"], made_at=at, text=row["text"])
            if _says(told) == _says(correction):
                return row["pk"]
    return None


def _tells_else(correction: Correction, stored: Correction | None) -> bool:
    """Whether readers would find another kind or other words, whatever the space."""
    return stored is not None and (
        correction.kind != stored.kind or correction.text.split() != stored.text.split()
    )
