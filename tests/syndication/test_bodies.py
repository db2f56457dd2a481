"""Bodies as HTML that stands by itself: absolute, clean, in a few queries for all."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from newsroom.demo import builders
from syndication.bodies import Bodies

pytestmark = pytest.mark.django_db

ROOT = "https://news.example"


def html_of(story) -> str:
    return Bodies([story], ROOT).html(story)


def article(*body, **fields) -> ArticlePage:
    return builders.make_article(fields.pop("headline", "Vote"), body=body, **fields)


def test_every_block_is_there_without_the_sites_own_markup(home):
    picture = builders.make_picture(caption="The quay", credit="Photo: Ada Okafor")
    story = article(
        ("paragraph", '<p>One <b>bold</b> <a href="https://a.example/x">x</a></p>'),
        ("heading", {"text": "Why", "level": "h3"}),
        ("quote", {"text": "Never.", "attribution": "Ilse Varga", "style": "pull"}),
        ("bulleted_list", "<ul><li>First</li></ul>"),
        ("image", {"image": picture.pk, "alt_text": "A quay", "decorative": False}),
        ("divider", None),
        ("fact_box", {"title": "The board", "text": "<p>Nine members.</p>"}),
    )
    html = html_of(story)

    assert '<p>One <b>bold</b> <a href="https://a.example/x">x</a></p>' in html
    assert "<h3>Why</h3>" in html
    assert "<blockquote><p>Never.</p></blockquote>" in html
    assert "<figcaption>Ilse Varga</figcaption>" in html
    assert "<ul><li>First</li></ul>" in html
    assert f'<img src="{ROOT}/media/images/' in html
    assert '.jpg" alt="A quay"' in html
    assert "<figcaption>The quay Photo: Ada Okafor</figcaption>" in html
    assert "<hr>" in html
    assert "<p>The board</p>" in html
    assert not re.search(r"class=|id=|<script|<div|<picture|srcset", html)


def test_a_link_to_a_part_of_the_story_leads_to_its_page(home):
    story = article(
        ("paragraph", '<p><a href="#b-1">below</a> <a href="/world/">World</a></p>')
    )
    html = html_of(story)
    assert f'href="{ROOT}{story.url}#b-1"' in html
    assert f'href="{ROOT}/world/"' in html


def test_a_picture_that_is_gone_from_the_library_is_left_out(home):
    picture = builders.make_picture()
    story = article(
        ("image", {"image": picture.pk, "alt_text": "A quay", "caption": ""}),
        ("paragraph", "<p>The board met.</p>"),
    )
    picture.delete()
    assert html_of(ArticlePage.objects.get(pk=story.pk)) == "<p>The board met.</p>"


def test_a_quote_says_whose_words_it_is_and_where_they_stand(home):
    at = "https://a.example/said?by=x&on=y"
    story = article(
        ("quote", {"text": "No <b>.\n\nNever.", "attribution": "", "source_url": at}),
        ("quote", {"text": "Alone.", "attribution": "", "source_url": ""}),
    )
    shown = at.replace("&", "&amp;")
    assert html_of(story) == (
        f'<figure><blockquote cite="{shown}"><p>No &lt;b&gt;.</p>\n\n<p>Never.</p>'
        f'</blockquote><figcaption><a href="{shown}">{shown}</a></figcaption></figure>'
        "<figure><blockquote><p>Alone.</p></blockquote></figure>"
    )


def test_links_inside_the_newsroom_are_absolute_and_lead_only_where_readers_may(home):
    public = builders.make_article("Public")
    draft = builders.make_article("Secret merger", publish=False)
    story = article(
        ("paragraph", f'<p><a linktype="page" id="{public.pk}">here</a></p>'),
        ("paragraph", f'<p><a linktype="page" id="{draft.pk}">there</a></p>'),
        ("related_story", public.pk),
        ("related_story", draft.pk),
    )
    html = html_of(story)

    assert html.count(f'href="{ROOT}/general/public/"') == 2
    assert "<a>there</a>" in html
    assert "Secret" not in html
    assert "secret" not in html


def test_nothing_unsafe_leaves_however_it_came_in(home):
    story = article(
        ("paragraph", '<p onclick="x()">a<script>alert(1)</script></p>'),
        ("paragraph", '<p><a href="javascript:alert(1)">b</a><iframe src=x></p>'),
    )
    html = html_of(story)

    assert "<p>a</p>" in html
    assert "<a>b</a>" in html
    assert not re.search("script|onclick|iframe", html)


def test_a_picture_that_is_not_ready_leaves_no_trace(home):
    picture = builders.make_picture()
    story = article(
        ("paragraph", "<p>Text</p>"),
        ("image", {"image": picture.pk, "alt_text": "A quay"}),
    )
    type(picture).objects.update(picture_set={})
    assert html_of(story) == "<p>Text</p>"


def test_however_many_stories_cost_three_queries(home):
    """Their bodies; pictures, embeds, documents and pages; the stories they name."""
    picture = builders.make_picture()
    other = builders.make_article("Other")
    for number in range(3):
        article(
            ("image", {"image": picture.pk, "alt_text": "A quay"}),
            ("related_story", other.pk),
            ("embed", "https://chorus.example/post"),
            ("paragraph", f'<p><a linktype="page" id="{home.pk}">{number}</a></p>'),
            headline=f"Vote {number}",
        )
    assert other.url  # Wagtail keeps where addresses begin
    stories = list(ArticlePage.objects.published().for_cards())
    with CaptureQueriesContext(connection) as queries:
        bodies = Bodies(stories, ROOT)
        for story in stories:
            assert bodies.html(story)
    assert len(queries) == 3
