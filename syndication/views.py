"""A story as ninjs."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from delivery.problems import problem
from home.furniture import open_site
from news.models import ArticlePage
from syndication.addresses import Place
from syndication.api.reading import for_reading
from syndication.api.written import loaded, whole
from syndication.ninjs import as_ninjs, ninjs_address


@for_reading
def ninjs(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """The story that lies at ``category`` and ``slug``, as ninjs; a moved one leads on.

    A withdrawn one's is a 410, as its page is; all else is a 404.
    """
    furniture = open_site(request)
    root, above = furniture.site.root_url, furniture.site.root_page.url_path
    there = {"slug": slug, "url_path": f"{above}{category}/{slug}/"}
    story = loaded(ArticlePage.objects.published().filter(alias_of=None, **there))
    if story is None:
        return _no_more(Place(furniture.site, f"{category}/{slug}"))
    said = as_ninjs(story, whole(story, root), root, furniture.brand.name)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _no_more(place: Place) -> HttpResponse:
    if story := place.withdrawn_story():
        return problem(410, f"This story was withdrawn: {story.withdrawn_because}")
    return place.lead_on(ninjs_address)
