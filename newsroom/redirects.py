"""Former addresses lead only to what a reader may open."""

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Page, Site

from news.links import visible_pages


class RedirectsForReaders(RedirectMiddleware):
    """Wagtail's redirects, less those to a page that readers may not see.

    An editor may prepare a short address for a story under embargo; a redirect to it
    would tell its slug, and that it is there. Until then it is the 404 it was.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The redirect for a 404 that has one, or ``response`` itself."""
        answer = super().process_response(request, response)
        hidden = answer is not response and _is_hidden(request, answer.url)
        return response if hidden else answer


def _is_hidden(request, address: str) -> bool:
    """Whether a page of the site lies at ``address`` that not any reader may open."""
    target = urlsplit(address)
    site = Site.find_for_request(request)
    if site is None or target.netloc not in ("", request.get_host()):
        return False
    below = unquote(target.path).strip("/")  # an address is quoted, a url_path is not
    url_path = (
        f"{site.root_page.url_path}{below}/" if below else site.root_page.url_path
    )
    page = Page.objects.filter(url_path=url_path).first()
    return page is not None and page.pk not in visible_pages([page.pk])
