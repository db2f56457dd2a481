"""Hashtags that a text mentions are found by its words, however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hashtags.folding import fold
from hashtags.mentions import MOST_WORDS, keys_in
from hashtags.models import Hashtag

pytestmark = pytest.mark.django_db


def mentioned(text: str) -> set[str]:
    return {tag.name for tag in Hashtag.objects.mentioned_in(text)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NATO", "the talks at Nato."),
        ("NATO", "“NATO’s” plan"),
        ("NATO", "a NATO-led force"),
        ("GlobalSecurity", "On global security, again"),
        ("GlobalSecurity", "see #GlobalSecurity"),
        ("EnergyPrices", "Énergy prices"),
        ("C++", "Written in C++."),
        ("G20", "(G20)"),
        ("CentralBankOfAverne", "the Central Bank of Averne said"),
        ("أوكرانيا", "في أوكرانيا، اليوم"),
        ("U.S", "in the U.S. today"),
    ],
)
def test_a_name_is_found_as_a_whole_word_or_as_words(name, text):
    Hashtag.objects.get_or_create_many([name])
    assert mentioned(text) == {name}


@pytest.mark.parametrize(
    "text", ["Natovian", "inflation", "global. Security", "global, security", "", " - "]
)
def test_parts_of_words_and_of_two_sentences_are_not(text):
    Hashtag.objects.get_or_create_many(["NATO", "GlobalSecurity"])
    assert mentioned(text) == set()


def test_only_active_ones_are_found_and_merged_ones_as_what_they_became():
    kept, merged, hidden, proposed, blocked = Hashtag.objects.get_or_create_many(
        ["Energy", "Power", "Secret", "New", "Bad"]
    )
    Hashtag.objects.filter(pk=merged.pk).update(merged_into=kept)
    for tag, status in (
        (hidden, "hidden"),
        (proposed, "proposed"),
        (blocked, "blocked"),
    ):
        Hashtag.objects.filter(pk=tag.pk).update(status=status)
    assert mentioned("power secret new bad") == {"Energy"}


def test_many_hashtags_cost_the_same_one_query():
    Hashtag.objects.bulk_create(
        Hashtag(name=f"Tag{n}", slug=f"tag{n}", folded=f"tag{n}") for n in range(5000)
    )
    text = " ".join(f"word{n}" for n in range(5000))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert mentioned(f"tag7 {text}") == {"Tag7"}
    assert len(queries) == 1
    assert len(keys_in(text)) <= 4 * MOST_WORDS


def test_a_key_is_what_its_words_fold_to():
    assert fold("energy prices") in keys_in("Energy prices rise")
