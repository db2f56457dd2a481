"""A new newsroom opens on its own front page, not on Wagtail's welcome page."""

from django.db import migrations


def open_front_page(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType")
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale")
    home_page = apps.get_model("home", "HomePage")
    if home_page.objects.exists():
        return
    page.objects.filter(pk=2, depth=2, slug="home").delete()
    content_type, _ = content_types.objects.get_or_create(
        app_label="home", model="homepage"
    )
    root = page.objects.get(depth=1)
    front = home_page.objects.create(
        title="Newsclip",
        draft_title="Newsclip",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale.objects.get(),
    )
    root.numchild = 1
    root.save()
    site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page_id": front.pk},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunPython(open_front_page, migrations.RunPython.noop, elidable=False)
    ]
