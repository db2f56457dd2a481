"""What Wagtail's own views and blocks would answer, mounted as its documents say."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.static import serve as serve_files
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.blocks import PageChooserBlock
from wagtail.documents import urls as documents_urls
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from newsroom import urls

api = WagtailAPIRouter("stock_api")
api.register_endpoint("images", ImagesAPIViewSet)
api.register_endpoint("documents", DocumentsAPIViewSet)


def page_by_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Wagtail's rule of what a page answers: whatever is live."""
    page = Page.objects.get(pk=pk).specific
    found = Page.route(page, request, [])
    return found.page.serve(request, *found.args, **found.kwargs)


def search(request: HttpRequest) -> HttpResponse:
    """Search as Wagtail's project template has it: of live pages, not ``public()``."""
    found = Page.objects.live().search(request.GET["q"])
    return HttpResponse("".join(f"<li>{page.title} {page.url}</li>" for page in found))


def related_story(request: HttpRequest, pk: int) -> HttpResponse:
    """A page chooser's block, as it is shown without a template."""
    block = PageChooserBlock()
    page = block.to_python(pk)
    if page is None:
        raise Http404
    return HttpResponse(block.render(page) + page.url)


def linking_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A link of rich text to a page."""
    return HttpResponse(PageLinkHandler.expand_db_attributes({"id": pk}))


def media(request: HttpRequest, path: str) -> HttpResponse:
    return serve_files(request, path, document_root=settings.MEDIA_ROOT)


urlpatterns = [
    path("pages/<int:pk>/", page_by_number),
    path("api/v2/", api.urls),
    path("stock/search/", search),
    path("stock/related/<int:pk>/", related_story),
    path("stock/link/<int:pk>/", linking_text),
    path("documents/", include(documents_urls)),
    path("media/<path:path>", media),
    *urls.urlpatterns,
]

# What leaks as it comes: the state in which, the column of the matrix that has it
# closed here, and where Wagtail's own answers.
LEAKS = {
    "search without public()": (
        "restricted",
        "search: excerpts",
        lambda scene, word: [f"/stock/search/?q={word}"],
    ),
    "related links to drafts": (
        "draft",
        "related-story block",
        lambda scene, word: [f"/stock/related/{scene.story.pk}/"],
    ),
    "links in text to drafts' addresses": (
        "draft",
        "link in another's text",
        lambda scene, word: [f"/stock/link/{scene.story.pk}/"],
    ),
    "list of pictures": (
        "draft",
        "lists of pictures and documents",
        lambda scene, word: ["/api/v2/images/?format=json&fields=*"],
    ),
    "list of documents": (
        "draft",
        "lists of pictures and documents",
        lambda scene, word: ["/api/v2/documents/?format=json"],
    ),
    "files of pictures": ("draft", "picture: original", None),
    "files of documents": ("draft", "document: every address", None),
    "expired pages": (
        "expired not swept",
        "address: by number",
        lambda scene, word: [f"/pages/{scene.story.pk}/"],
    ),
}
