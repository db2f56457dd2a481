"""What keeps a story under embargo in, each part of it broken by itself.

``GUARDS`` names the columns of the matrix that go red with it. Some have several: all
of them are broken together there.
"""

from django.db.models import Q

from desk.models import DraftLink
from news.picture_uses import show_pictures_of
from news.prepared import Prepared
from news.querysets import ArticleQuerySet
from newsroom.demo import builders
from search.indexing import refresh
from search.visible import _condition
from syndication.forms import FORMS

ANYTHING = Q(pk__isnull=False)
LISTS = ("news.listings", "news.counts", "news.hashtag_facts", "news.rising")


def written_anew(monkeypatch) -> None:
    """What was written with the door shut is written again."""
    anew = lambda self, *at, **values: list(self._make(*at, **values))  # noqa: E731
    monkeypatch.setattr(Prepared, "__call__", anew)


def no_door(monkeypatch, scene) -> None:
    monkeypatch.setattr(ArticleQuerySet, "published", lambda self, now=None: self)
    written_anew(monkeypatch)


def no_time(monkeypatch, scene) -> None:
    monkeypatch.setattr("news.models.timing.in_its_time", lambda page, now: True)


def open_lists(monkeypatch, scene) -> None:
    for place in LISTS:
        monkeypatch.setattr(f"{place}.visible_at", lambda now, q=ANYTHING: q)
    no_door(monkeypatch, scene)


def open_search(monkeypatch, scene) -> None:
    monkeypatch.setattr("search.visible.visible_at", lambda now, q=ANYTHING: q)
    monkeypatch.setattr("search.visible._condition", _condition.__wrapped__)
    no_door(monkeypatch, scene)
    refresh(scene.story.pk)


def public_pictures(monkeypatch, scene) -> None:
    no_door(monkeypatch, scene)
    show_pictures_of(scene.story.pk)


def public_documents(monkeypatch, scene) -> None:
    monkeypatch.setattr("news.documents.is_public", lambda document: True)


def links_stay(monkeypatch, scene) -> None:
    link = DraftLink.make(scene.story, builders.make_user("leaving"), days=3)
    DraftLink.objects.filter(pk=link.pk).update(token=scene.draft_link.split("/")[2])


def drafts_in_sight(monkeypatch, scene) -> None:
    monkeypatch.setattr("news.page_policy.sees_drafts", lambda user: True)
    monkeypatch.setattr("desk.drafts.sees_drafts", lambda user: True)


def open_related(monkeypatch, scene) -> None:
    monkeypatch.setattr("news.related.in_its_time", lambda row, now: True)
    open_lists(monkeypatch, scene)


def feeds(*kinds: str) -> set[str]:
    return {f"{kind} feed, {form}" for kind in kinds for form in FORMS}


# By the name of what is broken: the columns that go red.
GUARDS = {
    "no_door": {
        *("document: every address", "documents", "link in another's text"),
        *("related-story block", "related: picked", "trending", "front: slot"),
        *("breaking banner", "search: promoted, naming it", "front page"),
        *("API: a source", "API: a story", "API: sources", "Markdown", "ninjs"),
        *("corrections", "history", "version", "difference", "embedded card"),
        *("oembed", "the page tree"),
        *feeds("author", "corrections", "site"),
    },
    "no_time": {
        *("story", "address: encoded", "address: other endings"),
    },
    "open_lists": {
        *("API: hashtags", "API: outlets", "API: stories", "API: a hashtag"),
        *("API: an outlet", "archive", "author", "category", "hashtag", "hashtags"),
        # No such spelling leads to a story: what they show is the list of a 404.
        "address: case, slashes, dots",
        *("outlet", "llms.txt", "more from the category", "sitemaps", "long sitemaps"),
        *feeds("category", "hashtag", "outlet"),
    },
    "open_search": {"search", "search: excerpts", "search: facets", "suggestions"},
    "open_related": {"related: same hashtag"},
    "public_pictures": {"pictures", "share card"},
    "public_documents": {"documents", "document: every address"},
    "links_stay": {"address: link to a draft, revoked"},
    "drafts_in_sight": {"choosers at the desk"},
}
