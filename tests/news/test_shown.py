"""What a story's page shows is loaded at once, and is what the tables hold."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from hashtags.models import Hashtag
from images.models import NewsImage
from news.mentions import mentions_of
from news.models import ArticlePage, Embed
from news.references import in_body_of
from news.shown import ShownOnStory
from newsroom.demo import builders

pytestmark = pytest.mark.django_db

POST = "https://chorus.example/post"


@pytest.fixture
def story(home) -> ArticlePage:
    picture = builders.make_picture("Harbour", rights_expire_on=date(2030, 1, 2))
    builders.make_embed(POST, title="Ship's log", text='"Quoted" — 世界')
    paper = get_document_model().objects.create(title="Minutes", file="minutes.pdf")
    other = builders.make_article("Other", slug="other")
    ada = builders.make_author("Ada", photo=picture, bio="Bio\nof “Ada”", slug="ada")
    link = f'<a linktype="document" id="{paper.pk}">m</a>'
    for pk in (other.pk, builders.make_category("Sport").pk):
        link += f'<a linktype="page" id="{pk}">it</a>'
    return builders.make_article(
        slug="rich",
        hashtags=["Nato", "Vote"],
        authors=[builders.make_author("Zoe"), ada],
        sources=[
            {"url": "https://a.example/1", "title": "A", "published": date(2026, 1, 7)},
            {"url": "https://b.example/2", "role": "data"},
        ],
        corrections=[
            {"text": "First", "made_at": timezone.now() - timedelta(days=1)},
            {"text": "Second", "kind": "clarification"},
        ],
        body=[
            ("paragraph", f"<p>{link}</p>"),
            ("image", {"image": picture.pk, "alt_text": "Alt"}),
            ("embed", POST),
            ("related_story", other.pk),
        ],
    )


def columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def loaded(story) -> tuple[ArticlePage, dict]:
    """The story anew, with its parts, and what its body shows."""
    again = ArticlePage.objects.get(pk=story.pk)
    return again, ShownOnStory(again).load_parts()


def test_every_part_is_as_stored_and_in_the_editors_order(
    story, django_assert_num_queries
):
    read, _ = loaded(story)
    for name in ("bylines", "tagged_items", "source_references", "corrections"):
        stored = [columns(row) for row in getattr(story, name).all()]
        with django_assert_num_queries(0):
            assert [columns(row) for row in getattr(read, name).all()] == stored
        assert len(stored) == 2


def test_what_stands_beside_a_part_is_as_stored(story, django_assert_num_queries):
    stored = [
        *(line.author for line in story.bylines.all()),
        *(line.author.photo for line in story.bylines.all() if line.author.photo),
        *(cited.source for cited in story.source_references.all()),
        *(cited.source.outlet for cited in story.source_references.all()),
        *story.public_hashtags,
    ]
    read, _ = loaded(story)
    with django_assert_num_queries(0):
        found = [
            *(line.author for line in read.bylines.all()),
            *(line.author.photo for line in read.bylines.all() if line.author.photo),
            *(cited.source for cited in read.source_references.all()),
            *(cited.source.outlet for cited in read.source_references.all()),
            *read.public_hashtags,
        ]
    assert found == stored
    assert [columns(row) for row in found] == [columns(row) for row in stored]


def test_merged_hashtags_are_followed(story, django_assert_num_queries):
    vote = Hashtag.objects.get(name="Vote")
    Hashtag.objects.filter(name="Nato").update(merged_into=vote)
    read, _ = loaded(story)
    with django_assert_num_queries(0):
        assert read.public_hashtags == [vote]


def test_what_the_body_shows_is_as_stored(story):
    _, found = loaded(story)
    for kind, stored in [
        ("pictures", NewsImage.objects.get()),
        ("embeds", Embed.objects.get()),
    ]:
        (row,) = found[kind].values()
        assert columns(row) == columns(stored)
    (document,) = found["documents"].values()
    assert document.url == get_document_model().objects.get().url
    sport = Page.objects.get(slug="sport")
    pages = {page.pk: page.url for page in found["pages"].values() if page}
    assert pages == {sport.pk: "/sport/"}


def test_all_that_a_body_refers_to_is_named_by_it(story):
    named = mentions_of(story.body)
    assert named.pictures == in_body_of(story, NewsImage)
    assert named.documents == in_body_of(story, get_document_model())
    assert named.pages == in_body_of(story, Page)
    assert named.related == in_body_of(story, ArticlePage)
    assert named.embeds == {POST}


def test_body_that_names_nothing_and_oddities_are_read(home):
    link = '<p><a linktype="page" id="x">a</a><a href="https://x.example">b</a></p>'
    body = [("embed", ""), ("related_story", None), ("image", {}), ("paragraph", link)]
    story = builders.make_article(body=[*body, ("paragraph", "<p>Text.</p>")])
    assert mentions_of(story.body) == mentions_of(ArticlePage().body)


def test_more_is_never_on_the_page_already(story, client):
    others = [
        builders.make_article(
            f"More {n}",
            slug=f"more-{n}",
            published_at=timezone.now() - timedelta(days=n + 1),
        )
        for n in range(5)
    ]
    more = client.get(story.url).context["more"]
    assert more == others[:4]
    page = client.get(others[0].url)
    assert others[0] not in page.context["more"]


def test_relations_with_unsaved_changes_stay_as_they_are(story):
    story.corrections = []
    ShownOnStory(story).load_parts()
    assert list(story.corrections.all()) == []
    assert story.bylines.count() == 2
