"""Other people's HTML as blocks: no text is lost, and nothing unsafe survives."""

import re
import time
import tracemalloc
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from news.blocks import BodyBlock
from syndication.importing.html import body_of
from syndication.importing.posts import Picture

BASE = "https://old.example/2020/01/post/"


def blocks(html, **options):
    return body_of(html, BASE, **options).blocks


def text(html) -> tuple[str, str]:
    """A paragraph of it."""
    return ("paragraph", f"<p>{html}</p>")


def notes(html, **options) -> str:
    return "\n".join(body_of(html, BASE, **options).notes)


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>One</p><p>Two</p>", [text("One"), text("Two")]),
        ("One<br><br>Two", [text("One"), text("Two")]),
        ("<div>One<p>Two</div>", [text("One"), text("Two")]),
        ("A <strong>b <em>c</em></strong>", [text("A <b>b </b><b><i>c</i></b>")]),
        ("<p>A &lt; &amp;amp; b</p>", [text("A &lt; &amp;amp; b")]),
        ('<a href="../x/?a=1&amp;b">y</a>',
         [text('<a href="https://old.example/2020/01/x/?a=1&amp;b">y</a>')]),
        ("<h1>A <a>b</a></h1>", [("heading", {"text": "A b", "level": "h2"})]),
        ("<h2>A</h2>", [("heading", {"text": "A", "level": "h2"})]),
        ("<h5>A</h5>", [("heading", {"text": "A", "level": "h3"})]),
        ("<hr>", [("divider", None)]),
        ("<ul><li>A<ul><li>B</li></ul></li><li><p>C</p><p>D</p></li></ul>",
         [("bulleted_list", "<ul><li>A</li><li>B</li><li>C<br/>D</li></ul>")]),
        ("<ol><li>A<li><b>B</b></ol>",
         [("numbered_list", "<ol><li>A</li><li><b>B</b></li></ol>")]),
        ("<p>https://youtu.be/abc</p>", [("embed", "https://youtu.be/abc")]),
        ("<p>https://paper.example/a</p>", [text("https://paper.example/a")]),
        ('<iframe src="//www.youtube.com/embed/abcdefghijk?x"></iframe>',
         [("embed", "https://www.youtube.com/watch?v=abcdefghijk")]),
        ('<iframe src="https://player.vimeo.com/video/76979871"></iframe>',
         [("embed", "https://vimeo.com/76979871")]),
        ('<div class="wp-block-embed__wrapper">\nhttps://any.example/1\n</div>',
         [("embed", "https://any.example/1")]),
        ("<p>&nbsp;</p><div> </div>", []),
        ("<svg><text>A</text><path/><style>b{}</style><script/></svg>C", [text("AC")]),
        ("<p>A <text>b</text> <set>c</set><mi>d</mi></p>", [text("A b cd")]),
        ("<image src='/a.jpg'>", [("image", Picture("https://old.example/a.jpg"))]),
        ("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", [text("x=1")]),
        ("<textarea>A\nb &lt;i></textarea>C", [text("A<br/>b &lt;i&gt;"), text("C")]),
        ("<svg><foreignObject><p>A</p></foreignObject></svg>", [text("A")]),
    ],
)  # fmt: skip
def test_html_becomes_our_blocks(html, made):
    assert blocks(html) == made


def test_line_breaks_of_the_classic_editor_are_paragraphs():
    made = blocks(
        "One\ntwo\n\n<b>Three</b>\r\n\r\n<ul>\n<li>four</li>\n</ul>", newlines=True
    )
    assert made == [
        text("One<br/>two"),
        text("<b>Three</b>"),
        ("bulleted_list", "<ul><li>four</li></ul>"),
    ]


def test_a_quote_says_who_said_it_and_where():
    html = '<blockquote cite="/x"><p>A</p><p>B</p><cite>Ilse</cite></blockquote>'
    words = {"text": "A\n\nB", "attribution": "Ilse", "style": "block"}
    address = "https://old.example/x"
    assert blocks(html) == [("quote", words | {"source_url": address})]
    link = '<a href="https://a.example/b">Ilse</a>'
    html = f"<blockquote><p>A</p><p>— {link}</p></blockquote>"
    quoted = {"text": "A", "attribution": "Ilse", "style": "block"}
    assert blocks(html) == [("quote", quoted | {"source_url": "https://a.example/b"})]


