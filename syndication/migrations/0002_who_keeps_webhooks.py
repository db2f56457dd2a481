"""Managing editors and owners say which addresses are told of stories."""

from django.db import migrations

ROLES = ["Managing editor", "Owner"]
ACTIONS = ["add", "change", "delete", "view"]


def let_roles_keep_webhooks(apps, schema_editor):
    """Groups that the newsroom has renamed or deleted are left alone."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="syndication", model="webhook"
    )
    permissions = [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_webhook",
            defaults={"name": f"Can {action} webhook"},
        )[0]
        for action in ACTIONS
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("syndication", "0001_webhooks"),
        ("accounts", "0003_roles"),
    ]
    operations = [
        migrations.RunPython(let_roles_keep_webhooks, migrations.RunPython.noop)
    ]
