"""The demo newsroom is complete, invented, and built once."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from hashtags.models import Hashtag
from images.models import NewsImage
from news.models import ArticlePage, Author, CategoryIndexPage
from news.text import CHARACTERS_A_MINUTE, WORDS_A_MINUTE, count_words
from newsroom.demo import build
from newsroom.demo.stories import STORIES
from newsroom.demo.world import ARCHIVED_COPY, DEAD_SOURCE
from sources.models import Outlet, Source
from tests.news.test_listings import rebuilt, snapshot
from tests.newsroom.whole_demo import NOW, built_demo

# By it the tests come before those that empty the database.
pytestmark = pytest.mark.django_db

PLAIN = Image.new("RGB", (120, 80), "#00677F")
PUBLISHED = [story for story in STORIES if story.state == "published"]


@pytest.fixture(scope="module")
def built(once):
    """The demo newsroom as on a frozen day, one small picture standing for them all."""
    return built_demo(PLAIN, NOW)


@pytest.fixture
def demo(built, db):
    """The same, in a transaction of the test's own."""
    return built


def test_it_has_eight_categories_and_every_story(demo):
    assert [category.title for category in CategoryIndexPage.objects.all()] == [
        "General",
        "World",
        "Politics",
        "Business",
        "Technology",
        "Science",
        "Culture",
        "Sport",
    ]
    assert ArticlePage.objects.count() == len(STORIES)
    assert ArticlePage.objects.published().count() == len(PUBLISHED)
    assert Author.objects.exists()
    assert Outlet.objects.exists()


def test_it_has_flagships_standard_stories_and_clips(demo):
    """Of 700 to 1,000 words, of 350 to 500 and of 120 to 220."""
    lengths = {
        story.slug: length_in_words(story) for story in ArticlePage.objects.published()
    }
    classes = Counter(length_class(length) for length in lengths.values())

    assert classes == {"flagship": 6, "standard": 24, "clip": 30}, lengths


def length_in_words(story):
    """Words, where a story is told in characters as many as take as long to read."""
    characters = count_words("".join(re.findall(r"[\u3040-\u9fff]", story.body_text)))
    words = story.word_count - characters
    return words + round(characters * WORDS_A_MINUTE / CHARACTERS_A_MINUTE)


def length_class(words):
    if words < 300:
        return "clip" if 120 <= words <= 220 else "neither"
    if words < 600:
        return "standard" if 350 <= words <= 500 else "neither"
    return "flagship" if 700 <= words <= 1000 else "neither"


def test_what_waits_is_where_an_editor_looks_for_it(demo, client):
    waiting = {
        story.key: ArticlePage.objects.get(slug=story.key)
        for story in STORIES
        if story.state != "published"
    }
    states = {story.key: story.state for story in STORIES}

    for key, story in waiting.items():
        assert client.get(story.url).status_code == 404
        assert story.workflow_in_progress == (states[key] == "submitted")
    (scheduled,) = [waiting[key] for key in waiting if states[key] == "scheduled"]
    (embargoed,) = [waiting[key] for key in waiting if states[key] == "embargoed"]
    now = timezone.now()
    assert now < scheduled.go_live_at <= now + timedelta(hours=2)
    assert embargoed.embargo_until > now


def test_dates_count_back_from_the_first_build(demo):
    for story in PUBLISHED:
        page = ArticlePage.objects.get(slug=story.key)
        assert page.published_at == page.first_published_at == NOW - story.age


def test_every_page_of_it_is_there(demo, client):
    addresses = ["/", "/search/?q=river"]
    addresses += [page.url for page in CategoryIndexPage.objects.all()]
    addresses += [page.url for page in ArticlePage.objects.published()]
    addresses += [author.get_absolute_url() for author in Author.objects.all()]
    addresses += [
        tag.url
        for tag in Hashtag.objects.filter(tagged_stories__content_object__live=True)
    ]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_a_source_that_is_gone_offers_its_archived_copy(demo, client):
    source = Source.objects.get(url=DEAD_SOURCE)
    source.was_silent("No network.", timezone.now())  # as a check without one finds
    assert source.is_dead
    story = ArticlePage.objects.get(source_references__source=source)
    assert f'href="{ARCHIVED_COPY}"' in client.get(story.url).content.decode()


def test_building_it_again_changes_nothing(demo):
    before = (snapshot(), ArticlePage.objects.count(), NewsImage.objects.count())

    assert build.build(demo, now=timezone.now()) == 0
    assert (
        snapshot(),
        ArticlePage.objects.count(),
        NewsImage.objects.count(),
    ) == before
    assert rebuilt() == before[0]


def test_what_an_editor_deleted_or_changed_in_it_stays_so(demo):
    story = ArticlePage.objects.published().first()
    story.title = "Changed by an editor"
    story.save_revision().publish()
    build.build(demo)

    assert ArticlePage.objects.get(pk=story.pk).title == "Changed by an editor"
