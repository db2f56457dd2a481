"""'Share draft' in a story's menu, and its log."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets import Button

from desk.draft_links import draft_links, end_draft_link, may_share
from news.models import ArticlePage


@hooks.register("register_admin_urls")
def register_draft_links():
    return [
        path("pages/<int:page_id>/draft-links/", draft_links, name="desk_draft_links"),
        path(
            "pages/<int:page_id>/draft-links/<int:link_id>/end/",
            end_draft_link,
            name="desk_end_draft_link",
        ),
    ]


@hooks.register("register_page_header_buttons")
def share_the_draft(page, user, view_name, next_url=None):
    story = page if isinstance(page, ArticlePage) else None
    if story and story.pk and not story.alias_of_id and may_share(story, user):
        address = reverse("desk_draft_links", args=[story.pk])
        yield Button("Share draft", address, icon_name="link", priority=25)


@hooks.register("register_log_actions")
def log_who_shares(actions):
    actions.register_action(
        "newsclip.share_draft", "Share draft", "Made a link to the draft"
    )
    actions.register_action(
        "newsclip.end_draft_link", "End draft link", "Ended a link to the draft"
    )
