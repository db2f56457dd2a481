import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtags.likeness import alike, singular

SLIPS = st.sampled_from(["drop", "add", "other", "swap"])


def pairs(*folds):
    found = alike(enumerate(folds))
    return {frozenset((folds[one], folds[other])): why for one, other, why in found}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("climatechange", "climatchange", "One letter apart"),
        ("recieve", "receive", "One letter apart"),
        ("colour", "colours", "Singular and plural"),
        ("election", "elections", "Singular and plural"),
        ("party", "parties", "Singular and plural"),
        ("tax", "taxes", "Singular and plural"),
        ("wildfire", "wildfires", "Singular and plural"),
    ],
)
def test_a_slip_or_a_plural_is_proposed(one, other, why):
    assert pairs(one, other) == {frozenset((one, other)): why}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iran", "iraq"),  # as short as that, another letter is another meaning
        ("summit2024", "summit2025"),
        ("climatechange", "climateaction"),
        ("crisis", "crisi"),
    ],
)
def test_what_another_letter_makes_another_subject_is_not(one, other):
    assert pairs(one, other) == {}


@given(st.text("abcdef", min_size=6, max_size=30), st.integers(0, 29), SLIPS)
def test_any_single_slip_is_found(word, place, slip):
    place %= len(word)
    before, here, after = word[:place], word[place], word[place + 1 :]
    slipped = {
        "drop": before + after,
        "add": before + "z" + word[place:],
        "other": before + "z" + after,
        "swap": before + after[:1] + here + after[1:],
    }[slip]
    if slipped != word and len(slipped) >= 6:
        assert frozenset((word, slipped)) in pairs(word, slipped)


@given(st.lists(st.text("abcs", min_size=1, max_size=8), unique=True))
def test_no_pair_comes_twice_and_none_is_of_one(folds):
    found = [frozenset(pair[:2]) for pair in alike(enumerate(folds))]
    assert len(found) == len(set(found))
    assert all(len(pair) == 2 for pair in found)


def test_a_word_that_is_no_plural_stays():
    assert [singular(word) for word in ("crisis", "press", "corpus", "gas")] == [
        "crisis",
        "press",
        "corpus",
        "gas",
    ]
