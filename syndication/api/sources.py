"""The addresses of sources: the reports elsewhere that public stories cite.

What a source is called is what the newest of those stories calls it: its own row may
have the words of a draft.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from delivery.tags import listing_tag, tag
from news.models import ArticlePage, ListingKind, SourceReference
from sources.addresses import address_key
from sources.models import Source
from syndication.api import shapes
from syndication.api.answers import (
    furniture_or_404,
    next_page,
    nothing_asked,
    one_answer,
    page_answer,
)
from syndication.api.asked import SourcesAsked
from syndication.api.blocks import story_named
from syndication.api.cursors import cursor_of, values_of
from syndication.api.problems import NOTHING_HERE, Problem, Refused
from syndication.api.shapes import Page, Pk
from syndication.api.written import named

router = Router(tags=["sources"])
KIND = "source"
CITED_BY = 100


@router.get(
    "/sources",
    response={200: Page[shapes.Source], 304: None, 400: Problem},
    url_name="sources",
    operation_id="listSources",
    summary="Sources, the latest known first",
)
def sources(request: HttpRequest, asked: Query[SourcesAsked]) -> HttpResponse:
    """Every report that a public story cites, those first that became known last.

    With `url`, the one at that address, however it is spelled: which stories cite it?
    """
    root = furniture_or_404(request).site.root_url
    found = _cited()
    if asked.outlet is not None:
        found = found.filter(outlet__slug=asked.outlet)
        if not found.exists():
            unknown = f"No public story cites the outlet “{asked.outlet}”."
            raise Refused(400, unknown, "outlet")
    if asked.url is not None:
        found = found.filter(key=_key(asked.url))
    if asked.cursor is not None:
        (before,) = values_of(asked.cursor, KIND, int)
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: asked.limit + 1])
    shown = rows[: asked.limit]
    cursor = cursor_of(KIND, shown[-1].pk) if len(rows) > len(shown) else None
    data, following = _said(shown, root), next_page(request, root, cursor)
    return page_answer(Page(data=data, next=following))


@router.get(
    "/sources/{int:source_id}",
    response={200: shapes.Source, 304: None, 400: Problem, 404: Problem},
    url_name="source",
    operation_id="readSource",
    summary="A source",
)
def source(request: HttpRequest, source_id: Pk) -> HttpResponse:
    """A report, and the public stories that cite it."""
    nothing_asked(request)
    root = furniture_or_404(request).site.root_url
    found = _said(list(_cited().filter(pk=source_id)), root)
    if not found:
        raise Refused(404, NOTHING_HERE)
    return one_answer(found[0])


def _cited() -> QuerySet[Source]:
    """Sources that a story cites which readers can see now."""
    citing = _public_references().filter(source=OuterRef("pk"))
    tag(listing_tag(ListingKind.FRONT))
    return Source.objects.filter(Exists(citing)).select_related("outlet")


def _public_references() -> QuerySet[SourceReference]:
    public = ArticlePage.objects.published().filter(alias_of=None)
    return SourceReference.objects.filter(Exists(public.filter(pk=OuterRef("article"))))


def _key(url: str) -> str:
    try:
        return address_key(url)
    except ValidationError as error:
        raise Refused(400, "; ".join(error.messages), "url") from error


def _said(found: list[Source], root: str) -> list[shapes.Source]:
    """What the API says of these sources: three queries, however many they are."""
    references = defaultdict(list)
    rows = _public_references().filter(source__in=found)
    for row in rows.order_by("-article__published_at", "-article", "sort_order"):
        references[row.source_id].append(row)
    newest = {
        each.pk: list(dict.fromkeys(row.article_id for row in references[each.pk]))
        for each in found
    }
    pks = {pk for stories in newest.values() for pk in stories[:CITED_BY]}
    public = ArticlePage.objects.published().filter(pk__in=pks)
    stories = {story.pk: story for story in public.for_cards()}
    for story in stories.values():
        tag(until=story.expire_at)
    return [
        _source(each, references[each.pk], newest[each.pk], stories, root)
        for each in found
        if references[each.pk]
    ]


def _source(source, references, pks, stories, root: str) -> shapes.Source:
    def newest(name: str):
        return next((v for row in references if (v := getattr(row, name))), None)

    return shapes.Source(
        id=source.pk,
        url=references[0].display,
        canonical=source.canonical,
        title=newest("title") or "",
        author=newest("author") or "",
        published=newest("published"),
        outlet=named(source.outlet, root),
        stories=len(pks),
        cited_by=[story_named(stories[pk]) for pk in pks[:CITED_BY] if pk in stories],
    )
