"""The newsroom's part of the admin: authors, link rules, the editor's own scripts."""

from django.contrib.auth.models import Permission
from django.db.models import ForeignKey
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
)
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news import stop_markers
from news.links import DiscreetPageLink, PublicPageLinkHandler, StoryDocumentLinkHandler
from news.locks import ScheduleLock, when_it_goes_live
from news.models import ArticlePage, Author, BasePage, TimedPage, hold_all
from news.page_chooser import DiscreetPageChooser, StoryChooser
from news.republish_menu import RepublishMenuItem, UpdateScheduleMenuItem
from news.signed_in import signed_in
from news.snippet_chooser import SnippetChooser
from news.story_chooser import ChooseStory, FindStory


class AuthorViewSet(SnippetViewSet):
    model = Author
    chooser_viewset_class = SnippetChooser
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
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': DiscreetPageLink("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )


def _chooser(field: ForeignKey) -> DiscreetPageChooser:
    model = field.remote_field.model
    if issubclass(model, ArticlePage):
        return StoryChooser()
    return DiscreetPageChooser(target_models=[model])


# For each field that names a page.
register_form_field_override(
    ForeignKey, to=Page, override=lambda field: {"widget": _chooser(field)}
)


@hooks.register("register_admin_urls")
def choose_a_story():
    choose = ChooseStory.as_view()
    return [
        path("choose-story/", choose, name="news_choose_story"),
        path("choose-story/search/", FindStory.as_view(), name="news_find_story"),
        path(
            "choose-story/<int:parent_page_id>/",
            choose,
            name="news_choose_story_below",
        ),
    ]


@hooks.register("insert_editor_js")
def help_while_typing():
    return format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        [(static(f"news/{name}.js"),) for name in ("story-editor", "republish")],
    )


@hooks.register("register_admin_urls")
def say_who_is_signed_in():
    return [path("signed-in/", signed_in, name="news_signed_in")]


@hooks.register("insert_global_admin_css")
def look_while_typing():
    return format_html('<link rel="stylesheet" href="{}">', static("news/editor.css"))


@hooks.register("before_unpublish_page", order=-1)
@hooks.register("before_delete_page", order=-1)
def hold_what_is_taken_away(request, page):
    """Nobody changes meanwhile what lies below it; its own row is locked already."""
    if request.method == "POST" and isinstance(page, BasePage):
        hold_all([page])


@hooks.register("before_bulk_action")
def hold_what_is_changed_at_once(request, action_type, objects, action):
    """What lies below them too, which may be published, taken down or deleted.

    They were loaded before, and somebody may have changed them since: loads them anew,
    and leaves out what the user may not change any more.
    """
    if request.method != "POST" or not issubclass(action.model, Page):
        return
    hold_all(objects)
    found = {page.pk: page for page in action.get_actionable_objects()[0]}
    objects[:] = [found[page.pk] for page in objects if page.pk in found]


@hooks.register("register_log_actions")
def log_what_is_lifted(actions):
    actions.register_action(
        "newsclip.lift_embargo", "Lift embargo", "Lifted the embargo before its time"
    )


@hooks.register("register_log_actions")
def log_which_stop_markers_stand(actions):
    @actions.register_action(stop_markers.LOGGED)
    class LetStand(LogFormatter):
        label = "Let stop-markers stand"

        def format_message(self, log_entry):
            return "Let {markers} stand: {reason}".format(**log_entry.data)


@hooks.register("register_permissions")
def let_groups_do_more_with_stories():
    return Permission.objects.filter(
        content_type__app_label="news",
        codename__in=["lift_embargo", "override_stop_marker", "see_drafts"],
    )


@hooks.register("construct_page_action_menu")
def say_that_the_schedule_is_updated(menu_items, request, context):
    """The button says what it does to a schedule; of a story that was seen, it asks."""
    page = context.get("page")
    if page is None:
        return
    button = UpdateScheduleMenuItem if page.approved_schedule else RepublishMenuItem
    for place, item in enumerate(menu_items):
        if isinstance(item, PublishMenuItem):
            menu_items[place] = button(order=item.order)


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
    expected = opened_in in ("", None) or str(parent.pk) in (
        opened_in,
        request.POST.get("lies_in"),
    )
    if not expected and not is_autosave(request):
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


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_what_readers_should_not_see(request, page):
    """XXX and EMBARGO: stop nothing, and are easily forgotten."""
    if not isinstance(page, ArticlePage) or is_autosave(request):
        return
    if found := stop_markers.in_story(page, stop_markers.WARN):
        messages.warning(
            request,
            f"{stop_markers.names_of(found)} stands in the story. Take it out, if "
            "readers should not see it: the checklist says where.",
        )


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
