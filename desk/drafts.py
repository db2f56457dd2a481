"""Drafts of others are out of sight for whoever may not see them.

`news/page_policy.py` says who may see what, and Wagtail's lists ask it. Some of its
views ask only what somebody may *do* with a page, and name it when they refuse.
"""

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from news.page_policy import may_see, sees_drafts, viewed_by

NAME_A_PAGE = (
    *("page_id", "parent_page_id", "page_to_move_id", "page_pk"),
    "story_pk",
)
# Views that take pages from the query: each shows their titles.
TAKE_MANY = {"wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"}
# Reports that show the newest page of each type, whoever it is.
SHOW_ANY = {"page_types_usage", "page_types_usage_results"}
LONGEST_PK = 18


class DraftsOutOfSight:
    """Refuses each address of the admin that names a page the user may not see."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_of_the_admin(request):
            return self.get_response(request)
        with viewed_by(request.user):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """None, or the admin's answer to whoever may not be there."""
        user = request.user
        watched = _is_of_the_admin(request) and user.is_authenticated
        if not watched or sees_drafts(user):
            return None
        match = request.resolver_match
        named = [kwargs[name] for name in NAME_A_PAGE if name in kwargs]
        if match.url_name in TAKE_MANY:
            named += request.GET.getlist("id")
        pks = [str(pk) for pk in named]
        if not all(pk.isdecimal() and len(pk) <= LONGEST_PK for pk in pks):
            return permission_denied(request)
        pages = Page.objects.filter(pk__in=pks)
        if match.url_name in SHOW_ANY or not all(
            may_see(request.user, page) for page in pages
        ):
            return permission_denied(request)
        return None


def _is_of_the_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
