"""One analyser reads stories and queries: folding, stems, scripts without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import LONGEST_WORD, tokens, words
from search.meaning import query_words


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferry", "ferries"),
        ("prices", "PRICE"),
        ("gases", "gas"),
        ("café", "CAFE"),
        ("ＮＡＴＯ", "nato"),
        ("minister’s", "ministers"),
        ("U.S.", "US"),
        ("1,000", "1000"),
        ("O'Brien", "OBrien"),
        ("Straße", "strasse"),
        ("Søren", "soren"),
        ("министры", "министр"),
        ("كتابها", "كتاب"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("ἄνθρωπος", "ανθρωπος"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_forms_of_a_word_are_one_term(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cease-fire", ["cease", "fire"]),
        ("l’État", ["l", "etat"]),
        ("bbc.com", ["bbc", "com"]),
        ("COVID-19", ["covid", "19"]),
        ("snake_case", ["snake", "case"]),
        ("2026年", ["2026", "年"]),
        ("東京都", ["東京", "京都", "都"]),
        ("ก็ดี", ["ก็ดี", "ดี"]),
    ],
)
def test_words_are_parted(text, expected):
    assert words(text) == expected


def test_a_query_looks_for_pairs_and_not_for_what_closes_them():
    assert [token.word for token in query_words("東京都 雨")] == ["東京", "京都", "雨"]


@given(st.text())
def test_each_token_stands_where_it_says(text):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word
        assert token.term
        assert not any(char.isspace() or char in "'\\:!" for char in token.term)
        assert len(token.word) <= LONGEST_WORD


@given(st.text(alphabet=st.characters(categories=["L", "N", "M"]), max_size=30))
def test_a_folded_word_folds_to_itself(text):
    for word in words(text):
        if len(words(word)) == 1:
            assert words(word) == [word]
