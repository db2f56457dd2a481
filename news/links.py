"""Links from one page to another show nothing that a reader may not see."""

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from delivery.tags import story_tag, tag
from news.models import ArticlePage
from news.querysets import SectionQuerySet


def visible_pages(pks) -> dict[int, Page]:
    """Those of the pages that any reader may open now, by primary key.

    Stories go through their own door; other pages must be live and unrestricted.
    """
    # One that is hidden too: the page changes when it comes out.
    tag(*map(story_tag, pks))
    stories = ArticlePage.objects.published().filter(pk__in=pks).defer("body")
    others = SectionQuerySet(Page).published().filter(pk__in=pks)
    others = others.not_exact_type(ArticlePage)
    stories = list(stories)
    for story in stories:
        tag(until=story.expire_at)
    return {page.pk: page for page in [*stories, *others]}


class PublicPageLinkHandler(PageLinkHandler):
    """Rich text's link to a page: its address, or plain text where it is not public."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """An opening ``<a>`` for each link; without ``href`` where it leads nowhere."""
        pks = [int(attrs["id"]) for attrs in attrs_list if attrs["id"].isdigit()]
        pages = visible_pages(pks)
        found = [
            pages.get(int(attrs["id"])) if attrs["id"].isdigit() else None
            for attrs in attrs_list
        ]
        return [f'<a href="{escape(page.url)}">' if page else "<a>" for page in found]
