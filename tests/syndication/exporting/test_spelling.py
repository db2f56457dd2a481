"""Whatever a database holds is written in one way, and read as it was."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication.exporting.folder import FolderRefused, as_json, below, from_json
from syndication.exporting.values import KINDS

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=20,
).filter(lambda value: "Infinity" not in json.dumps(value))


@given(ANY_JSON)
def test_any_json_is_a_line_of_utf8_and_comes_back(value):
    """Half of a character pair too, which JSON columns can hold and UTF-8 cannot."""
    line = as_json(value, separators=(",", ":"))
    assert line.count(b"\n") == 1
    assert line.decode()
    assert from_json(line) == value
    assert as_json(from_json(line), separators=(",", ":")) == line


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-720, 720))
def test_a_moment_is_written_in_utc_to_the_microsecond(naive, minutes):
    writes, reads = KINDS["DateTimeField"]
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert reads(writes(moment)) == moment
    assert writes(moment.astimezone(UTC)) == writes(moment)


@given(
    ANY_TEXT | st.lists(st.sampled_from(["..", ".", "a", "", "/", "\\"])).map("/".join)
)
def test_no_name_leads_out_of_its_folder(name):
    root = Path("/tmp/newsclip-no-such-folder")
    try:
        path = below(root, name)
    except FolderRefused:
        return
    assert path.is_relative_to(root)
    assert path != root
    assert str(path.relative_to(root)) == name


@pytest.mark.parametrize("name", ["a/b.json", "files/images/港.jpg", "x"])
def test_plain_names_are_paths_below_it(tmp_path, name):
    assert below(tmp_path, name) == tmp_path.resolve() / name
