"""A story as ninjs."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from news.models import ArticlePage
from syndication.api.reading import for_reading
from syndication.api.written import loaded, whole
from syndication.feed_views import open_site
from syndication.ninjs import as_ninjs


@for_reading
def ninjs(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """The story that lies at ``category`` and ``slug``, as ninjs."""
    furniture = open_site(request)
    root, above = furniture.site.root_url, furniture.site.root_page.url_path
    there = {"slug": slug, "url_path": f"{above}{category}/{slug}/"}
    story = loaded(ArticlePage.objects.published().filter(alias_of=None, **there))
    if story is None:
        raise Http404("No story lies here that readers may see.")
    said = as_ninjs(story, whole(story, root), root, furniture.brand.name)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
