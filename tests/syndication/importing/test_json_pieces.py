"""JSON read by the piece, however large, wrong or hostile it is."""

import json
import resource
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication.importing.json_pieces import EACH, pieces
from syndication.importing.posts import CannotRead

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda deeper: st.lists(deeper) | st.dictionaries(st.text(), deeper),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("json") / "export.json"


def read(file, content: str | bytes, *places):
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(pieces(file, places or [("items", EACH)]))


@given(st.lists(VALUES), VALUES)
def test_what_is_asked_for_is_as_the_standard_library_reads_it(file, items, other):
    written = json.dumps({"other": other, "items": items, "version": "1"})
    found = read(file, written, ("items", EACH), ("version",))
    assert [value for place, value in found if place == ("items", EACH)] == items
    assert found[-1] == (("version",), "1")


@given(VALUES)
def test_the_whole_is_a_piece_too(file, value):
    assert read(file, json.dumps(value), ()) == [((), value)]


def test_a_byte_order_mark_is_no_part_of_it(file):
    assert read(file, b'\xef\xbb\xbf{"items": [1]}') == [(("items", EACH), 1)]


@pytest.mark.parametrize("wrong", ["}", "9" * 5000, "[" * 200, "\x01", ""])
def test_what_stands_before_something_wrong_is_read(file, wrong):
    file.write_text('{"items": [1, "b", ' + wrong)
    found = pieces(file, [("items", EACH)])
    assert [next(found)[1], next(found)[1]] == [1, "b"]
    with pytest.raises(CannotRead):
        next(found)


@pytest.mark.parametrize("start", [0, 65_000, 65_500])
def test_as_many_digits_as_python_reads_are_a_number(file, start):
    written = f'{{"a": "{"x" * start}", "items": [{"9" * 4300}, {"8" * 4301}]}}'
    file.write_text(written)
    found = pieces(file, [("items", EACH)])
    assert next(found)[1] == int("9" * 4300)
    with pytest.raises(CannotRead, match="thousands of digits"):
        next(found)


@pytest.mark.parametrize("start", [*range(65_520, 65_540), 61_000])
def test_digits_in_a_text_are_no_number(file, start):
    quoted = {"a": "x" * start + '\\"', '"b\\': "3" * 70_000 + '"1'}
    written = json.dumps({"other": quoted, "items": ["1" * 5000, 2, "\\"]})
    found = [value for _, value in read(file, written)]
    assert found == ["1" * 5000, 2, "\\"]
    with pytest.raises(CannotRead, match="thousands of digits"):
        read(file, written.replace(", 2,", f", {'9' * 4301},"))


@pytest.mark.parametrize("piece", ["1", '"', "\\", '\\"', '1"', "x"])
@pytest.mark.parametrize("before", ["", '"'])
def test_millions_of_letters_are_taken_in_seconds(file, piece, before):
    began = time.process_time()
    with pytest.raises(CannotRead):
        read(file, before + piece * (3_000_000 // len(piece)))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_is_decoded_as_its_byte_order_mark_says(file, encoding):
    written = json.dumps({"items": ["ξ" * 70_000, "b"]}, ensure_ascii=False)
    found = read(file, written.encode(encoding))
    assert [value for _, value in found] == ["ξ" * 70_000, "b"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"items": [1', "cut short"),
        ("", "cut short"),
        ("<rss/>", "no JSON"),
        (b'{"items": ["\xff"]}', "no JSON in UTF-8"),
        ('{"items": []}'.encode("utf-16-le"), "no JSON in UTF-8"),
        ('{"items": []}'.encode("utf-16")[:-1], "not in UTF-16"),
        ('{"items": [1, ' + "9" * 5000 + ", 2]}", "thousands of digits"),
        ('{"items": [1], "other": ' + "9" * 5000, "thousands of digits"),
        ('{"items": []} more', "no JSON"),
        ('{"items": [' + "[" * 100_000 + "]" * 100_000 + "]}", "more than 100 deep"),
        ('{"other": ' + '{"a":' * 100_000, "more than 100 deep"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(file, content, why):
    with pytest.raises(CannotRead, match=why) as caught:
        read(file, content)
    assert caught.value.where == "export.json"
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_what_is_large_is_never_held_whole(file):
    """50,000 items of 1 kB, one at a time."""
    with file.open("w") as written:
        written.write('{"items": [')
        written.write(",".join([json.dumps({"text": "x" * 1000})] * 50_000))
        written.write("]}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in pieces(file, [("items", EACH)])) == 50_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