def test_words_of_a_quote_that_go_on_are_no_name():
    ((_, quote),) = blocks("<blockquote><p>In <cite>X</cite> we read.</p></blockquote>")
    assert (quote["text"], quote["attribution"]) == ("In X we read.", "")
    ((_, quote),) = blocks("<blockquote><p>A</p><p>— Ilse</p><p></p></blockquote>")
    assert (quote["text"], quote["attribution"]) == ("A", "Ilse")


def test_a_quote_in_a_quote_keeps_who_said_it():
    inner = '<blockquote cite="https://a.example/">A<cite>Ilse</cite></blockquote>'
    for by in ("", "<cite>Bo</cite>"):
        made = blocks(f"<blockquote>{inner}{by}</blockquote>")
        assert made[0][1]["attribution"] == "Ilse"
        assert made[0][1]["source_url"] == "https://a.example/"
        assert made[1:] == ([text("<i>Bo</i>")] if by else [])


def test_a_long_quote_is_several():
    made = blocks(f"<blockquote>{'word ' * 900}</blockquote>")
    assert [name for name, _ in made] == ["quote"] * 3
    assert all(len(value["text"]) <= 2000 for _, value in made)
    assert sum(value["text"].count("word") for _, value in made) == 900


def test_a_picture_keeps_alt_text_and_caption():
    html = (
        '<figure><a href="/a.jpg"><img src="/a-300x200.jpg" alt="Ships"></a>'
        "<figcaption>At the <b>quay</b></figcaption></figure>"
    )
    picture = Picture("https://old.example/a-300x200.jpg", alt="Ships")
    picture.caption = "At the quay"
    assert blocks(html) == [("image", picture)]


def test_a_table_is_made_even_and_its_head_found():
    html = (
        "<table><caption>Ships</caption><tr><th>Port<th>In 2025</tr>"
        '<tr><td>Quay<td><a href="/q">96</a><td>3</tr><tr><td colspan=2>None</table>'
    )
    ((name, table),) = blocks(html)
    assert name == "table"
    assert table["caption"] == "Ships"
    assert [(c["type"], c["heading"]) for c in table["columns"]] == [
        ("text", "Port"),
        ("rich_text", "In 2025"),
        ("text", ""),
    ]
    link = '<p><a href="https://old.example/q">96</a></p>'
    assert [row["values"] for row in table["rows"]] == [
        ["Quay", link, "3"],
        ["None", "", ""],
    ]


def test_a_table_in_a_table_keeps_its_own_caption():
    inner = "<table><caption>In</caption><tr><td>1</td></tr></table>"
    made = blocks(f"<table><tr><td>0{inner}</td></tr></table>")
    assert [value["caption"] for _, value in made] == ["", "In"]


def test_what_is_removed_or_has_no_block_is_listed_and_its_text_kept():
    html = (
        "<script>alert(1)</script><style>p{}</style><details><summary>S</summary>D"
        '</details><x-y>C</x-y><a href="javascript:alert(1)" onclick="x()">J</a>'
        '<video src="/f.mp4"></video><img src="/1.gif" width=1 height=1>'
    )
    said = notes(html)
    for each in ("<script> removed", "<style> removed", "<details> has no block",
                 "<x-y> has no block", "onclick= removed", "link to no address",
                 "<video> has no block", "picture of one pixel"):  # fmt: skip
        assert each in said
    assert words(blocks(html)) == "S D CJ https://old.example/f.mp4"


@pytest.mark.parametrize(
    "html",
    [
        '<div class="wp-block-embed__wrapper">{}</div>',
        "<p>{}</p>",
        '<a href="{}">{}</a>',
        '<a href="{}"><img src="/a.jpg"></a>{}',
        '<iframe src="{}"></iframe>{}',
        '<img src="{}" alt="{}">',
        '<video src="{}"></video>{}',
    ],
)
@pytest.mark.parametrize("address", ["https://[x", "//[x]y/", "https://a\u2100b.c/"])
def test_what_is_no_address_is_none(html, address):
    assert address in words(blocks(html.replace("{}", address)))


def test_a_post_whose_own_address_is_none_keeps_its_links():
    (block,) = body_of('<a href="https://a.example/">x</a>', "https://[x").blocks
    assert block == text('<a href="https://a.example/">x</a>')


