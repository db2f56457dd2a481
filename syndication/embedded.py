"""The small card of a story that other sites show in a frame."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from delivery.tags import picture_tag, story_tag, tag
from home.furniture import open_site
from news.models import ArticlePage
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

    A withdrawn one's says so, as 410. 404 where readers may not see the story, as if it
    never was.
    """
    place = Place(open_site(request).site, f"{category}/{slug}")
    if story := place.story():
        if story.hero_image:
            tag(picture_tag(story.hero_image.pk))
        return _card(request, "pages/embedded.html", story)
    if story := place.withdrawn_story():
        return _card(request, "pages/embedded_withdrawn.html", story, status=410)
    return place.lead_on(lambda story: f"{story.full_url}embed/")


def _card(
    request: HttpRequest, template: str, story: ArticlePage, status: int = 200
) -> HttpResponse:
    tag(story_tag(story.pk), until=story.expire_at)
    response = render(request, template, {"story": story}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
