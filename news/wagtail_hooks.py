"""The newsroom's part of the admin: authors, link rules, the editor's own scripts."""

from functools import reduce
from operator import or_

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.forms import UPDATE_SCHEDULE
from news.links import PublicPageLinkHandler, StoryDocumentLinkHandler
from news.locks import ScheduleLock, when_it_goes_live
from news.models import Author, BasePage, TimedPage


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = "Authors"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "role"]
    inspect_view_enabled = False


register_snippet(AuthorViewSet)


@hooks.register("register_rich_text_features", order=10)
def link_only_to_public_pages(features):
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(StoryDocumentLinkHandler)


@hooks.register("insert_editor_js")
def help_while_typing():
    return format_html(
        '<script type="module" src="{}"></script>', static("news/story-editor.js")
    )


@hooks.register("before_edit_page", order=-1)
def hold_what_is_edited(request, page):
    """Nobody moves or deletes a page while a change of it is being saved."""
    if request.method == "POST" and isinstance(page, BasePage):
        page.hold()


@hooks.register("before_unpublish_page", order=-1)
@hooks.register("before_delete_page", order=-1)
def hold_what_is_taken_away(request, page):
    """Nobody changes it meanwhile, nor what lies below it.

    Wagtail has loaded it already: it is taken down as it is by now, not as it was.
    """
    if request.method == "POST" and isinstance(page, BasePage):
        page.hold()
        _hold_all([page])
        page.refresh_from_db()


@hooks.register("before_bulk_action")
def hold_what_is_changed_at_once(request, action_type, objects, action):
    """What lies below them too, which may be published, taken down or deleted."""
    pages = [each for each in objects if isinstance(each, Page)]
    if request.method == "POST" and pages:
        _hold_all(pages)


def _hold_all(pages) -> None:
    """Lock the rows of these pages and of all below them.

    In the tree's order: else two such changes could wait for each other.
    """
    below = [Q(path__startswith=page.path) for page in pages]
    held = Page.objects.filter(reduce(or_, below)).order_by("path")
    list(held.select_for_update(no_key=True).values_list("pk"))


@hooks.register("register_log_actions")
def log_what_is_lifted(actions):
    actions.register_action(
        "newsclip.lift_embargo", "Lift embargo", "Lifted the embargo before its time"
    )


@hooks.register("register_permissions")
def let_groups_lift_embargoes():
    return Permission.objects.filter(
        content_type__app_label="news", codename="lift_embargo"
    )


class UpdateScheduleMenuItem(PublishMenuItem):
    """Publish, for a story of which a version is scheduled already."""

    label = "Update schedule"
    template_name = "news/update_schedule.html"

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"value": UPDATE_SCHEDULE}


@hooks.register("construct_page_action_menu")
def say_that_the_schedule_is_updated(menu_items, request, context):
    """The button of a scheduled story says what it does."""
    page = context.get("page")
    if page is None or not page.approved_schedule:
        return
    for place, item in enumerate(menu_items):
        if isinstance(item, PublishMenuItem):
            menu_items[place] = UpdateScheduleMenuItem(order=item.order)


def is_autosave(request) -> bool:
    """Whether the editor's form was sent by itself, not by a press of a button."""
    pressed = any(name.startswith("action-") for name in request.POST)
    return not (request.accepts("text/html") or pressed)


def opens_the_editor(request) -> bool:
    """Whether messages will be seen at once; a part of the editor shows none."""
    return request.method == "GET" and "_w_hydrate_create_view" not in request.GET


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_or_bind_the_embargo(request, page):
    """What autosave brought can still be put right; what somebody saved binds."""
    if isinstance(page, TimedPage):
        if is_autosave(request):
            page.keep_typed_embargo(request.user)
        else:
            page.bind_typed_embargo()


@hooks.register("after_edit_page")
def say_that_it_was_moved(request, page):
    """Whoever had the page open while it was moved learns where it is saved now."""
    opened_in = request.POST.get("place")
    parent = page.get_parent()
    if opened_in and opened_in != str(parent.pk) and not is_autosave(request):
        messages.warning(
            request,
            f"'{page.title}' was moved to '{parent.title}' while you had it open, and "
            "was saved there.",
        )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_when_it_goes_live(request, page):
    """'Scheduled' alone does not tell when, nor that an embargo made it so."""
    revision = "action-publish" in request.POST and page.scheduled_revision
    if not revision:
        return
    messages.info(request, f"It goes live on {when_it_goes_live(revision)}.")


@hooks.register("before_edit_page")
def say_what_is_scheduled(request, page):
    """Tell whoever opens a scheduled page what is to come, and what saving does."""
    lock = page.get_lock()
    if not (opens_the_editor(request) and isinstance(lock, ScheduleLock)):
        return
    said = lock.what_is_scheduled()
    if lock.keeps_out(request.user):
        messages.warning(request, format_html("{} {}", said, lock.ASK))
    else:
        may = "" if lock.for_user(request.user) else lock.MAY
        unschedule = reverse(
            "wagtailadmin_pages:revisions_unschedule",
            args=[page.pk, page.scheduled_revision.pk],
        )
        cancel = messages.button(unschedule, "Cancel scheduled publish")
        messages.info(request, format_html("{} {}", said, may), buttons=[cancel])
    warn_of_a_hidden_category(request, page)


def _has_expired(page) -> bool:
    return Page.objects.filter(pk=page.pk, expired=True, live=False).exists()


@hooks.register("before_edit_page")
def say_that_it_expired(request, page):
    """Wagtail's editor calls such a page a draft."""
    if not (opens_the_editor(request) and _has_expired(page)):
        return
    how = ""
    may_publish = page.permissions_for_user(request.user).can_publish()
    if may_publish and not page.approved_schedule:
        how = " To bring it back, choose a later expiry or none, and press Publish."
    messages.info(request, f"It has expired: readers no longer see it.{how}")


@hooks.register("after_publish_page")
def warn_of_a_hidden_category(request, page):
    """'Published' or 'scheduled' alone would mislead whoever looks for the story."""
    category = page.get_parent()
    if page.get_view_restrictions():
        messages.warning(
            request,
            "The story is private, by its own setting or its category's: readers find "
            "it in no list, and open it only if they may.",
        )
    elif not category.live:
        messages.warning(
            request,
            f"The category '{category.title}' is not published: readers can open the "
            "story by its address and on the front page, but not the category.",
        )
