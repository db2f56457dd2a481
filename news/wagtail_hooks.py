"""The newsroom's part of the admin: authors, link rules, the editor's own scripts."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.links import PublicPageLinkHandler
from news.models import Author


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
