"""Who may edit a story that waits for its time."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail.locks import BaseLock, BasicLock

from news.timing_form import shown


class ScheduleLock(BaseLock):
    """Locks a scheduled page for whoever may not publish it.

    Wagtail's own locks it for everybody. A publisher may edit: what was approved stays
    approved until they press 'Update schedule'.
    """

    def for_user(self, user) -> bool:
        """Whether the page is locked for ``user``; other locks on it still count."""
        if self.object.locked and BasicLock(self.object).for_user(user):
            return True
        task = self.object.current_workflow_task
        if task and task.lock_class(self.object, task).for_user(user):
            return True
        return not self.object.permissions_for_user(user).can_publish()

    def get_message(self, user):
        """What the editor reads above the page: what is scheduled, and for when."""
        scheduled = self.object.scheduled_revision
        message = format_html(
            "A version of <b>'{}'</b> is scheduled for {}.",
            scheduled.object_str,
            shown(scheduled.approved_go_live_at),
        )
        if self.object.latest_revision_id != scheduled.pk:
            message = format_html(
                "{} There are newer edits that are not scheduled.", message
            )
        embargo = getattr(self.object, "embargo_until", None)
        if embargo and embargo > timezone.now():
            message = format_html("{} Embargo until {}.", message, shown(embargo))
        if self.for_user(user):
            return format_html(
                "{} It is locked for you: ask whoever publishes to change it.", message
            )
        return format_html(
            "{} Saving a draft leaves it as it is; 'Update schedule' puts what you "
            'see here in its place. <a href="{}">Cancel scheduled publish</a>',
            message,
            reverse(
                "wagtailadmin_pages:revisions_unschedule",
                args=[self.object.pk, scheduled.pk],
            ),
        )

    def get_icon(self, user) -> str:
        return "lock" if self.for_user(user) else "calendar-check"

    def get_locked_by(self, user) -> str:
        return "Locked by schedule" if self.for_user(user) else "Scheduled"

    def get_description(self, user) -> str:
        if self.for_user(user):
            return "Only those who may publish can change it until it goes live"
        return "You may edit it and update the schedule"
