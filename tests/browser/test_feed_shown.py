"""A feed that somebody opened in a browser can be read."""

import pytest

FEEDS = {
    "/feed/": ("rss", "title", "item > description"),
    "/search/?q=river&format=atom": ("feed", "title", "entry > summary"),
}
SHOWN = """selector => [...document.querySelectorAll(selector)]
    .filter(element => element.getBoundingClientRect().height > 0).length"""
NOTICE = "() => getComputedStyle(document.documentElement, '::before').content"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("width", [360, 1440])
def test_a_feed_is_set_by_its_style_sheet(reader, address, width):
    """The policy lets it in, and the ``reader`` fixture fails on complaints."""
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(address)
    root, title, summary = FEEDS[address]
    assert reader.evaluate("document.documentElement.localName") == root
    assert "This is a feed." in reader.evaluate(NOTICE)
    assert reader.evaluate(SHOWN, title) > 1
    assert reader.evaluate(SHOWN, summary) > 1
    for for_programs in ("encoded", "content", "guid", "id"):
        assert reader.evaluate(SHOWN, for_programs) == 0, for_programs
    assert reader.evaluate(WIDE) <= 0


def test_a_feed_is_dark_where_its_reader_wants_it_so(reader):
    papers = set()
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        reader.goto("/feed/")
        papers.add(reader.evaluate(PAPER))
    assert papers == {"rgb(250, 248, 243)", "rgb(21, 23, 26)"}
