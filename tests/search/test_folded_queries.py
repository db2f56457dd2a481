"""What makes two spellings one search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import LONGEST, fold_query


@pytest.mark.parametrize(
    "typed",
    [
        "Gas  Prices",
        " gas\tprices ",
        "“gas prices”",
        "GAS PRICES?",
        "ｇａｓ　ｐｒｉｃｅｓ",
        "#gas prices",
        "gas prices.",
    ],
)
def test_spellings_of_one_search(typed):
    assert fold_query(typed) == "gas prices"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Élysée", "elysee"),
        ("gas -oil", "gas -oil"),
        ("from:BBC.com", "from:bbc.com"),
        ("C++", "c++"),
        ("東京　地震", "東京 地震"),
        ("\x00 \ud800 ?! “”", ""),
        ("", ""),
        ("a" * 10_000, "a" * LONGEST),
    ],
)
def test_what_is_another_search(typed, folded):
    assert fold_query(typed) == folded


@given(st.text(st.characters(exclude_categories=()), max_size=500))
def test_folding_twice_is_folding_once(typed):
    folded = fold_query(typed)
    assert fold_query(folded) == folded
    assert len(folded) <= LONGEST
    assert "\x00" not in folded
    folded.encode()
