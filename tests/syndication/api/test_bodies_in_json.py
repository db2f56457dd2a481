"""A story's body in the API, block by block."""

import pytest
from wagtail.models import Site

from news.blocks import BodyBlock
from newsroom.demo import builders


@pytest.fixture
def blocks(ask, make_story):
    """The blocks that the API says of a story with that body."""

    def read(*body) -> list[dict]:
        story = make_story(body=[("paragraph", "<p>First.</p>"), *body])
        return ask(f"/stories/{story.pk}?fields=body")["body"][1:]

    return read


def test_text_is_clean_html_with_its_links_resolved(blocks, make_story):
    linked = make_story("Linked")
    hidden = make_story("Hidden", publish=False)
    text = (
        f'<p>See <a linktype="page" id="{linked.pk}">it</a>, '
        f'<a linktype="page" id="{hidden.pk}">not it</a> and '
        '<a href="https://other.example/?a=1&amp;b=2">them</a>.</p>'
    )
    (said,) = blocks(("paragraph", text))
    assert said == {
        "type": "paragraph",
        "html": f'<p>See <a href="{linked.full_url}">it</a>, <a>not it</a> and '
        '<a href="https://other.example/?a=1&amp;b=2">them</a>.</p>',
    }


def test_each_kind_of_block_is_data(blocks):
    quote = {"attribution": "Ilse Varga", "source_url": "https://a.example/q"}
    said = blocks(
        ("heading", {"text": "Why <now>", "level": "h3"}),
        ("quote", quote | {"text": "We wait.", "style": "pull"}),
        ("numbered_list", "<ol><li>One <b>more</b></li><li>Two</li></ol>"),
        ("bulleted_list", "<ul><li>Point</li></ul>"),
        ("key_points", {"title": "In short", "points": "<ul><li>Thursday</li></ul>"}),
        ("fact_box", {"title": "The board", "text": "<p>Nine members.</p>"}),
        ("divider", None),
    )
    assert said == [
        {"type": "heading", "level": 3, "text": "Why <now>"},
        {"type": "quote", **quote, "text": "We wait.", "style": "pull"},
        {"type": "list", "ordered": True, "items": ["One <b>more</b>", "Two"]},
        {"type": "list", "ordered": False, "items": ["Point"]},
        {"type": "key_points", "title": "In short", "items": ["Thursday"]},
        {"type": "fact_box", "title": "The board", "html": "<p>Nine members.</p>"},
        {"type": "divider"},
    ]


def test_a_table_has_typed_columns_and_a_text_for_each_cell(blocks):
    table = {
        "columns": [
            {"type": "text", "heading": "Port"},
            {"type": "number", "heading": "Ships"},
            {"type": "rich_text", "heading": "Note"},
        ],
        "rows": [
            {"values": ["Old <Quay>", "412.50", "<p><b>New</b></p>"]},
            {"values": ["", None, ""]},
        ],
        "caption": "Arrivals",
    }
    (said,) = blocks(("table", table))
    assert said == {
        "type": "table",
        "caption": "Arrivals",
        "columns": [
            {"heading": "Port", "type": "text"},
            {"heading": "Ships", "type": "number"},
            {"heading": "Note", "type": "html"},
        ],
        "rows": [["Old <Quay>", "412.50", "<p><b>New</b></p>"], ["", "", ""]],
    }


def test_a_picture_has_its_words_and_every_size(blocks):
    picture = builders.make_picture(credit="Photo: Ada Okafor", caption="A quay")
    use = {"image": picture.pk, "alt_text": "Ships", "caption": "", "credit": ""}
    (said,) = blocks(("image", use | {"decorative": False}))
    files = said["picture"].pop("files")
    assert said == {
        "type": "picture",
        "picture": {"alt": "Ships", "caption": "A quay", "credit": "Photo: Ada Okafor"},
    }
    story_files = [
        file
        for file in picture.ready_files
        if file in [f for s in ("body", "lead", "card") for f in picture.picture_set[s]]
    ]
    root = Site.objects.get().root_url
    assert {file["url"] for file in files} == {
        f"{root}/media/{file['file']}" for file in story_files
    }


def test_an_embed_says_what_its_page_did(blocks):
    builders.make_embed(
        "https://chorus.example/post", title="A post", provider="Chorus", text="Words"
    )
    known, unknown = blocks(
        ("embed", "https://chorus.example/post"), ("embed", "https://new.example/")
    )
    assert known == {
        "type": "embed",
        "url": "https://chorus.example/post",
        "title": "A post",
        "author": "",
        "provider": "Chorus",
        "text": "Words",
        "gone": False,
    }
    assert (unknown["url"], unknown["title"]) == ("https://new.example/", "")


def test_a_related_story_is_there_while_readers_can_see_it(blocks, make_story):
    public, draft = make_story("Public"), make_story("Draft", publish=False)
    said = blocks(("related_story", public.pk), ("related_story", draft.pk))
    assert said == [
        {
            "type": "related_story",
            "story": {"id": public.pk, "headline": "Public", "url": public.full_url},
        }
    ]


def test_every_kind_of_block_has_a_shape(description):
    """A new one is not forgotten: its story would be a fault of ours."""
    shapes = description["components"]["schemas"]["Story"]["properties"]["body"]
    said = set(shapes["items"]["discriminator"]["mapping"])
    names = {"image": "picture", "bulleted_list": "list", "numbered_list": "list"}
    assert said == {names.get(name, name) for name in BodyBlock().child_blocks}
