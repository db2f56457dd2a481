"""Who may edit a story that waits for its time, or that a colleague has locked."""

from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import BaseLock, BasicLock
from wagtail.log_actions import get_active_log_context

from news.moments import shown


def when_it_goes_live(revision) -> str:
    """The time of a scheduled revision, and whether it is that of its embargo."""
    at = revision.approved_go_live_at
    ends = at == getattr(revision.as_object(), "embargo_until", None)
    return f"{shown(at)}, when its embargo ends" if ends else shown(at)


def lock_refusal(page, done: str) -> str:
    """Why whoever is at work may not have ``done`` that to it; '' if they may.

    Wagtail asks for a colleague's lock in the editor and before it unpublishes, and
    nowhere else. The clock and code are nobody, and do what was approved.
    """
    user = get_active_log_context().user
    if user is None or not page.locked or not BasicLock(page).for_user(user):
        return ""
    by = get_user_display_name(page.locked_by) if page.locked_by else "a colleague"
    return (
        f"'{page.title}' is locked by {by}: nothing was {done}. Ask them to unlock it, "
        "or unlock it yourself if you may."
    )


class ScheduleLock(BaseLock):
    """Locks a scheduled page for whoever may not publish it.

    Wagtail's own locks it for everybody. A publisher may edit: what was approved stays
    approved until they press 'Update schedule'. A colleague's lock or a review's on the
    same page holds all the same, and speaks for itself.
    """

    # Said beside what is scheduled: see `news/wagtail_hooks.py`.
    ASK = "It is locked for you: ask whoever publishes to change it."
    MAY = (
        "Saving a draft leaves it as it is; 'Update schedule' puts what you see here "
        "in its place."
    )

    def for_user(self, user) -> bool:
        """Whether the page is locked for ``user``; other locks on it still count."""
        return bool(self._another(user)) or self.keeps_out(user)

    def keeps_out(self, user) -> bool:
        """Whether ``user`` may not change it because it is scheduled."""
        return not self.object.permissions_for_user(user).can_publish()

    def _another(self, user) -> BaseLock | None:
        """A colleague's lock or a review's that ``user`` finds on the page."""
        task = self.object.current_workflow_task
        locks = [BasicLock(self.object)] if self.object.locked else []
        locks += [task.lock_class(self.object, task)] if task else []
        return next((lock for lock in locks if lock.for_user(user)), None)

    def what_is_scheduled(self) -> str:
        """What goes live and when, and which embargo it waits for."""
        scheduled = self.object.scheduled_revision
        embargo = getattr(self.object, "embargo_until", None)
        message = format_html(
            "A version of <b>'{}'</b> is scheduled for {}.",
            scheduled.object_str,
            when_it_goes_live(scheduled),
        )
        waits = embargo and embargo != scheduled.approved_go_live_at
        if waits and embargo > timezone.now():
            message = format_html("{} Embargo until {}.", message, shown(embargo))
        if self.object.latest_revision_id != scheduled.pk:
            message = format_html(
                "{} There are newer edits that are not scheduled.", message
            )
        return message

    def get_message(self, user) -> str:
        """What another lock says; what is scheduled is said to everybody, beside it."""
        another = self._another(user)
        return another.get_message(user) if another else ""

    def get_icon(self, user) -> str:
        return "lock" if self.for_user(user) else "calendar-check"

    def get_locked_by(self, user) -> str:
        if another := self._another(user):
            return another.get_locked_by(user)
        return "Locked by schedule" if self.keeps_out(user) else "Scheduled"

    def get_description(self, user) -> str:
        if another := self._another(user):
            return another.get_description(user)
        if self.keeps_out(user):
            return "Only those who may publish can change it until it goes live"
        return "You may edit it and update the schedule"
