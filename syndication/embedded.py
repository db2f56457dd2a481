"""The small card of a story that other sites show in a frame."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from delivery.tags import picture_tag, story_tag, tag
from home.furniture import furniture_of
from syndication.addresses import Place

# Any site may frame it, and nothing on it runs.
POLICY = {
    **settings.SECURE_CSP,
    "script-src": [CSP.NONE],
    "frame-src": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@xframe_options_exempt
@csp_override(POLICY)
def embedded(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """The card of the story at ``category`` and ``slug``; a moved one leads on.

    404 where readers may not see the story, as if it never was.
    """
    site = furniture_of(request).site
    place = Place(site, f"{category}/{slug}") if site else None
    story = place and place.story()
    moved = place.moved_story() if place and not story else None
    if moved:
        return redirect(f"{moved.full_url}embed/")
    if not story:
        raise Http404("There is no public story to embed.")
    tag(story_tag(story.pk), until=story.expire_at)
    if story.hero_image:
        tag(picture_tag(story.hero_image.pk))
    response = render(request, "pages/embedded.html", {"story": story})
    response["X-Robots-Tag"] = "noindex"
    return response
