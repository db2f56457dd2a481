"""A queryset whose SQL is written once gives what the queryset gives."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hashtags.models import Hashtag
from news.models import ArticlePage, SourceReference
from news.prepared import Prepared
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(home):
    world = builders.make_category("World")
    return [
        builders.make_article(
            f"Story {number}",
            category=world if number % 2 else None,
            sources=["https://paper.example/report"] if number == 3 else [],
        )
        for number in range(7)
    ]


def told(stories) -> list[tuple]:
    return [(story.title, story.category and story.category.title) for story in stories]


def cards(now, pks):
    return ArticlePage.objects.published(now).filter(pk__in=pks).for_cards()


@pytest.mark.parametrize("many", range(8))
def test_rows_are_those_of_the_queryset_however_many_values(
    stories, django_assert_num_queries, many
):
    now, pks = timezone.now(), [story.pk for story in stories[:many]]
    expected = list(cards(now, pks))
    prepared = Prepared(cards)
    for _ in range(2):
        with django_assert_num_queries(1 if many else 0):
            found = prepared(now=now, pks=pks)
            shown = told(found)
        assert found == expected
        assert shown == told(expected)
    assert [vars(s).keys() for s in found] == [vars(s).keys() for s in expected]


def test_each_time_other_values_count(stories):
    prepared = Prepared(cards)
    first, second = stories[:2]
    now = timezone.now()
    assert prepared(now=now, pks=[first.pk]) == [first]
    assert prepared(now=now, pks=[second.pk]) == [second]
    later = now + timedelta(days=1)
    ArticlePage.objects.filter(pk=first.pk).update(embargo_until=later)
    assert prepared(now=now, pks=[first.pk]) == []
    assert prepared(now=later, pks=[first.pk]) == [first]


def test_sql_is_written_once_for_each_power_of_two(stories):
    made = []

    @Prepared
    def prepared(now, pks):
        made.append(pks)
        return cards(now, pks)

    for many in range(1, 8):
        prepared(now=timezone.now(), pks=[story.pk for story in stories[:many]])
    assert len(made) == 4


def test_a_time_that_would_stay_is_refused(stories):
    stale = Prepared(lambda pks: ArticlePage.objects.published().filter(pk__in=pks))
    with pytest.raises(TypeError, match="give it as a value"):
        stale(pks=[stories[0].pk])


def test_texts_and_what_is_computed(stories):
    cited = SourceReference.objects.filter(article=OuterRef("pk"))

    @Prepared
    def begun(title):
        found = ArticlePage.objects.filter(title__startswith=title).order_by("pk")
        return found.annotate(cites=Exists(cited))

    assert [story.cites for story in begun(title="Story")] == [
        number == 3 for number in range(7)
    ]
    assert begun(title="%") == begun(title="' OR 1 --") == []


def test_plain_rows_come_plain(db):
    Hashtag.objects.get_or_create_many(["NATO", "Harbour"])

    @Prepared
    def named(names):
        return Hashtag.objects.filter(name__in=names).values_list("name", flat=True)

    assert named(names=["NATO", "Nobody"]) == ["NATO"]
    assert named(names=[]) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection(home):
    story = builders.make_article("Story")
    prepared = Prepared(cards)
    assert prepared(now=timezone.now(), pks=[story.pk]) == [story]
    found = []

    def ask():
        found.append(prepared(now=timezone.now(), pks=[story.pk]))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[story]]
