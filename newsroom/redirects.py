"""Former addresses lead only to what a reader may open, or reads is withdrawn."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import validate_host
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Page, Site

from delivery.caching import ASKED_QUERY
from news.links import visible_pages
from news.models import ArticlePage


class RedirectsForReaders(RedirectMiddleware):
    """Wagtail's redirects, less those to a page that readers may not see.

    An editor may prepare a short address for a story under embargo; a redirect to it
    would tell its slug, and that it is there. Until then it is the 404 it was.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The redirect for a 404 that has one, or ``response`` itself."""
        if response.status_code == 404 and ASKED_QUERY in request.META:
            request.META["QUERY_STRING"] = request.META[ASKED_QUERY]
        answer = super().process_response(request, response)
        hidden = answer is not response and _is_hidden(answer.url)
        return response if hidden else answer


def _is_hidden(address: str) -> bool:
    """Whether a page of ours lies at ``address`` that not any reader may open."""
    target = urlsplit(address)
    sites = Site.get_site_root_paths()
    hosts = settings.ALLOWED_HOSTS + [
        urlsplit(site.root_url).hostname for site in sites
    ]
    host = (target.hostname or "").removesuffix(".")
    if host and not validate_host(host, hosts):
        return False
    below = unquote(target.path).strip("/")  # an address is quoted, a url_path is not
    paths = [f"{site.root_path}{below}/" if below else site.root_path for site in sites]
    pages = set(Page.objects.filter(url_path__in=paths).values_list("pk", flat=True))
    hidden = pages - visible_pages(pages).keys()
    return bool(hidden - _openly_withdrawn(hidden))


def _openly_withdrawn(pks: set[int]) -> set[int]:
    """Those of these pages whose address tells any reader that they are withdrawn."""
    stories = ArticlePage.objects.filter(pk__in=pks).defer("body")
    return {story.pk for story in stories if story.is_openly_withdrawn}
