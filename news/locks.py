"""Who may edit a story that waits for its time."""

from django.utils.html import format_html
from wagtail.admin.utils import get_latest_str
from wagtail.locks import BasicLock, ScheduledForPublishLock


class ScheduleLock(ScheduledForPublishLock):
    """Locks a scheduled page for whoever may not publish it.

    Wagtail's own locks it for everybody. A publisher may edit: what was approved stays
    approved until they press 'Update schedule'.
    """

    def for_user(self, user) -> bool:
        """Whether the page is locked for ``user``; somebody's own lock still counts."""
        if self.object.locked and BasicLock(self.object).for_user(user):
            return True
        return not self.object.permissions_for_user(user).can_publish()

    def get_message(self, user):
        """What the editor reads above the page."""
        if self.for_user(user):
            return super().get_message(user)
        return format_html(
            "A version of <b>'{}'</b> is scheduled. Saving a draft leaves it as it is; "
            "'Update schedule' puts what you see here in its place.",
            get_latest_str(self.object),
        )

    def get_description(self, user) -> str:
        if self.for_user(user):
            return super().get_description(user)
        return "Scheduled: you may edit it and update the schedule"