def test_what_soundcloud_plays_is_embedded_only_from_a_whole_address():
    frame = '<iframe src="https://w.soundcloud.com/player/?url={}"></iframe>'
    track = "https://soundcloud.com/ada/quay"
    assert blocks(frame.format(track)) == [("embed", track)]
    ((_, address),) = blocks(frame.format("api.soundcloud.com/1"))
    assert address.startswith("https://w.soundcloud.com/")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>{}</h2>",
        "<blockquote>{}</blockquote>",
        '<a href="https://a.example/"><h2>x</h2></a>',
        '<a href="https://a.example/"><blockquote>x</blockquote></a>',
        "<figure><img src=/a.jpg><figcaption>{}</figcaption></figure>",
    ],
)
def test_a_link_that_a_block_has_no_place_for_is_listed(html):
    link = '<a href="https://a.example/">x</a>'
    assert "https://a.example/" in notes(html.format(link))


@pytest.mark.parametrize(
    "tag",
    [
        *("div", "b", "blockquote", "table", "table><tr><td", "ul", "ul><li", "li"),
        *("p", "dl", "a href='/x'", "form", "h2", "section", "svg", "menu", "dir"),
        *("font", "x-y", "q", "figure", "pre", "button", "details"),
        *("div></x", "o:p/", "div/", "p><div></p", "svg><a/><b", "div><!--></x--"),
        *(
            "p><hr><span></p",
            "p><xmp></xmp><span></p",
            "li><div><li><span></div",
            "p><b><span></b></p",
        ),
        *("td><span></td", "div><table><span></div", "p><span></b><div></span></p"),
        *("iframe><!--</iframe><div", "noscript><!--</noscript><div"),
        "img alt='<!--'><div",
    ],
)
def test_a_hundred_thousand_nested_tags_are_taken_in_seconds(tag):
    began = time.process_time()
    made = blocks(f"<{tag}>" * 100_000 + "text")
    assert time.process_time() - began < 60
    assert "text" in words(made)


@pytest.mark.parametrize(
    "before",
    [
        f"<svg>{'<path d="M0 0"/>' * 300}</svg>",
        f"<math>{'<mspace/>' * 300}</math>",
        f"<!-- {'<div>' * 300} -->",
        f"<p>{'<o:p/>' * 300}</p>",
        f"<script>{'<div>' * 300}</script>",
        f'<img src="/a.jpg" alt="{"<div>" * 300}">',
        "<svg/>" * 300,
        *("<p><span>a</p>" * 300, "<div><cite><b>a</b><span></div>" * 300),
    ],
)
def test_only_what_is_open_counts_as_nested(before):
    made = body_of(f"{before}<h2>A</h2><ul><li>b</li></ul>", BASE)
    assert [name for name, _ in made.blocks][-2:] == ["heading", "bulleted_list"]
    assert not any("nested" in note for note in made.notes)


@pytest.mark.parametrize(
    "piece",
    [
        *("a-", "a='", 'a="', "<a ", "<!-", "<a b=", "</", "<img ", "<noscript>", "<"),
        *("<img><noscript><img ", "<script>", "<a =", "&", "&#x", "<svg/", " ", "\n"),
        *(",", "a,", "a ", "1.", "a 1.2"),
    ],
)
@pytest.mark.parametrize(
    "before", ["", "<", "<div>" * 201 + "<", "<a b='", "<img srcset='"]
)
def test_no_repeated_letters_take_long(piece, before):
    html = before + piece * (200_000 // len(piece))
    html += "'>" * before.endswith("srcset='")
    began = time.process_time()
    blocks(html, newlines=True)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("around", "piece"),
    [("<figure>", "<p>a<figcaption>a</figcaption>"), ("<ul><li>", "<p>a</p>")],
)
def test_a_hundred_thousand_of_a_kind_are_taken_in_seconds(around, piece):
    began = time.process_time()
    made = blocks(around + piece * 100_000)
    assert words(made).count("a") >= 100_000
    assert time.process_time() - began < 20


def test_a_table_that_could_not_be_held_is_paragraphs():
    html = f"<table><tr>{'<td>a' * 2_000}{'<tr><td>b' * 2_000}</table>"
    made = body_of(html, BASE)
    assert [name for name, _ in made.blocks] == ["paragraph"] * 4_000
    assert "table of more than 100,000 cells made paragraphs" in made.notes


