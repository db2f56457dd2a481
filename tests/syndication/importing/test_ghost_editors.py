"""Texts that a Ghost export has only as its editors keep them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication.importing.ghost_editors import NoText, html_of_editor
from syndication.importing.html import body_of
from syndication.importing.posts import Picture

SITE = "https://old.example"


def lexical(*nodes):
    """The blocks of a text in Lexical's form, and what was noted."""
    notes = []
    row = {"lexical": json.dumps({"root": {"type": "root", "children": nodes}})}
    return body_of(html_of_editor(row, notes), SITE).blocks, notes


def mobiledoc(*sections, **given):
    """The same for Mobiledoc's; ``given`` are its markups, atoms and cards."""
    notes = []
    row = {"lexical": None, "mobiledoc": json.dumps({"sections": sections, **given})}
    return body_of(html_of_editor(row, notes), SITE).blocks, notes


def node(kind, *children, **said):
    return {"type": kind, "children": children, **said}


def words(said, form=0):
    return {"type": "extended-text", "text": said, "format": form}


def paragraph(html):
    return ("paragraph", f"<p>{html}</p>")


def test_lexical_text_keeps_its_form_and_links():
    link = node("link", words("x"), url="/harbour/")
    made, notes = lexical(
        node("extended-heading", words("Why"), tag="h2"),
        node("paragraph", words("A <b> "), words("bold", 3), {"type": "linebreak"}),
        node("paragraph", words("see "), link),
        node("extended-quote", words("Never.")),
        node(
            "list",
            node("listitem", words("One")),
            node("listitem", node("list", node("listitem", words("Two")))),
            listType="number",
        ),
        {"type": "horizontalrule"},
    )
    assert made == [
        ("heading", {"text": "Why", "level": "h2"}),
        paragraph("A &lt;b&gt; <b><i>bold</i></b>"),
        paragraph(f'see <a href="{SITE}/harbour/">x</a>'),
        (
            "quote",
            {"text": "Never.", "attribution": "", "source_url": "", "style": "block"},
        ),
        ("numbered_list", "<ol><li>One</li><li>Two</li></ol>"),
        ("divider", None),
    ]
    assert notes == []


CARDS = [
    (
        "image",
        {"src": "/q.jpg", "alt": "Ships", "caption": "At <b>sea</b>"},
        [("image", Picture(f"{SITE}/q.jpg", alt="Ships", caption="At sea"))],
    ),
    (
        "gallery",
        {"images": [{"src": "/a.jpg"}, {"src": "/b.jpg"}], "caption": "Two"},
        [
            ("image", Picture(f"{SITE}/a.jpg")),
            ("image", Picture(f"{SITE}/b.jpg")),
            paragraph("Two"),
        ],
    ),
    ("embed", {"url": "https://a.example/1"}, [("embed", "https://a.example/1")]),
    ("html", {"html": "<script>x</script><i>A</i>"}, [paragraph("<i>A</i>")]),
    ("markdown", {"markdown": "*A*"}, [paragraph("<i>A</i>")]),
    (
        "bookmark",
        {"url": "https://a.example/", "metadata": {"title": "T", "description": "D"}},
        [paragraph('<a href="https://a.example/">T</a>'), paragraph("D")],
    ),
    ("callout", {"calloutText": "<p>A</p>"}, [paragraph("A")]),
    (
        "toggle",
        {"heading": "H", "content": "<p>A</p>"},
        [("heading", {"text": "H", "level": "h3"}), paragraph("A")],
    ),
    (
        "video",
        {"src": "/f.mp4"},
        [paragraph(f'<a href="{SITE}/f.mp4">{SITE}/f.mp4</a>')],
    ),
    ("button", {"buttonUrl": "/b", "buttonText": "Go"},
     [paragraph(f'<a href="{SITE}/b">Go</a>')]),
    ("file", {"src": "/m.pdf", "fileTitle": "Minutes"},
     [paragraph(f'<a href="{SITE}/m.pdf">Minutes</a>')]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "card", "made"), CARDS)
def test_cards_become_blocks_in_both_forms(name, card, made):
    assert lexical({"type": name, **card}) == (made, [])
    assert mobiledoc([10, 0], cards=[[name, card]]) == (made, [])


def test_mobiledoc_text_keeps_its_form_and_links():
    markups = [["strong"], ["a", ["href", "/x/"]]]
    made, notes = mobiledoc(
        [1, "h2", [[0, [], 0, "Why"]]],
        [
            1,
            "p",
            [[0, [0], 0, "A "], [0, [1], 2, "<b>"], [1, [], 0, 0], [0, [], 0, "B"]],
        ],
        [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
        [2, "/q.jpg"],
        markups=markups,
        atoms=[["soft-return", "", {}]],
    )
    assert made == [
        ("heading", {"text": "Why", "level": "h2"}),
        paragraph(f'<b>A </b><a href="{SITE}/x/"><b>&lt;b&gt;</b></a><br/>B'),
        ("bulleted_list", "<ul><li>One</li><li>Two</li></ul>"),
        ("image", Picture(f"{SITE}/q.jpg")),
    ]
    assert notes == []


def test_what_is_unknown_keeps_its_text_and_is_noted():
    card = {"type": "quiz", "header": "Who?", "buttonUrl": "https://a.example/"}
    made, notes = lexical(node("spoiler", words("A")), card, {"type": "paywall"})
    link = '<a href="https://a.example/">https://a.example/</a>'
    assert made == [paragraph("A"), paragraph("Who?"), paragraph(link)]
    noted = "part of Ghost's editor kept as text"
    assert notes == [f"{noted}: spoiler", f"{noted}: quiz"]


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("email", {"html": "<p>Secret</p>"}),
        ("email-cta", {"html": "<p>Secret</p>", "buttonText": "Join"}),
        ("html", {"html": "Secret", "visibility": {"web": {"nonMember": False}}}),
        ("callout", {"calloutText": "Secret", "visibility": {"showOnWeb": False}}),
        ("quiz", {"header": "Secret", "visibility": {"web": {"nonMember": False}}}),
    ],
)
def test_a_card_that_not_everybody_may_see_is_left_out_and_noted(name, card):
    noted = [f"part of Ghost's editor that not everybody may see left out: {name}"]
    assert lexical({"type": name, **card}) == ([], noted)
    assert lexical({"type": name, "children": [words("Secret")], **card}) == ([], noted)
    assert mobiledoc([10, 0], cards=[[name, card]]) == ([], noted)


@pytest.mark.parametrize(
    "seen",
    [
        {"web": {"nonMember": True, "memberSegment": ""}},
        {"showOnWeb": True, "showOnEmail": False},
        *({}, None, {"web": None}),
    ],
)
def test_a_card_that_everybody_may_see_is_text(seen):
    assert lexical({"type": "html", "html": "A", "visibility": seen}) == (
        [paragraph("A")],
        [],
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abc<"),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "children", "text", "url", "images", "src"]),
            inside | st.sampled_from(["text", "list", "link", "gallery", "image"]),
        )
    ),
)


@given(st.lists(JSON), st.lists(JSON), st.lists(JSON))
def test_any_json_is_taken_or_said_to_be_none(first, second, third):
    deep = "[" * 100_000
    lexical(*first)
    mobiledoc(*first, cards=second, markups=third, atoms=first)
    mobiledoc(*([kind, "p", second] for kind in (1, 3)), markups=third)
    for row in ({"lexical": deep}, {"mobiledoc": json.dumps(first)}):
        with pytest.raises(NoText):
            html_of_editor(row, [])
