"""A draft, for an outsider who was sent a link to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from desk.models import DraftLink
from images.models import NewsImage
from images.views import private_rendition, rendition
from news.models import ArticlePage
from news.picture_uses import pictures_of

# Nobody keeps it, finds it, or learns from a link in it where it was.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
PICTURES = f"{settings.MEDIA_URL}images/"


@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The newest draft of the story, as readers would see it; 404 for a dead link.

    Its pictures, which are private, are asked for below the link's own address.
    """
    link = _working_link(token)
    story = _draft_of(link)
    context = story.get_context(request) | {"link": link}
    response = TemplateResponse(request, "pages/draft.html", context).render()
    below = f"{link.get_absolute_url()}media/images/"
    response.content = response.content.decode().replace(PICTURES, below)
    return _kept_by_nobody(response)


@require_safe
def draft_picture(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A picture that the draft shows, or one that is public; else a 404."""
    shown = _pictures_shown(_draft_of(_working_link(token)))
    pictures = NewsImage.objects.filter(pk__in=shown)
    files = {file["file"] for picture in pictures for file in picture.ready_files}
    show = private_rendition if f"images/{path}" in files else rendition
    return _kept_by_nobody(show(request, path))


def _working_link(token: str) -> DraftLink:
    return get_object_or_404(DraftLink.objects.working(), token=token)


def _draft_of(link: DraftLink) -> ArticlePage:
    return link.story.get_latest_revision_as_object()


def _pictures_shown(story: ArticlePage) -> set[int]:
    photos = {line.author.photo_id for line in story.bylines.all()}
    return pictures_of(story) | (photos - {None})


def _kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    return response