def test_a_table_is_too_large_before_its_empty_cells_are_made():
    html = f"<table>{'<tr><td colspan=50>a<td>b' * 10_000}</table>"
    tracemalloc.start()
    try:
        made = body_of(html, BASE)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [name for name, _ in made.blocks] == ["paragraph"] * 20_000
    assert most < 45_000_000


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/gif;base64,R0lG" data-src="/a.jpg" alt="Ships">',
        '<img src="data:," alt=""><noscript><img src="/a.jpg" alt="Ships"></noscript>',
        '<noscript><img src="/a.jpg" alt="Ships"></noscript><img data-x src="data:,">',
        '<noscript><a href="/a.jpg"><img src="/a.jpg" alt="Ships"></a></noscript>',
        '<img srcset="/b.jpg 300w, /a.jpg 1200w" alt="Ships">',
        '<img src="/b.jpg" srcset="/b.jpg 300w,/a.jpg 1200.5w" alt="Ships">',
        '<img srcset="/b.jpg 1.2.3x, /c.jpg, /a.jpg 2x" alt="Ships">',
        '<img alt="Ships"><noscript><img src="/a.jpg" alt="Ships"></noscript>',
        '<img src="/b.gif" data-src="/a.jpg"><noscript><img src="/a.jpg" alt="Ships">'
        "</noscript>",
        '<picture><source srcset="/b.jpg"><img src="/a.jpg" alt="Ships"></picture>',
        '<img src="data:," data-srcset="/a.jpg 2x, /b.jpg" alt="Ships">',
        '<img src="data:," data-original="/a.jpg" alt="Ships">',
        '<picture><source srcset="/a.jpg"><img alt="Ships"></picture>',
        '<picture><source data-srcset="/a.jpg 2x"><img src="data:," alt="Ships">'
        "</picture>",
    ],
)
def test_a_picture_that_is_loaded_late_is_the_picture(html):
    expected = Picture("https://old.example/a.jpg", alt="Ships")
    assert blocks(f"<p>x</p>{html}") == [text("x"), ("image", expected)]


def test_a_picture_in_the_place_of_an_embed_stays():
    html = (
        '<div class="wp-block-embed__wrapper">https://a.example/<img src=/a.jpg></div>'
    )
    assert [name for name, _ in blocks(html)] == ["paragraph", "image"]


def test_a_picture_beside_one_without_scripts_stays():
    made = blocks('<img src="/a.jpg"><noscript><img src="/b.jpg"></noscript>')
    assert [value.address[-5:] for _, value in made] == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize(
    "said", ["data-attachment-id=1", "data-orig-file=/b.jpg", 'srcset="/a.jpg 2x"']
)
def test_a_picture_beside_one_that_counts_readers_stays(said):
    pixel = '<img src="https://a.example/tr?id=1" height="1" width="1">'
    made = body_of(f"<img src=/a.jpg {said}><noscript>{pixel}</noscript>", BASE)
    assert [name for name, _ in made.blocks] == ["image"]
    assert "picture of one pixel, which counts readers, removed" in made.notes


def test_a_picture_that_says_more_of_itself_is_no_placeholder():
    picture = '<img src="/a.jpg" data-attachment-id="1">'
    made = blocks(f'{picture}<noscript><img src="/b.jpg"></noscript>')
    assert [value.address[-5:] for _, value in made] == ["a.jpg", "b.jpg"]


def test_words_beside_a_picture_without_scripts_are_noted():
    html = '<noscript><img src="/a.jpg"> Words</noscript>'
    assert [name for name, _ in blocks(html)] == ["image"]
    assert "<noscript> removed" in notes(html)
    assert "noscript" not in notes('<noscript> <img src="/a.jpg">\n</noscript>')


def test_what_a_frame_holds_ends_with_it():
    frame = '<iframe src="https://player.vimeo.com/video/7"><div></iframe><p>After</p>'
    assert blocks(frame) == [("embed", "https://vimeo.com/7"), text("After")]


# Properties --------------------------------------------------------------------------

