"""What readers saw is withdrawn, not deleted; what is withdrawn stays in its place."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from desk.withdrawing import SectionViewSet, WithdrawBulkAction
from news.withdrawing import deletion_refusal, move_refusal

# After Wagtail's own, in whose place it comes.
hooks.register("register_bulk_action", WithdrawBulkAction, order=1)


@hooks.register("register_admin_viewset", order=1)
def ask_why_a_category_takes_its_stories_along():
    """In the place of Wagtail's own, for pages of every type but stories."""
    return SectionViewSet()


@hooks.register("before_delete_page")
def say_what_cannot_be_deleted(request, page):
    """Before the question is asked; another way is answered with an error."""
    return _refused(request, page, deletion_refusal(page))


@hooks.register("before_move_page")
def say_what_cannot_be_moved(request, page, destination):
    return _refused(request, page, move_refusal(page))


def _refused(request, page, why: str):
    """Back to the page, with the reason; None where there is none."""
    if not why:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_log_actions")
def register_withdrawing(actions):
    @actions.register_action("newsclip.withdraw")
    class Withdrawn(LogFormatter):
        label = "Withdraw"

        def format_message(self, log_entry):
            return f"Withdrawn: {log_entry.data['reason']}"
