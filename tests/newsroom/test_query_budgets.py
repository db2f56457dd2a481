"""What a page that no cache holds costs the database: as much with 2,000 stories."""

from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model

from delivery.generations import generations
from delivery.tags import EVERYTHING
from news.models import ArticlePage, Correction
from newsroom.demo import builders
from tests.news.test_versions import edit
from tests.newsroom.many_stories import copy_story

pytestmark = pytest.mark.django_db


def richest_body() -> list[tuple]:
    """Every block, two pictures, three embeds, links to whatever can be linked."""
    others = [builders.make_article(f"Other {n}", slug=f"other-{n}") for n in range(4)]
    pictures = [builders.make_picture(f"Harbour {n}") for n in range(2)]
    paper = get_document_model().objects.create(title="Minutes", file="minutes.pdf")
    links = [
        f'<a linktype="page" id="{page.pk}">page {page.pk}</a>'
        for page in [
            *others[:2],
            builders.make_category("Sport"),
            builders.front_page(),
        ]
    ]
    links.append(f'<a linktype="document" id="{paper.pk}">minutes</a>')
    text = f"<p>{' '.join(links)}</p>"
    cell = {"type": "rich_text", "heading": "Where"}
    embeds = [f"https://chorus.example/{n}" for n in range(3)]
    for url in embeds:
        builders.make_embed(url, title=f"A post at {url}")
    return [
        ("paragraph", text),
        ("heading", {"text": "What is next", "level": "h2"}),
        ("quote", {"text": "We will not sign.", "attribution": "", "style": "pull"}),
        ("bulleted_list", f"<ul><li>{' '.join(links)}</li></ul>"),
        ("numbered_list", f"<ol><li>{' '.join(links)}</li></ol>"),
        *(("image", {"image": p.pk, "alt_text": f"Alt {p.pk}"}) for p in pictures),
        *(("embed", url) for url in embeds),
        ("table", {"columns": [cell], "rows": [{"values": [text]}], "caption": ""}),
        ("key_points", {"title": "Key points", "points": f"<ul><li>{text}</li></ul>"}),
        ("fact_box", {"title": "Facts", "text": text}),
        ("divider", None),
        *(("related_story", other.pk) for other in others[1:]),
        ("paragraph", "<p>The board met.</p>"),
    ]


@pytest.fixture
def story(home) -> ArticlePage:
    """As much as a story can hold, and a newsroom around it."""
    face = builders.make_picture("Face")
    authors = [builders.make_author(f"Author {n}", photo=face) for n in range(5)]
    story = builders.make_article(
        "The richest story",
        slug="richest",
        category=builders.make_category("World"),
        hero_image=builders.make_picture("Hero", credit="Ada Okafor"),
        body=richest_body(),
        hashtags=["NATO", "Harbour", "Vote", "Energy"],
        sources=[f"https://paper{n}.example/report" for n in range(4)],
        authors=authors,
        corrections=[{"text": "It was Thursday."}, {"text": "It was Ilse Varga."}],
    )
    story.corrections.add(Correction(text="It was the board."))
    story = edit(story)
    story.create_alias(parent=builders.make_category("Sport"))
    return story


def addresses_of(story) -> dict[str, str]:
    """Where the pages are that have a ceiling."""
    return {
        "front": "/",
        "article": story.url,
        "alias": ArticlePage.objects.get(alias_of=story).url,
        "category": story.get_parent().url,
        "hashtag": story.hashtags.all()[0].url,
        "author": story.bylines.all()[0].author.get_absolute_url(),
        "outlet": story.outlet.get_absolute_url(),
    }


def asked(client, address: str, clear=cache.clear) -> list[str]:
    """The queries of a page that no cache holds anything of."""
    client.get(address)  # content types are known to a process from then on
    clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_a_cold_page_costs_the_same_however_many_stories(client, story):
    """The site with its brand and banner, and its sections, are two on every page.

    - Article: the page with category, outlet and hero; its parts with what its body
      shows (bylines, hashtags, sources, corrections, pictures, embeds, documents and
      pages linked, changes told); what may be related to it; the stories it names, its
      related ones and more of its category. A budget of 6.
    - Front: the page; its slots; their stories and the newest dozen; the rails; the
      hashtags that rise. A budget of 8, as the others have.
    - Category: the page; the count; the stories; the hashtags of its newest.
    - Hashtag, author, outlet: the row; the count; the stories. A hashtag's facts and
      what it is often with are two more.
    """
    copy_story(story, 20)
    few = {page: asked(client, at) for page, at in addresses_of(story).items()}
    copy_story(ArticlePage.objects.get(slug="other-0"), 1_000)
    copy_story(ArticlePage.objects.get(slug="richest-1"), 1_000)
    many = {page: asked(client, at) for page, at in addresses_of(story).items()}

    counted = {page: len(queries) for page, queries in many.items()}
    assert counted == {page: len(queries) for page, queries in few.items()}
    assert counted == {
        "front": 7,
        "article": 6,
        "alias": 6,
        "category": 6,
        "hashtag": 7,
        "author": 5,
        "outlet": 5,
    }
    for queries in many.values():
        cards = [sql for sql in queries if "news_storylisting" in sql]
        assert cards
        assert not [sql for sql in cards if '"body"' in sql]


def test_a_process_that_has_shown_them_asks_for_less(client, story, remembering):
    """What every page shows, its cards and what related stories share it knows.

    - Article: the page; its parts; what is near it; which of the stories beside it
      readers may see.
    - Front: the page; its slots; which stories, and which in the rails.
    - Category: the page; the count; which stories; the hashtags of its newest.
    - Hashtag, author, outlet: the row; the count; which stories. A hashtag's facts and
      what it is often with are two more.
    """
    asked_for = {
        page: asked(client, at, clear=lambda: None)
        for page, at in addresses_of(story).items()
    }
    assert {page: len(queries) for page, queries in asked_for.items()} == {
        "front": 4,
        "article": 4,
        "alias": 4,
        "category": 4,
        "hashtag": 5,
        "author": 3,
        "outlet": 3,
    }


def test_a_process_that_remembers_nothing_asks_for_that_once(
    client, story, remembering
):
    """Beside what is asked each time: the site with its brand and banner; the sections.

    And what cards show, on the front those of its rails too; an article, what stories
    share with it; the front, what rises.
    """
    for page, at in addresses_of(story).items():
        forget = partial(generations().forget, [EVERYTHING])
        many = len(asked(client, at, clear=forget))
        assert many <= (9 if page == "front" else 8), page
