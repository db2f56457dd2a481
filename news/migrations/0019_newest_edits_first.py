"""The list of stories is read from an index: Wagtail's table of pages has none for it."""

from django.db import migrations

TABLE = "wagtailcore_page"
INDEX = "news_newest_edits_first"


def add_index(apps, schema_editor):
    # SQLite sorts nulls last by itself, and takes no such word.
    nulls = "NULLS LAST" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(
        f"CREATE INDEX {INDEX} ON {TABLE} (latest_revision_created_at DESC {nulls})"
    )


def drop_index(apps, schema_editor):
    schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0018_wanted_category"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(add_index, drop_index)]
