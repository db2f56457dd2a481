"""Who sees which pages in the admin: Wagtail's rules, and no drafts of others for some.

Wagtail shows every page in a part of the tree to whoever may add one there. Here, who
may only add sees pages of others as they are published, unless a group of theirs has
the permission `news.see_drafts`.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy


class DraftsAreTheirAuthors(PagePermissionPolicy):
    """Wagtail's policy, which explorer, searches, reports and the API ask."""

    def explorable_instances(self, user) -> QuerySet:
        pages = super().explorable_instances(user)
        return pages if sees_drafts(user) else self.without_drafts(user, pages)

    def explorable_root_instance(self, user) -> Page | None:
        """Where *Pages* begins: for who may see all of them at the front page.

        Above it is only the root of Wagtail's tree, where no page of a newsroom lies.
        """
        root = super().explorable_root_instance(user)
        if root is None or not root.is_root():
            return root
        sites = Site.objects.select_related("root_page")[:2]
        if len(sites) == 1:
            root = sites[0].root_page
            setattr(user, self._explorable_root_instance_cache_name, root)
        return root

    def without_drafts(self, user, pages: QuerySet) -> QuerySet:
        """``pages``, less drafts that ``user`` may not change.

        What is published counts as a draft, too, while newer edits of it wait or its
        embargo is pending: the admin shows the newest headline.
        """
        may_change = self.instances_user_has_any_permission_for(
            user, {"change", "publish"}
        )
        published = Q(live=True, has_unpublished_changes=False)
        pending = Q(articlepage__embargo_until__gt=timezone.now())
        above = [
            permission.page.path
            for permission in self.get_cached_permissions_for_user(user)
        ]
        leads_there = Q(path__in=_paths_down_to(above))
        return pages.filter(
            Q(pk__in=may_change.values("pk")) | (published & ~pending) | leads_there
        )


def _paths_down_to(paths) -> set[str]:
    step = Page.steplen
    return {path[:end] for path in paths for end in range(step, len(path) + 1, step)}


def sees_drafts(user) -> bool:
    """Whether ``user`` may see what others have not published yet."""
    return user.has_perm("news.see_drafts")


# Who is at the desk while a request of the admin is answered, its page rendered too.
_viewer = ContextVar("viewer", default=None)


@contextmanager
def viewed_by(user):
    """Until it ends, `is_out_of_sight` asks for ``user``."""
    token = _viewer.set(user)
    try:
        yield
    finally:
        _viewer.reset(token)


def is_out_of_sight(page_pk: int) -> bool:
    """Whether whoever is at the desk may not see that page; outside the admin, no."""
    user = _viewer.get()
    if user is None or sees_drafts(user):
        return False
    page = Page.objects.filter(pk=page_pk).first()
    return page is not None and not may_see(user, page)


def may_see(user, page: Page) -> bool:
    """Whether ``user`` may meet the page in the admin, as it is now."""
    if sees_drafts(user) or page.permissions_for_user(user).can_edit():
        return True
    policy = policy_registry.get_by_type(Page)
    return policy.explorable_instances(user).filter(pk=page.pk).exists()


register_permission_policy(Page, DraftsAreTheirAuthors(Page))
