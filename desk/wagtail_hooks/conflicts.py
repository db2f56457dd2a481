"""Saving and publishing stop before a version that the editor has not seen."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from desk.conflicts import Conflict, is_behind
from news.merging import MERGING
from news.models import BasePage


@hooks.register("before_edit_page")
def refuse_to_write_over(request, page):
    """Show both versions, instead of writing one over the other.

    The page's row is locked by now (`newsroom/transactions.py`). Autosave, which
    expects JSON, is refused by Wagtail itself.
    """
    sent = request.method == "POST" and request.accepts("text/html")
    if not (sent and isinstance(page, BasePage) and page.latest_revision_id):
        return None
    if is_behind(request.POST, page.latest_revision):
        conflict = Conflict(request, page)
        return conflict.answer() if conflict.differences or conflict.errors else None
    if MERGING in request.POST and not _can_be_saved(request, page):
        return Conflict(request, page).answer()
    return None


@hooks.register("insert_editor_js")
def ask_once():
    """Wagtail's dialog of a newer version leaves the word to the page that shows it."""
    return format_html(
        '<script type="module" src="{}"></script>', static("desk/conflict.js")
    )


def _can_be_saved(request, page) -> bool:
    """Whether the two were made one that can be stored, as a draft, by this user."""
    pressed = any(name.startswith("action-") for name in request.POST)
    lock = page.get_lock()
    locked = lock is not None and lock.for_user(request.user)
    return not (pressed or locked or Conflict(request, page).errors)
