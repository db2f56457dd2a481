"""What PostgreSQL's index decides by itself."""

import pytest
from django.db import connection
from django.utils import timezone

from news.models import Listing, ListingKind
from newsroom.demo import builders
from search.documents import Field, make_document
from search.expression import All, Filed, Phrase, Term
from search.indexes import index, postgres
from search.indexes.lookup import Lookup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]
BESIDE, APART = "The gas price fell", "A price for gas"
PARTS = {"gas": 1.0, "price": 1.0}


@pytest.fixture
def written(home, monkeypatch):
    """Primary keys of two stories by their text, every pair written alike."""
    for module in ("search.documents", "search.indexes.postgres"):
        monkeypatch.setattr(f"{module}.pair", lambda first, second: "00000")
    pks = {}
    for text in (BESIDE, APART):
        story = builders.make_article("Board meets")
        fields = [Field("body", text, 1.0)]
        made = make_document(story.pk, timezone.now(), fields, [])
        index().write([made])
        pks[text] = story.pk
    return pks


def found(asked: Lookup) -> set[int]:
    return {row.story for row in index().newest(asked, ("1 = 1", []), 10)}


def test_where_words_stand_is_read_if_a_pair_may_be_another(written, monkeypatch):
    monkeypatch.setattr(postgres, "ALIKE", 1.0)
    asked = Lookup(Phrase(("gas", "price")), stories=2, parts=PARTS)
    assert found(asked) == {written[BESIDE]}


def test_a_pair_is_believed_where_hardly_one_is_another(written):
    asked = Lookup(Phrase(("gas", "price")), stories=2, parts=PARTS)
    assert found(asked) == set(written.values())


def test_three_words_and_what_is_left_out_are_read_always(written):
    three = Lookup(Phrase(("the", "gas", "price")), stories=2, parts=PARTS)
    assert found(three) == {written[BESIDE]}


def test_how_many_have_a_name_is_known_of_its_listing(home):
    Listing.objects.create(kind=ListingKind.HASHTAG, key="7", count=30)
    Listing.objects.create(kind=ListingKind.AUTHOR, key="7", count=5)
    wanted = All((Term("gas"), Filed("h", "7"), Filed("y", "2026"), Filed("o", "9")))
    parts = postgres.parts_filed(wanted, 100)
    assert (parts["h:7"], parts["y:2026"], parts.get("o:9", 0.0)) == (0.3, 1.0, 0.0)


def test_a_search_starts_no_worker_and_leaves_no_setting_behind(db):
    def settings() -> list[str]:
        with connection.cursor() as cursor:
            said = []
            for name in (*postgres.SETTINGS, "statement_timeout"):
                cursor.execute(f"SHOW {name}")
                said += cursor.fetchone()
            return said

    before = settings()
    with index().in_time(0.7):
        assert settings() == ["off", "off", "0", "700ms"]
    assert settings() == before != ["off", "off", "0", "700ms"]


def test_no_query_of_any_page_is_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
