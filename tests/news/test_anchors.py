"""A heading or a quote has an address of its own, which outlives edits of its words."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from news.models import ArticlePage
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

BODY = [
    ("heading", {"text": "What the board decided", "level": "h2"}),
    ("paragraph", "<p>It met for six hours.</p>"),
    ("quote", {"text": "We will not sign.", "attribution": "Varga", "style": "pull"}),
    ("heading", {"text": "What the board decided", "level": "h3"}),
    ("quote", {"text": "We will not sign.", "source_url": "https://a.example/"}),
]


class Anchors(HTMLParser):
    """What a page can be linked to, and links there: ``{id: name of the link}``."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.links = [], {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id", "").startswith("b-"):
            self.ids.append(attributes["id"])
        if tag == "a" and attributes.get("href", "").startswith("#b-"):
            self.links[attributes["href"][1:]] = attributes["aria-label"]


def anchors(client, story) -> Anchors:
    return Anchors(client.get(story.url).content.decode())


def test_each_heading_and_quote_has_an_id_and_a_link_that_says_what_it_is(client, home):
    story = builders.make_article(body=BODY)
    found = anchors(client, story)

    assert found.ids == [f"b-{story.body[place].id[:8]}" for place in (0, 2, 3, 4)]
    assert len(set(found.ids)) == 4
    section, quote = "Link to this section", "Link to this quote"
    assert found.links == dict(
        zip(found.ids, [section, quote, section, quote], strict=True)
    )


def test_a_link_is_no_part_of_the_headings_own_words(client, home):
    story = builders.make_article(body=BODY)
    page = client.get(story.url).content.decode()

    headings = re.findall(r"<h[23] id=[^>]+>([^<]*)</h[23]>", page)
    assert headings == ["What the board decided"] * 2


def test_an_anchor_outlives_an_edit_of_the_words_and_a_move(client, home):
    story = builders.make_article(body=BODY)
    before = anchors(client, story).ids

    stored = list(story.body.raw_data)
    stored[0]["value"]["text"] = "What it decided at last"
    stored[2]["value"]["text"] = "We did sign."
    story.body = story.body.stream_block.to_python(stored[::-1])
    story.save_revision().publish()

    assert anchors(client, story).ids == before[::-1]


def test_a_preview_of_blocks_that_were_never_saved_has_no_anchors(rf, home):
    block = ArticlePage.body.field.stream_block
    body = block.to_python([{"type": name, "value": value} for name, value in BODY])
    found = Anchors(body.render_as_block({"request": rf.get("/")}))

    assert found.ids == []
    assert found.links == {}


@pytest.mark.parametrize("name", ["heading", "quote"])
def test_the_preview_of_a_block_alone_has_no_anchor(desk, home, name):
    block = ArticlePage.body.field.stream_block.child_blocks[name]
    address = reverse("wagtailadmin_block_preview")
    page = desk.get(address, {"id": block.definition_prefix}).content.decode()

    assert 'class="anchor"' not in page
    assert 'id="b-' not in page
