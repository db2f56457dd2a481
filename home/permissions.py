"""Who may change what stands on the front: whoever may publish the front page."""

from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy


class FrontPagePolicy(SitePermissionPolicy):
    """Settings of a site that go with its front page, and need no right of their own.

    Whoever has Wagtail's own right to change them may, too.
    """

    def user_has_any_permission(self, user, actions):
        return self.sites_user_has_any_permission_for(user, actions).exists()

    def user_has_any_permission_for_instance(self, user, actions, instance):
        site = instance if isinstance(instance, Site) else instance.site
        allowed = self.sites_user_has_any_permission_for(user, actions)
        return allowed.filter(pk=site.pk).exists()

    def sites_user_has_any_permission_for(self, user, actions):
        own = super().sites_user_has_any_permission_for(user, actions)
        if not (user.is_authenticated and user.is_active):
            return own
        sites = Site.objects.select_related("root_page")
        theirs = [
            site.pk
            for site in sites
            if site.root_page.permissions_for_user(user).can_publish()
        ]
        return Site.objects.filter(pk__in=[*own.values_list("pk", flat=True), *theirs])
