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
    restriction = PageViewRestriction.objects.filter(
        pk=page_view_restriction_id, restriction_type=PageViewRestriction.PASSWORD
    ).first()
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if restriction is None or page is None or not _lies_below(page, restriction.page):
        raise Http404("No such page.")
    if isinstance(page, TimedPage) and not in_its_time(page, timezone.now()):
        raise Http404("No such page.")
    return authenticate_with_password(request, page_view_restriction_id, page_id)


def _lies_below(page: Page, private: Page) -> bool:
    return page.pk == private.pk or page.is_descendant_of(private)
