from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from hashtags.models import Hashtag

NAMES = [f"Subject{number}" for number in range(20)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_editors_who_create_the_same_hashtags_at_once_share_them():
    """In transactions, in opposite orders: neither deadlock nor duplicate nor error."""
    ready = Barrier(2)

    def create(names):
        try:
            with transaction.atomic():
                unsaved = Hashtag.objects.for_names(names)
                ready.wait(timeout=10)
                return {tag.pk for tag in Hashtag.objects.create_missing(unsaved)}
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as editors:
        one, other = editors.map(create, [NAMES, NAMES[::-1]])
    assert one == other
    assert Hashtag.objects.count() == len(NAMES)
