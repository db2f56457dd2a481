from django.db import migrations, models


def take_from_contents(apps, schema_editor):
    versions = apps.get_model("news", "StoryVersion").objects.exclude(content=None)
    for version in versions.iterator(chunk_size=100):
        corrections = version.content.get("corrections", [])
        version.correction_pks = [correction["pk"] for correction in corrections]
        version.save(update_fields=["correction_pks"])


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0007_typed_embargo_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="storyversion",
            name="correction_pks",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(take_from_contents, migrations.RunPython.noop),
    ]
