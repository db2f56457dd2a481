"""The newsroom's part of the admin: authors, link rules, the editor's own scripts."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.links import PublicPageLinkHandler
from news.models import Author, BasePage


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


@hooks.register("insert_editor_js")
def help_while_typing():
    return format_html(
        '<script type="module" src="{}"></script>', static("news/story-editor.js")
    )


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_unpublish_page", order=-1)
@hooks.register("before_delete_page", order=-1)
def hold_what_is_changed(request, page):
    """Nobody moves or deletes a page while a change of it is being saved."""
    if request.method == "POST" and isinstance(page, BasePage):
        page.hold()


@hooks.register("before_unpublish_page")
def take_down_what_is_there_now(request, page):
    """What was published while the question was on the screen is not overwritten."""
    if request.method == "POST":
        page.refresh_from_db()
