"""Members of staff by what their group is called."""

from django.contrib.auth.models import Group

from newsroom.demo import builders


def member(role: str, name: str = ""):
    """Somebody of this role, who may do what its group may and no more."""
    name = name or role.lower().replace(" ", "-")
    user = builders.make_user(name, is_superuser=False)
    user.groups.add(Group.objects.get(name=role))
    return user
