"""On PostgreSQL the generator writes by a process for each core."""

import pytest
from django.db import connection
from wagtail.models import Page

from news.listings import rebuild_listings
from news.models import ArticlePage
from newsroom.demo import builders, scale
from search.models import StoryDocument, Word
from tests.newsroom.test_scale import listed


@pytest.mark.django_db(transaction=True)
def test_two_processes_write_at_once(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    builders.front_page()
    monkeypatch.setattr(scale, "BATCH", 50)
    scale.add_stories(300)

    before = listed()
    assert before[1]["front", ""] == 300
    assert not any(Page.find_problems())
    rebuild_listings(ArticlePage.objects.all())
    assert listed() == before
    assert StoryDocument.objects.count() == 300
    assert Word.objects.filter(stories__gt=100).exists()
