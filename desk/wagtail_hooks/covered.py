"""'Already covered?' beside what is typed, and after a story was published."""

from django.contrib import messages
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_GET
from wagtail import hooks

from desk.covered import SAME_SOURCE, Covered, already_covered, on_the_same_source
from news.models import ArticlePage


@hooks.register("register_admin_urls")
def register_the_question():
    return [path("already-covered/", covered, name="desk_already_covered")]


@require_GET
def covered(request):
    """Notices for what is typed: ``headline``, each ``address``, and the ``story``."""
    found = already_covered(
        request.user,
        addresses=request.GET.getlist("address"),
        headline=request.GET.get("headline", ""),
        story=_story_edited(request),
    )
    by_source = [each for each in found if SAME_SOURCE in each.reasons]
    by_words = [each for each in found if SAME_SOURCE not in each.reasons]
    return render(
        request,
        "desk/covered.html",
        {"notices": {"sources": by_source, "headline": by_words}},
    )


def _story_edited(request) -> int | None:
    """The story in the editor, if it is one that this user may change."""
    pk = request.GET.get("story", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    story = ArticlePage.objects.filter(pk=pk).defer("body").first()
    may = story and story.permissions_for_user(request.user).can_edit()
    return story.pk if may else None


@hooks.register("insert_editor_js")
def ask_while_typing():
    return format_html(
        '<script type="module" src="{}" data-already-covered="{}"></script>',
        static("desk/covered.js"),
        reverse("desk_already_covered"),
    )


@hooks.register("insert_global_admin_css")
def set_the_notice():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/covered.css"))


@hooks.register("after_publish_page")
def say_who_else_covered_it(request, page):
    """Two stories on one source are allowed, but never by accident."""
    if not isinstance(page, ArticlePage):
        return
    others = on_the_same_source(request.user, page)
    if others:
        named = format_html_join(
            ", ", "{} ({})", ((_named(each), each.state) for each in others)
        )
        messages.info(request, format_html("Also covered by {}.", named))


def _named(other: Covered) -> str:
    """Its headline, which is a link where there is something to open."""
    if not other.address:
        return other.headline
    return format_html(
        '<a href="{}" target="_blank" rel="noopener">{}</a>',
        other.address,
        other.headline,
    )
