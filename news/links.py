"""Links from one page to another show nothing that a reader may not see.

Nor, in the editor, what whoever writes there may not.
"""

from django.utils.html import escape
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    PageLinkElementHandler,
)
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from delivery.tags import story_tag, tag
from news.at_hand import looked_up
from news.models import ArticlePage
from news.page_policy import is_out_of_sight
from news.querysets import SectionQuerySet


def visible_pages(pks) -> dict[int, Page]:
    """Those of the pages that any reader may open now, by primary key.

    Stories go through their own door; other pages must be live and unrestricted.
    """
    stories, others = looked_up("stories", pks), looked_up("pages", pks)
    if stories is None or others is None:
        stories, others = _asked_for(pks)
    # One that is hidden too: the page changes when it comes out.
    tag(*map(story_tag, pks))
    for story in stories.values():
        tag(until=story.expire_at)
    return stories | others


def _asked_for(pks) -> tuple[dict[int, ArticlePage], dict[int, Page]]:
    stories = ArticlePage.objects.published().filter(pk__in=pks).defer("body")
    others = SectionQuerySet(Page).published().filter(pk__in=pks)
    others = others.not_exact_type(ArticlePage)
    return {page.pk: page for page in stories}, {page.pk: page for page in others}


def _pks(attrs_list: list[dict]) -> list[int | None]:
    """The primary key that each link names; None where it is no number."""
    named = (attrs.get("id", "") for attrs in attrs_list)
    return [int(pk) if pk.isdecimal() else None for pk in named]


def _opening(found) -> str:
    """An opening ``<a>``; without ``href`` where it leads nowhere."""
    return f'<a href="{escape(found.url)}">' if found else "<a>"


class PublicPageLinkHandler(PageLinkHandler):
    """Rich text's link to a page: its address, or plain text where it is not public."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """An opening ``<a>`` for each link."""
        pks = _pks(attrs_list)
        pages = visible_pages([pk for pk in pks if pk is not None])
        return [_opening(pages.get(pk)) for pk in pks]


class StoryDocumentLinkHandler(DocumentLinkHandler):
    """Rich text's link to a document; on a story's page, looked up with all others."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """An opening ``<a>`` for each link."""
        pks = _pks(attrs_list)
        found = looked_up("documents", [pk for pk in pks if pk is not None])
        if found is None:
            return super().expand_db_attributes_many(attrs_list)
        return [_opening(found.get(pk)) for pk in pks]


class DiscreetPageLink(PageLinkElementHandler):
    """Wagtail's link to a page in an editor; one out of sight without its address."""

    def get_attribute_data(self, attrs):
        data = super().get_attribute_data(attrs)
        if is_out_of_sight(data["id"]):
            data |= {"url": None, "parentId": None}
        return data
