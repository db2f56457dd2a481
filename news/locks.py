"""Who may edit a story that waits for its time."""

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

    def get_message(self, user) -> str:
        """What is read above the page by whoever it is locked for; '' for others."""
        if not self.for_user(user):
            return ""
        return format_html(
            "{} It is locked for you: ask whoever publishes to change it.",
            self.what_is_scheduled(),
        )

    def what_is_scheduled(self) -> str:
        """What goes live and when, and which embargo it waits for."""
        scheduled = self.object.scheduled_revision
        at = scheduled.approved_go_live_at
        embargo = getattr(self.object, "embargo_until", None)
        message = format_html(
            "A version of <b>'{}'</b> is scheduled for {}{}.",
            scheduled.object_str,
            shown(at),
            ", when its embargo ends" if embargo == at else "",
        )
        if embargo and embargo != at and embargo > timezone.now():
            message = format_html("{} Embargo until {}.", message, shown(embargo))
        if self.object.latest_revision_id != scheduled.pk:
            message = format_html(
                "{} There are newer edits that are not scheduled.", message
            )
        return message

    def get_icon(self, user) -> str:
        return "lock" if self.for_user(user) else "calendar-check"

    def get_locked_by(self, user) -> str:
        return "Locked by schedule" if self.for_user(user) else "Scheduled"

    def get_description(self, user) -> str:
        if self.for_user(user):
            return "Only those who may publish can change it until it goes live"
        return "You may edit it and update the schedule"
