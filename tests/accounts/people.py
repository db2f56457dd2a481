"""Members of staff by what their group is called."""

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from newsroom.demo import builders


def member(role: str, name: str = ""):
    """Somebody of this role, who may do what its group may and no more."""
    name = name or role.lower().replace(" ", "-")
    user = builders.make_user(name, is_superuser=False)
    user.groups.add(Group.objects.get(name=role))
    return user


def editor_of(category):
    """Somebody with an Editor's rights, on the pages of one category alone."""
    editor, group = member("Editor", "politics"), Group.objects.create(name="Politics")
    model = Group.objects.get(name="Editor")
    group.permissions.set(model.permissions.all())
    for right in GroupPagePermission.objects.filter(group=model, page=category):
        GroupPagePermission.objects.create(
            group=group, page=category, permission=right.permission
        )
    for right in GroupCollectionPermission.objects.filter(group=model):
        GroupCollectionPermission.objects.create(
            group=group, collection=right.collection, permission=right.permission
        )
    editor.groups.set([group])
    return editor
