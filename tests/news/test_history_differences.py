"""Differences are read word by word, say all that changed, and take no time."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.differences import differences
from news.passages import Passage, VersionText
from news.words_changed import GONE, NEW, Stretch, changed_words

texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["the", "board", "met", "\n", "—", "東京", "ประชุม", "اجتمع"]),
        max_size=30,
    ).map(" ".join),
)


def without(stretches, kind) -> str:
    return "".join(one.text for one in stretches if one.kind != kind)


def kinds(before, after) -> list[tuple]:
    return [(one.kind, one.text) for one in changed_words(before, after)]


@given(texts, texts)
def test_without_what_is_new_it_is_the_old_text_and_without_what_is_gone_the_new(
    before, after
):
    found = changed_words(before, after)
    assert without(found, NEW) == before
    assert without(found, GONE) == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert {one.kind for one in changed_words(text, text)} <= {"same"}


def test_words_differ_not_letters():
    assert kinds("The board met on Tuesday.", "The board met on Thursday.") == [
        ("same", "The board met on "),
        ("gone", "Tuesday"),
        ("new", "Thursday"),
        ("same", "."),
    ]


def test_two_changed_words_beside_each_other_are_one_change():
    assert kinds("It was Anna Berg there.", "It was Ilse Varga there.")[1:3] == [
        ("gone", "Anna Berg"),
        ("new", "Ilse Varga"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("首相は火曜日に辞任した。", "首相は木曜日に辞任した。", "火", "木"),
        ("董事会星期二开会", "董事会星期四开会", "二", "四"),
        ("เขามาวันอังคาร", "เขามาวันพุธ", "อังคาร", "พุธ"),
        ("اجتمع المجلس أمس", "اجتمع المجلس اليوم", "أمس", "اليوم"),
    ],
)
def test_scripts_without_spaces_differ_by_characters_others_by_words(
    before, after, gone, new
):
    found = changed_words(before, after)
    assert without(found, "same").replace(" ", "")
    assert "".join(one.text for one in found if one.kind == GONE) == gone
    assert "".join(one.text for one in found if one.kind == NEW) == new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 50_000, "b a " * 50_000),
        ("a " * 100_000, "b a " * 50_000),
        ("word " * 50_000 + "x", "y" + " word" * 50_000),
        ("字" * 100_000, "文字" * 50_000),
        (" ".join(map(str, range(100_000))), " ".join(map(str, range(100_000, 0, -1)))),
    ],
    ids=["turned", "sparse", "shifted", "characters", "reversed"],
)
def test_a_hostile_text_of_100_000_words_differs_in_about_a_second(before, after):
    began = perf_counter()
    found = changed_words(before, after)
    assert perf_counter() - began < 5  # a busy machine; measured at 0.2 s
    assert without(found, NEW) == before


def version(*body: str, hero=None, keys=None, **passages) -> VersionText:
    keys = keys or [None] * len(body)
    blocks = [
        Passage("Paragraph", key or f"at-{at}-{text}", text)
        for at, (text, key) in enumerate(zip(body, keys, strict=True))
    ]
    head = [Passage(place, place, text) for place, text in passages.items()]
    return VersionText(head, blocks, [], hero)


def said(before, after) -> list[tuple]:
    return [
        (one.how, "".join(stretch.text for stretch in one.stretches))
        for one in differences(before, after)
    ]


def test_many_hostile_paragraphs_together_take_no_longer():
    one, other = "a b c d " * 120, "b d a c " * 120
    before = version(*[f"{one} {n}" for n in range(400)], keys=range(400))
    after = version(*[f"{other} {n}" for n in range(400)], keys=range(400))
    began = perf_counter()
    found = differences(before, after)
    assert perf_counter() - began < 5
    assert len(found) == 400


def test_many_strange_paragraphs_find_their_partners_in_no_time():
    before = version(*[f"old {n}" * 9 for n in range(5_000)])
    after = version(*[f"new {n}" * 9 for n in range(5_000)])
    began = perf_counter()
    differences(before, after)
    assert perf_counter() - began < 5


def test_a_paragraph_that_was_moved_is_told_so_and_where_it_is_now():
    before = version("One", "Two", "Three", keys=["1", "2", "3"])
    after = version("Three", "One", "Two", keys=["3", "1", "2"])
    assert said(before, after) == [
        ("moved", "Three"),
        ("same", "One"),
        ("same", "Two"),
    ]


def test_what_is_gone_stands_where_it_stood():
    found = said(version("One", "Two", "Three"), version("One", "Three", "Four four"))
    assert found == [
        ("same", "One"),
        ("gone", "Two"),
        ("same", "Three"),
        ("new", "Four four"),
    ]


def test_a_rewritten_paragraph_is_one_change_though_its_block_is_another():
    before = version("The board met on Tuesday.", keys=["1"])
    after = version("The board met on Thursday.", keys=["2"])
    assert [one.how for one in differences(before, after)] == ["changed"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (None, 3, "A picture was put above the story."),
        (3, None, "The picture above the story was taken out."),
        (3, 4, "The picture above the story was replaced by another."),
    ],
)
def test_another_hero_picture_is_a_sentence(before, after, sentence):
    assert said(version(hero=before), version(hero=after)) == [("changed", sentence)]


passages = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(passages, passages)
def test_every_passage_of_both_versions_is_there_once(old, new):
    found = differences(version(*old), version(*new))
    stretches = [one.stretches for one in found]
    gone = [
        without(one, NEW)
        for one, each in zip(stretches, found, strict=True)
        if each.how != NEW
    ]
    come = [
        without(one, GONE)
        for one, each in zip(stretches, found, strict=True)
        if each.how != GONE
    ]
    assert sorted(gone) == sorted(old)
    assert come == new or sorted(come) == sorted(new)


def test_a_stretch_is_what_templates_read():
    assert changed_words("", "Now") == [Stretch(NEW, "Now")]
