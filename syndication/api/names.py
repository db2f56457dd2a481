"""The addresses of what stories are filed by: hashtags, categories, authors, outlets.

Each is there while readers can see a story of it: another may belong to a draft.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from ninja import Query, Router

from hashtags.lookup import open_hashtag_or_404
from hashtags.models import Hashtag
from news.counts import hashtags_in_use, in_use
from news.models import Author, CategoryIndexPage, ListingKind
from sources.models import Outlet
from syndication.api import shapes
from syndication.api.answers import (
    furniture_or_404,
    next_page,
    nothing_asked,
    one_answer,
    page_answer,
)
from syndication.api.asked import PageAsked
from syndication.api.cursors import cursor_of, values_of
from syndication.api.pictures import picture_of
from syndication.api.problems import NOTHING_HERE, Problem, Refused
from syndication.api.shapes import Page
from syndication.api.written import named

router = Router()
LISTED = {304: None, 400: Problem}
FOUND = LISTED | {404: Problem}


@router.get(
    "/hashtags",
    response={200: Page[shapes.Hashtag], **LISTED},
    url_name="hashtags",
    operation_id="listHashtags",
    summary="Hashtags, A to Z",
    tags=["hashtags"],
)
def hashtags(request: HttpRequest, asked: Query[PageAsked]) -> HttpResponse:
    """Every hashtag that a public story has, A to Z."""
    return _page(request, asked, "folded", hashtags_in_use(), _hashtag)


@router.get(
    "/hashtags/{slug}",
    response={200: shapes.Hashtag, 301: None, **FOUND},
    url_name="hashtag",
    operation_id="readHashtag",
    summary="A hashtag",
    tags=["hashtags"],
)
def hashtag(request: HttpRequest, slug: str) -> HttpResponse:
    """A hashtag. One that was merged leads to the one that it was merged into."""
    found, shown = open_hashtag_or_404(slug)
    answer = _one(request, hashtags_in_use().filter(pk=shown.pk), _hashtag)
    if shown != found:
        return redirect("api-1:hashtag", slug=shown.slug, permanent=True)
    return answer


@router.get(
    "/categories",
    response={200: Page[shapes.Category], **LISTED},
    url_name="categories",
    operation_id="listCategories",
    summary="Categories",
    tags=["categories"],
)
def categories(request: HttpRequest, asked: Query[PageAsked]) -> HttpResponse:
    """Every category that has a public story, A to Z by its slug."""
    return _page(request, asked, "slug", _categories(request), _category)


@router.get(
    "/categories/{slug}",
    response={200: shapes.Category, **FOUND},
    url_name="category",
    operation_id="readCategory",
    summary="A category",
    tags=["categories"],
)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """A category."""
    return _one(request, _categories(request).filter(slug=slug), _category)


@router.get(
    "/authors",
    response={200: Page[shapes.Author], **LISTED},
    url_name="authors",
    operation_id="listAuthors",
    summary="Authors",
    tags=["authors"],
)
def authors(request: HttpRequest, asked: Query[PageAsked]) -> HttpResponse:
    """Every author of a public story, A to Z by the slug."""
    return _page(request, asked, "slug", _authors(), _author)


@router.get(
    "/authors/{slug}",
    response={200: shapes.Author, **FOUND},
    url_name="author",
    operation_id="readAuthor",
    summary="An author",
    tags=["authors"],
)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author."""
    return _one(request, _authors().filter(slug=slug), _author)


@router.get(
    "/outlets",
    response={200: Page[shapes.Outlet], **LISTED},
    url_name="outlets",
    operation_id="listOutlets",
    summary="Outlets",
    tags=["outlets"],
)
def outlets(request: HttpRequest, asked: Query[PageAsked]) -> HttpResponse:
    """Every outlet that a public story cites, A to Z by its slug."""
    return _page(request, asked, "slug", _outlets(), _outlet)


@router.get(
    "/outlets/{slug}",
    response={200: shapes.Outlet, **FOUND},
    url_name="outlet",
    operation_id="readOutlet",
    summary="An outlet",
    tags=["outlets"],
)
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """An outlet."""
    return _one(request, _outlets().filter(slug=slug), _outlet)


def _page(
    request: HttpRequest,
    asked: PageAsked,
    column: str,
    things: QuerySet,
    said: Callable[..., shapes.Named],
) -> HttpResponse:
    """A page of the things in the order of a unique column."""
    root = furniture_or_404(request).site.root_url
    if asked.cursor is not None:
        (after,) = values_of(asked.cursor, column, str)
        things = things.filter(**{f"{column}__gt": after})
    found = list(things.order_by(column)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > len(shown)
    cursor = cursor_of(column, getattr(shown[-1], column)) if more else None
    data = [said(thing, root) for thing in shown]
    return page_answer(Page(data=data, next=next_page(request, root, cursor)))


def _one(request: HttpRequest, things: QuerySet, said: Callable) -> HttpResponse:
    nothing_asked(request)
    thing = things.first()
    if thing is None:
        raise Refused(404, NOTHING_HERE)
    return one_answer(said(thing, furniture_or_404(request).site.root_url))


def _categories(request: HttpRequest) -> QuerySet[CategoryIndexPage]:
    found = CategoryIndexPage.objects.published()
    found = found.child_of(furniture_or_404(request).site.root_page)
    return in_use(found, ListingKind.CATEGORY)


def _authors() -> QuerySet[Author]:
    return in_use(Author.objects.select_related("photo"), ListingKind.AUTHOR)


def _outlets() -> QuerySet[Outlet]:
    return in_use(Outlet.objects.all(), ListingKind.OUTLET)


def _counted(thing, root: str, filter_by: str) -> dict:
    """How many stories the thing has that readers can see, and where."""
    below = reverse("api-1:stories")
    query = urlencode({filter_by: thing.slug})
    return {"stories": thing.public_stories, "stories_url": f"{root}{below}?{query}"}


def _hashtag(thing: Hashtag, root: str) -> shapes.Hashtag:
    return shapes.Hashtag(
        **dict(named(thing, root)),
        **_counted(thing, root, "hashtag"),
        description=thing.description,
    )


def _category(thing: CategoryIndexPage, root: str) -> shapes.Category:
    return shapes.Category(
        **dict(named(thing, root)),
        **_counted(thing, root, "category"),
        description=thing.introduction,
    )


def _outlet(thing: Outlet, root: str) -> shapes.Outlet:
    return shapes.Outlet(
        **dict(named(thing, root)),
        **_counted(thing, root, "outlet"),
        description=thing.description,
        home=thing.url,
    )


def _author(thing: Author, root: str) -> shapes.Author:
    photo, shape = thing.photo, ("author",)
    credit = photo.credit if photo else ""
    return shapes.Author(
        **dict(named(thing, root)),
        **_counted(thing, root, "author"),
        role=thing.role,
        bio=thing.bio,
        email=thing.email,
        profiles=[address for _, address in thing.links],
        picture=picture_of(photo, thing.name, "", credit, root, shape),
    )
