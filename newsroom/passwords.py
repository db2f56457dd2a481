"""Asking for the password of a private page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.views import authenticate_with_password

from news.models import TimedPage
from news.querysets import in_its_time


def ask_for_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    """Wagtail's form for a page that is there and has that password; else a 404.

    Wagtail's own answers for every page, and so tells a stranger which numbers exist.
    """
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if page is None or not _asks_for(page, page_view_restriction_id):
        raise Http404("No such page.")
    if isinstance(page, TimedPage) and not in_its_time(page, timezone.now()):
        raise Http404("No such page.")
    return authenticate_with_password(request, page_view_restriction_id, page_id)


def _asks_for(page: Page, restriction_pk: int) -> bool:
    """Whether the page, or one above it, asks for that password."""
    asked = page.get_view_restrictions().filter(pk=restriction_pk)
    return asked.filter(restriction_type=PageViewRestriction.PASSWORD).exists()
