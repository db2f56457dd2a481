"""What the newsroom's roles may do in each category.

The groups themselves, and all else that they may do, are made by a migration; from then
on they are the newsroom's own, and are changed in the admin under Settings → Groups.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

IN_EACH_CATEGORY = {
    "Contributor": {"add_page"},
    "Reporter": {"add_page"},
    "Editor": {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
}


def open_category(category: Page) -> None:
    """Give the roles that work in every category what they may do in a new one.

    Groups that the newsroom has renamed or deleted are left alone.
    """
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore")
    for group in Group.objects.filter(name__in=IN_EACH_CATEGORY):
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=category, permission=permission)
            for permission in permissions.filter(
                codename__in=IN_EACH_CATEGORY[group.name]
            )
        )
