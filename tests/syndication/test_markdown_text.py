"""Any text and any rich text as Markdown is the same text, and nothing but text."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from syndication.markdown.rich_text import blocks_of, line_of
from syndication.markdown.text import (
    address,
    emphasised,
    heading,
    inline,
    line,
    lines,
    one_line,
)
from tests.syndication.rendering import rendered, shape

ROOT = "http://localhost:8000"


def words(text: str) -> list[str]:
    """Without what no Markdown may hold."""
    return one_line(text).split()


TEXTS = st.text(
    st.one_of(st.sampled_from("#*_`[]()<>!|~-+=:&;\\.1 \n\t>\"'a"), st.characters()),
    max_size=40,
)


@given(TEXTS)
def test_any_text_is_one_paragraph_of_the_same_text(text):
    marked = line(text)
    assert set(shape(marked)) <= {"p"}
    assert words(rendered(marked).get_text()) == words(text)


@given(TEXTS, st.sampled_from([1, 2, 3]))
def test_any_text_is_one_heading_and_goes_into_a_cell_of_a_table(text, level):
    if not line(text):
        return
    assert shape(heading(text, level)) == [f"h{level}"]
    assert "\n" not in heading(text, level)
    table = f"| a |\n| --- |\n| {inline(text).strip(' ')} |"
    assert shape(table) == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert words(rendered(table).td.get_text()) == words(
        rendered(line(text)).get_text()
    )


@given(TEXTS, TEXTS, TEXTS)
def test_emphasis_marks_what_it_can_and_never_shows_its_own_marks(before, text, after):
    html = f"<p>{_escaped(before)}<b>{_escaped(text)}</b>{_escaped(after)}</p>"
    (marked,) = blocks_of(html, ROOT) or [""]
    assert set(shape(marked)) <= {"p", "strong"}
    plain = BeautifulSoup(html, "html.parser").get_text()
    assert words(rendered(marked).get_text()) == words(plain)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "")


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x(1) y", "https://a.example/x%281%29%20y"),
        ("/media/a.jpg", f"{ROOT}/media/a.jpg"),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
        ("https://a.example/é?q=%20<b>", "https://a.example/%C3%A9?q=%20%3Cb%3E"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_an_address_is_absolute_and_closes_nothing(url, target):
    assert address(url, ROOT) == target


def test_rich_text_keeps_its_emphasis_links_breaks_and_lists_in_lists():
    html = (
        '<p>One <b>bold <i>and</i></b>, <a href="/x/">li*nk</a><br/># two</p>'
        "<ol><li>First<ul><li>in it</li><li><b>deep</b><ol><li>er</li></ol></li></ul>"
        "</li><li>1. Second</li></ol><p>- After</p>"
    )
    marked = "\n\n".join(blocks_of(html, ROOT))
    again = rendered(marked)
    assert str(again.p) == (
        "<p>One <strong>bold <em>and</em></strong>, "
        f'<a href="{ROOT}/x/">li*nk</a><br/>\n# two</p>'
    )
    assert [each.name for each in again.find_all(["ol", "ul"])] == ["ol", "ul", "ol"]
    deep = [len(each.find_parents(["ol", "ul"])) for each in again.find_all("li")]
    assert deep == [1, 2, 2, 3, 1]
    assert again.find_all("p")[-1].get_text() == "- After"
    assert line_of("<p>a | b<br/>c</p><p>d</p>", ROOT) == r"a \| b c d"
    assert (
        blocks_of("<p> </p><ul><li></li></ul><script>x</script><!-- y -->", ROOT) == []
    )


def test_emphasis_that_would_not_count_leaves_the_words():
    assert blocks_of("<p>a<b>(b)</b>c</p>", ROOT) == ["a(b)c"]
    assert emphasised("b", "**", "a", "c") == "**b**"
    assert blocks_of("<p><b>a</b><b>b</b></p>", ROOT) in (
        ["**a**b"],
        ["a**b**"],
        ["ab"],
    )


def test_text_with_empty_lines_between_is_as_many_paragraphs():
    assert lines("One\r\nline.\n \n- Two\n\n\n") == ["One line.", r"\- Two"]
