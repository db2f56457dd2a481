"""Versions say when readers could see them; their seals take that in, and destroy notes
with contents."""

import hashlib
import hmac

from django.conf import settings
from django.db import migrations, models
from django.utils.dateparse import parse_datetime

from news.models.version import canonical, sealed


def seal_anew(apps, schema_editor):
    """Seal each row that is whole; one that was tampered with stays found."""
    previous = {}
    rows = apps.get_model("news", "StoryVersion").objects
    for row in rows.order_by("story_id", "number").iterator(chunk_size=200):
        before = previous.get(row.story_id, ("", ""))
        whole = row.chain_hash == old_chain_hash(row, before[0])
        if row.withheld_at is None:
            whole &= row.content_hash == old_hash(row.content)
            row.readable_from = readable_from(row)
        formerly = row.chain_hash
        row.content_hash = sealed("text", row.content, row.note)
        row.chain_hash = sealed(
            "version", before[1], row.story_id, row.number, row.at.isoformat(), row.who,
            row.change, row.correction_pks,
            row.readable_from and row.readable_from.isoformat(), row.content_hash,
        ) if whole else ""  # fmt: skip
        previous[row.story_id] = formerly, row.chain_hash
        row.save()


def readable_from(row):
    if row.content is None:
        return None
    embargo = row.content.get("embargo_until")
    return max(row.at, parse_datetime(embargo)) if embargo else row.at


def old_hash(content):
    return hashlib.sha256(canonical(content)).hexdigest()


def old_chain_hash(row, previous):
    said = [
        previous, row.story_id, row.number, row.at.isoformat(), row.who, row.change,
        row.note, row.content_hash,
    ]  # fmt: skip
    key = settings.VERSION_KEY.encode()
    return hmac.new(key, canonical(said), hashlib.sha256).hexdigest()


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0013_rising_hashtags'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistorySettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public', models.BooleanField(default=True, help_text='Each story links to its history: what was published when, and the difference between any two versions. Off: no link, and the addresses do not exist. Corrections stay on the story.', verbose_name='readers may open former versions')),
            ],
            options={
                'verbose_name': 'public history',
            },
        ),
        migrations.AlterModelOptions(
            name='storyversion',
            options={'ordering': ['story', 'number'], 'permissions': [('withhold_version', 'Can destroy the text of a version')]},
        ),
        migrations.AddField(
            model_name='storyversion',
            name='readable_from',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='storyversion',
            name='withheld_for',
            field=models.CharField(blank=True, choices=[('court', 'Withheld by court order'), ('minor', 'Withheld to protect a minor'), ('erasure', 'Withheld at the request of a person concerned'), ('other', 'Withheld by the newsroom')], max_length=10),
        ),
        migrations.AlterField(
            model_name='storyversion',
            name='change',
            field=models.CharField(choices=[('first', 'First published'), ('update', 'Updated'), ('correction', 'Corrected'), ('revert', 'Earlier version published again'), ('unpublish', 'Taken down'), ('expire', 'Expired'), ('withhold', 'Text of a version destroyed')], max_length=10),
        ),
        migrations.RunPython(seal_anew, migrations.RunPython.noop),
    ]