TAGS = (
    *("p", "div", "b", "i", "a", "ul", "ol", "li", "blockquote", "cite", "h1", "h4"),
    *("table", "tr", "td", "th", "caption", "figure", "figcaption", "pre", "q", "span"),
    *("details", "form", "video", "section", "u", "dl", "dt", "dd", "article"),
)
WORDS = st.text("abcdefghij<>&'\"éß東ع\u200d#[]", min_size=1, max_size=8)
UNSAFE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style>"
        "<img title='--><img onerror=x>'>",
        '<a href=" java\nscript:alert(1)">',
        '<iframe srcdoc="<script>x</script>"></iframe>',
        '<form action="javascript:x"><button formaction="javascript:x">',
        "<!--><script>x</script>-->",
        '<p style="background:url(javascript:x)" onclick=x>',
        "<noscript><p title='</noscript><img src=x onerror=x>'>",
        '<base href="javascript:/a/">',
        "<textarea><script>x</script></textarea>",
    ]
)


def words(made) -> str:
    """Every text of some blocks, in order, on one line."""
    return " ".join(" ".join(_texts(made)).split())


def _texts(value):
    if isinstance(value, str):
        yield unescape(re.sub(r"<br/>|</?(?:p|li|ul|ol|b|i|a)\b[^<>]*>", " ", value))
    elif isinstance(value, dict):
        for name, inside in value.items():
            if name not in {"type", "style", "level", "source_url"}:
                yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)
    elif isinstance(value, tuple):
        yield from _texts(value[1])


@st.composite
def trees(draw, depth=4):
    """HTML of elements that we know, nested anyhow; and the words in it."""
    html, said = "", []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS))
            inside, more = draw(trees(depth - 1))
            html += f"<{tag}>{inside}</{tag}>"
            said += more
        else:
            word = draw(st.text("abcdefgh", min_size=1, max_size=5))
            html += f" {word} "
            said.append(word)
    return html, said


@given(trees(), st.booleans())
def test_no_text_is_lost(tree, newlines):
    html, said = tree
    made = words(blocks(html, newlines=newlines))
    assert sorted(re.findall("[a-h]+", made)) == sorted(said)


@given(trees(), st.integers(50, 70), st.sampled_from(["div", "ul><li", "blockquote"]))
def test_no_text_is_lost_however_deep_it_lies(tree, depth, tag):
    html, said = tree
    made = body_of(f"<{tag}>" * depth + html, BASE)
    assert sorted(re.findall("[a-h]+", words(made.blocks))) == sorted(said)


@pytest.mark.parametrize("depth", range(50, 71))
def test_a_table_is_never_so_deep_that_its_text_is_lost(depth):
    table = "<table><caption>a</caption><tr><th>b<td>c<p>d<table><tr><td>e</table>f"
    made = body_of("<div>" * depth + table, BASE)
    assert sorted(words(made.blocks).split()) == list("abcdef")
    was_cut = any("nested deeper than 60" in note for note in made.notes)
    assert was_cut == (depth > 52)


PIECES = st.one_of(
    WORDS,
    UNSAFE,
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<br>", "<hr>", "<img src=/a.jpg>", "<!--", "-->", "<![CDATA[", "]]>"]
    ),
)


@given(st.lists(PIECES, max_size=30), st.booleans())
def test_nothing_unsafe_survives_and_the_body_is_one_of_ours(pieces, newlines):
    made = blocks("".join(pieces), newlines=newlines)
    stored = [
        {"type": name, "value": value}
        for name, value in made
        if not isinstance(value, Picture) and name != "embed"
    ]
    embeds = [value for name, value in made if name == "embed"]
    assert all(each.startswith(("https://", "http://")) for each in embeds)
    body = BodyBlock().to_python(stored)
    html = BodyBlock().render(body)
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        assert element.name not in {"script", "style", "iframe", "img", "svg", "form"}
        for name, value in element.attrs.items():
            assert not name.startswith("on")
            assert "javascript:" not in str(value).replace("\n", "")
    rich = "".join(_stored_html(stored))
    assert set(re.findall(r"<([^/][^\s>]*)", rich)) <= {
        "p",
        "b",
        "i",
        "a",
        "br/",
        "ul",
        "ol",
        "li",
    }


def _stored_html(value):
    """The texts of stored blocks that are HTML."""
    if isinstance(value, str) and value.startswith(("<p>", "<ul>", "<ol>")):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _stored_html(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _stored_html(inside)


@given(st.text(max_size=300))
def test_any_text_is_taken(text):
    body_of(text, BASE)
    body_of(text, text, newlines=True)
