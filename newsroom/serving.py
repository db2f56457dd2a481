"""Pages of the tree: one that any reader may open is found in one query."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import views
from wagtail.models import Page, get_page_models

from home.furniture import furniture_of
from news.models import BasePage
from news.prepared import Prepared
from news.querysets import SectionQuerySet


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, told which page lies at ``path`` if it is a public one.

    Wagtail walks there from the root, some queries a step, and then asks who may read
    it. It still does for every other page, and for what is none; and its hooks, methods
    and pages' own ``route`` and ``serve`` are asked in either case.
    """
    page = public_page(request, path)
    if page is not None:
        # What is not its time's yet is looked for like what never was, and as long.
        with suppress(Http404):
            request._wagtail_route_for_request = page.route(request, [])
    return views.serve(request, path)


def public_page(request: HttpRequest, path: str) -> BasePage | None:
    """The live and unrestricted page at ``path``, with what its type is shown with."""
    site = furniture_of(request).site
    if site is None:
        return None
    slugs = [slug for slug in path.split("/") if slug]
    root = site.root_page
    found = _pages_at(
        slug=slugs[-1] if slugs else root.slug,
        url_path=root.url_path + "".join(f"{slug}/" for slug in slugs),
    )
    return _specific(found[0]) if found else None


@Prepared
def _pages_at(slug, url_path):
    # Only slugs have an index.
    found = SectionQuerySet(Page).published().filter(slug=slug, url_path=url_path)
    return found.select_related(*_shown_with())


def _shown_with() -> list[str]:
    """Each type's row beside the page's, and what pages of that type are shown with."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    return [
        "__".join(filter(None, [model._meta.model_name, beside]))
        for model in types
        for beside in ["", *model.shown_with]
    ]


def _specific(page: Page) -> BasePage | None:
    """The page as its own type; None for one of a type that is not the project's."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return None
    specific = getattr(page, model._meta.model_name)
    specific.is_known_public = True
    specific.keeps_its_place = True
    return specific
