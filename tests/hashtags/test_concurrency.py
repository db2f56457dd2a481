from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from hashtags.models import Hashtag
from hashtags.operations import merge
from news.models import Listing
from newsroom.demo.builders import make_article
from tests.news.test_listings import rebuilt, snapshot

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
@pytest.mark.parametrize("first", ["publish", "merge"])
def test_a_story_published_while_its_hashtag_is_merged_is_listed_where_it_leads(first):
    """Whichever comes first, the other waits, and sees what it did."""
    story = make_article(hashtags=["Rain"], publish=False)
    other = make_article("Another", hashtags=["Otan"])
    otan, nato = Hashtag.objects.get_or_create_many(["Otan", "NATO"])
    story.hashtags.set([otan, "Rain"])
    revision = story.save_revision()
    done, open_still = Event(), Event()

    def publish():
        revision.publish()
        other.refresh_from_db()
        other.save_revision().publish()

    acts = {"publish": publish, "merge": lambda: merge([otan], nato)}
    begins = acts.pop(first)

    def begin():
        try:
            with transaction.atomic():
                begins()
                open_still.set()
                assert not done.wait(timeout=1)  # it has to wait for this one
        finally:
            connection.close()

    def follow():
        try:
            assert open_still.wait(timeout=20)
            next(iter(acts.values()))()
            done.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        for future in [both.submit(begin), both.submit(follow)]:
            future.result()

    assert snapshot() == rebuilt()
    listed = Listing.objects.get(kind="hashtag", key=str(nato.pk))
    assert (listed.count, listed.rows.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_colleagues_who_merge_in_a_circle_at_once_make_none():
    one, other = Hashtag.objects.get_or_create_many(["One", "Other"])
    ready = Barrier(2)

    def lead(what, into):
        try:
            ready.wait(timeout=10)
            merge([what], into)
        except ValidationError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as editors:
        said = list(editors.map(lead, [one, other], [other, one]))

    assert sorted(said, key=str) == [None, "refused"]
    assert Hashtag.objects.exclude(merged_into=None).count() == 1
