"""XML in any encoding that it names, with characters by name and nothing more."""

import tracemalloc

import pytest

from syndication.importing.feeds import read_feed
from syndication.importing.posts import CannotRead
from syndication.importing.xml import elements

FEED = """<?xml version="1.0" encoding="{}"?>
{}<rss version="2.0"><channel><title>Paper</title><link>https://paper.example/</link>
<item><title>{}</title><guid>https://paper.example/1</guid>
<description>The board met.</description></item></channel></rss>"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "feed.xml"


def titles(file) -> list[str]:
    """What each item is called, the root aside."""
    found = elements(file, {"item"})
    next(found)
    return [each.element.findtext("title") for each in found]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("Shift_JIS", "港の採決①"),
        ("EUC-JP", "港の採決"),
        ("ISO-2022-JP", "港の採決"),
        ("GB2312", "港口投票镕"),
        ("Big5", "港口投票"),
        ("EUC-KR", "항구 투표"),
        ("windows-1251", "Порт"),
        ("UTF-16", "Порт 港"),
        ("UTF-16BE", "Порт 港"),
        ("UTF-16LE", "Порт 港"),
        ("UTF-8", "Порт 港"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_names(file, encoding, title):
    # Browsers take these for their supersets, and so do those who write them.
    written_in = {"Shift_JIS": "cp932", "GB2312": "gbk"}.get(encoding, encoding)
    file.write_bytes(FEED.format(encoding, "", title).encode(written_in))
    assert titles(file) == [title]
    assert [post.title for post in read_feed(file)] == [title]


@pytest.mark.parametrize("encoding", ["klingon", "zlib", "hex", "undefined", ""])
def test_an_encoding_that_nobody_knows_is_named(file, encoding):
    file.write_text(FEED.format(encoding, "", "A"))
    with pytest.raises(CannotRead, match=r"feed\.xml"):
        titles(file)


def test_bytes_of_another_encoding_are_said_with_their_line(file):
    file.write_bytes(FEED.format("EUC-JP", "", "A").encode()[:-6] + b"\xff\xff</rss>")
    with pytest.raises(CannotRead, match="not in the encoding that it names") as raised:
        titles(file)
    assert raised.value.where.startswith("feed.xml, line ")


@pytest.mark.parametrize(
    "doctype",
    ["", "<!DOCTYPE rss>", '<!DOCTYPE rss PUBLIC "-//N" "http://n.example/rss.dtd">'],
)
def test_characters_may_be_named_as_in_html(file, doctype):
    file.write_text(FEED.format("UTF-8", doctype, "A&nbsp;B &eacute;&amp;nbsp;"))
    assert titles(file) == ["A\xa0B é&nbsp;"]


@pytest.mark.parametrize(
    ("doctype", "title", "why"),
    [
        ('<!DOCTYPE rss [<!ENTITY nbsp "ha">]>', "&nbsp;", "declares entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "f">]>', "&x;", "declares entities"),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "f"> %x;]>', "", "declares entities"),
        ("", "&klingon;", "undefined entity"),
    ],
)
def test_no_other_entity_is(file, doctype, title, why):
    file.write_text(FEED.format("UTF-8", doctype, title))
    with pytest.raises(CannotRead, match=why):
        titles(file)


def test_a_file_that_is_decoded_is_never_held_whole(file):
    start, end = FEED.format("EUC-JP", "", "港").split("</item>")
    item = start[start.index("<item>") :] + f"<x>{'港' * 1000}</x></item>"
    with file.open("w", encoding="euc-jp") as written:
        written.write(f"{start}</item>")
        written.writelines(item for _ in range(4000))
        written.write(end)
    assert file.stat().st_size > 8_000_000
    tracemalloc.start()
    try:
        assert sum(1 for _ in elements(file, {"item"})) == 4002
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
