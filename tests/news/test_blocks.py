"""Every block has its own file, an icon, a group and a preview; lists are lists."""

import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from news.blocks import BodyBlock
from news.blocks.list import as_list
from news.models import ArticlePage
from newsroom.demo import builders

BLOCKS = BodyBlock().child_blocks
FILES = {
    "bulleted_list": "list",
    "numbered_list": "list",
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_a_file_an_icon_a_group_and_a_description(name):
    block = BLOCKS[name]

    file = Path(settings.ROOT) / "news" / "blocks" / f"{FILES.get(name, name)}.py"
    assert type(block).__module__ == f"news.blocks.{file.stem}"
    assert file.exists()
    assert block.meta.icon != "placeholder"
    assert block.meta.group in {"Text", "Media", "Extras"}
    assert block.meta.description


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_a_preview_in_the_sites_own_style(desk, name):
    builders.make_article("A story to relate to")
    builders.make_picture("A picture to show")
    block = ArticlePage.body.field.stream_block.child_blocks[name]
    answer = desk.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    page = answer.content.decode()

    assert block.is_previewable
    assert answer.status_code == 200
    assert "css/site.css" in page
    shown = page[page.index('<div class="page body">') :]
    assert any(
        tag in shown
        for tag in (
            "<p>",
            "<h2>",
            "<blockquote",
            "<li>",
            "<img",
            "<td",
            "<hr",
            "<aside",
        )
    )


def test_there_is_no_raw_html():
    assert "RawHTMLBlock" not in {
        type(block).__name__
        for child in BLOCKS.values()
        for block in [child, *getattr(child, "child_blocks", {}).values()]
    }


@pytest.mark.parametrize(
    ("html", "items"),
    [
        ("<ul><li>one</li><li>two</li></ul>", ["one", "two"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<ul><li>one</li><li></li><li>\xa0</li></ul><p></p>", ["one"]),
        ("<ul><li><b>one</b> more</li></ul>", ["<b>one</b> more"]),
        ("<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>", ["one", "in", "two"]),
        ("<ol><li>one</li></ol>", ["one"]),
        ("", []),
        ("<ul><li></li></ul>", []),
    ],
)
def test_every_line_of_a_list_is_an_item(html, items):
    expected = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"

    assert as_list(html, "ul") == (expected if items else "")


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"])) | (
    st.sampled_from(["wait <inside>", "R&amp;D", "a < b > c", "<li>"])
)


@given(st.lists(words))
def test_no_text_of_a_list_is_lost(lines):
    from html import escape

    from news.text import plain_text

    html = "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
    once = as_list(html, "ul")

    assert plain_text(once) == plain_text(html)
    assert as_list(once, "ul") == once


def test_ten_items_come_back_from_the_database_as_ten(home):
    items = "".join(f"<li>Item {number}</li>" for number in range(10))
    story = builders.make_article(body=[("bulleted_list", f"<ul>{items}</ul>")])

    assert str(story.body[0].value.source).count("<li>") == 10


def test_a_draft_being_saved_does_not_relax_a_publish_at_the_same_time():
    """Blocks are shared by threads, and deferring validation sets flags on them."""
    body = BodyBlock()
    saving, publish = threading.Event(), threading.Event()
    accepted = []

    class SlowDraft(RichText):
        @property
        def source(self):
            saving.set()
            publish.wait(1)
            return "<p>A draft.</p>"

        @source.setter
        def source(self, html):
            pass

    def save_a_draft():
        body.clean_deferred(body.normalize([("paragraph", SlowDraft(""))]))

    def publish_an_empty_list():
        value = body.normalize([("bulleted_list", RichText(""))])
        publish.set()
        try:
            body.clean(value)
        except ValidationError:
            return
        accepted.append(value)

    draft = threading.Thread(target=save_a_draft)
    draft.start()
    assert saving.wait(5)
    strict = threading.Thread(target=publish_an_empty_list)
    strict.start()
    draft.join()
    strict.join()

    assert accepted == []


def test_a_table_shows_its_caption_headings_and_cells(client, home):
    table = {
        "columns": [
            {"type": "text", "heading": "Port"},
            {"type": "number", "heading": "Ships"},
        ],
        "rows": [{"values": ["Varnholm", 412]}],
        "caption": "Arrivals",
    }
    story = builders.make_article(body=[("table", table)])
    page = client.get(story.url).content.decode()

    for part in ("<caption>Arrivals", ">Port</th>", ">Varnholm</td>", ">412</td>"):
        assert part in page
