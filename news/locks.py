"""Who may edit a story that waits for its time."""

from django.utils.html import format_html
from wagtail.locks import BasicLock, ScheduledForPublishLock

from news.timing_form import shown


class ScheduleLock(ScheduledForPublishLock):
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
        if self.for_user(user):
            return format_html(
                "{} It is locked for you: ask whoever publishes to change it.", message
            )
        return format_html(
            "{} Saving a draft leaves it as it is; 'Update schedule' puts what you "
            "see here in its place.",
            message,
        )

    def get_description(self, user) -> str:
        if self.for_user(user):
            return super().get_description(user)
        return "Scheduled: you may edit it and update the schedule"
