from django.db import migrations, models

ADD = """
CREATE INDEX newsclip_pages_to_expire ON wagtailcore_page (live, expire_at)
WHERE expire_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """Indexes for what the clock asks several times a second.

    ``expire_at`` is a column of Wagtail's own table, so that its index is none of our
    models'.
    """

    dependencies = [
        ("news", "0004_embargo"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(
                fields=["embargo_until"],
                condition=models.Q(embargo_until__isnull=False),
                name="news_stories_under_embargo",
            ),
        ),
        migrations.RunSQL(ADD, "DROP INDEX newsclip_pages_to_expire"),
    ]
