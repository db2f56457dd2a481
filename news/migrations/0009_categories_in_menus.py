"""The categories that are there already stay in the menu, which now asks for it."""

from django.db import migrations


def show_in_menus(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    categories = apps.get_model("news", "CategoryIndexPage").objects.values("pk")
    page.objects.filter(pk__in=categories).update(show_in_menus=True)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0008_version_correction_pks"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunPython(show_in_menus, migrations.RunPython.noop, elidable=False)
    ]
