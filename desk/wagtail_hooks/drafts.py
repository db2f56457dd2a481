"""Page choosers leave out what the user may not see."""

from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.page_policy import sees_drafts


@hooks.register("construct_page_chooser_queryset")
def choose_no_drafts_of_others(pages, request):
    if sees_drafts(request.user):
        return pages
    policy = policy_registry.get_by_type(Page)
    in_sight = policy.without_drafts(request.user, Page.objects.all())
    # By primary key: a search may follow, which knows few columns.
    return pages.filter(pk__in=in_sight.values("pk"))
