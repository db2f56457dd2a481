from datetime import datetime

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from wagtail.locks import ScheduledForPublishLock

from delivery.times import newsroom_now
from news.locks import ScheduleLock
from news.models.base import BasePage, NotSaved
from news.querysets import in_its_time


def go_live_under(embargo, go_live):
    """When a page may go live: at ``go_live``, but not before a pending ``embargo``.

    Both are datetimes or None; None comes back where it may go live now.
    """
    if embargo and (go_live is None or go_live < embargo) and embargo > newsroom_now():
        return embargo
    return go_live


class TypedEmbargo(models.Model):
    """An embargo that autosave took from an open editor, perhaps half typed.

    ``before`` is the one in force that it replaced; None where there was none.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField()
    before = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.user} typed {self.until}"


class TimedPage(BasePage):
    """A page with a date that readers see, an embargo, and an expiry that holds.

    Its dates belong to the page, not to a revision: publishing an older one never
    brings a former date back.
    """

    published_at = models.DateTimeField(
        "date shown",
        null=True,
        blank=True,
        help_text="Readers see this date. Empty: when the story was first published.",
    )
    # When an editor last changed ``published_at``: a revision's date counts only if it
    # was chosen later than the one that the story has.
    redated_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(
        "embargo",
        null=True,
        blank=True,
        help_text="No reader, feed or search sees this before the time, even if "
        "published.",
    )

    # When an editor last changed the embargo, for the same reason.
    embargo_changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Whether the form has just taken an embargo, and the one in force that it replaced.
    embargo_is_typed = False
    embargo_before: datetime | None = None
    # Whether the story was live when it was loaded; None for one that was not.
    was_live: bool | None = None
    # Its embargo and expiry then.
    times_loaded: tuple | None = None

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        page = super().from_db(db, field_names, values, **kwargs)
        page._note_what_was_loaded()
        return page

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self._note_what_was_loaded()

    def _note_what_was_loaded(self) -> None:
        self.was_live = self.__dict__.get("live")
        if {"embargo_until", "expire_at"} <= self.__dict__.keys():
            self.times_loaded = self.embargo_until, self.expire_at

    @property
    def times_were_moved(self) -> bool:
        """Whether code gave a page that it had loaded another embargo or expiry."""
        times = self.embargo_until, self.expire_at
        return self.times_loaded is not None and times != self.times_loaded

    def with_content_json(self, content):
        """The page as that content describes it, with the dates it has by now.

        A date in ``content`` counts only if an editor chose it later than the page's
        own; one that was emptied later means the first publication. Every publish goes
        through here, so that this holds each of them to the embargo.
        """
        page = super().with_content_json(content)
        page.was_live = self.was_live
        page.first_published_at = self.first_published_at or page.first_published_at
        chosen_later = page.redated_at and (
            self.redated_at is None or page.redated_at > self.redated_at
        )
        if chosen_later:
            page.published_at = page.published_at or page.first_published_at
        elif self.published_at:
            page.published_at, page.redated_at = self.published_at, self.redated_at
        page._keep_the_embargo_of(self)
        page.go_live_at = go_live_under(page.embargo_until, page.go_live_at)
        moments = [at for at in (page.updated_at, self.updated_at) if at]
        page.updated_at = max(moments, default=None)
        return page

    def _keep_the_embargo_of(self, stored) -> None:
        """Take over the page's own embargo, unless an editor changed ours since then.

        Of an embargo that code set, which notes no change, the later one holds.
        """
        ours, theirs = self.embargo_changed_at, stored.embargo_changed_at
        if ours == theirs:
            if stored.embargo_until and stored.embargo_until > newsroom_now():
                ours = self.embargo_until or stored.embargo_until
                self.embargo_until = max(ours, stored.embargo_until)
        elif ours is None or (theirs and theirs > ours):
            self.embargo_until, self.embargo_changed_at = stored.embargo_until, theirs

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """A revision of the page as it is, over none that is scheduled."""
        if overwrite_revision and overwrite_revision.approved_go_live_at:
            overwrite_revision = None
        return super().save_revision(
            *args, overwrite_revision=overwrite_revision, **kwargs
        )

    def embargoes_that_bind(self, user, embargoes: set[datetime]) -> set[datetime]:
        """``embargoes``, but for one that autosave took from this user's editor.

        In its place comes the one that it replaced. It binds the user too when somebody
        saves the page, schedules or submits it.
        """
        for typed in TypedEmbargo.objects.filter(page=self.pk, user=user):
            if typed.until in embargoes:
                embargoes = embargoes - {typed.until} | ({typed.before} - {None})
        return embargoes

    def keep_typed_embargo(self, user) -> None:
        """Note that an autosave of this user's brought the embargo, if it did."""
        if self.embargo_is_typed:
            typed = {"until": self.embargo_until, "before": self.embargo_before}
            TypedEmbargo.objects.update_or_create(
                page_id=self.pk, defaults={"user": user, **typed}
            )
        else:
            others = TypedEmbargo.objects.exclude(until=self.embargo_until)
            others.filter(page=self.pk).delete()

    def bind_typed_embargo(self) -> None:
        """From now on the embargo binds whoever typed it, too."""
        TypedEmbargo.objects.filter(page=self.pk).delete()

    def get_lock(self):
        lock = super().get_lock()
        return ScheduleLock(self) if isinstance(lock, ScheduledForPublishLock) else lock

    def refuse_to_undo_a_publish(self) -> None:
        """Raise where a draft that was loaded before a publish is saved after it.

        An autosave that was under way when the editor pressed Publish would otherwise
        take the page down again; so would a second press of the button.
        """
        if self.live or self.was_live is not False:
            return
        stored = type(self).objects.select_for_update().filter(pk=self.pk)
        if stored.values_list("live", flat=True).first():
            raise NotSaved(
                "This story was published meanwhile; nothing was saved. Open it again "
                "to go on editing."
            )

    def wait_for_the_schedule(self) -> None:
        """Keep a new page down until it goes live: Wagtail first adds it as live."""
        if self._state.adding and self.go_live_at and self.go_live_at > timezone.now():
            self.live = False

    def route(self, request, path_components):
        """The page, while a reader may see it; else raises Http404."""
        if not path_components and not in_its_time(self, timezone.now()):
            raise Http404
        return super().route(request, path_components)

    @property
    def date_shown(self):
        """The page's date; of one that has none yet, now, for its preview."""
        return self.published_at or timezone.now()
