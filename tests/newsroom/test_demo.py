"""The demo newsroom is complete, invented, and built once."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hashtags.models import Hashtag
from images.models import NewsImage
from news.blocks import BodyBlock
from news.models import ArticlePage, Author, CategoryIndexPage
from newsroom.demo import build, builders
from newsroom.demo.stories import STORIES
from sources.models import Outlet
from tests.news.test_listings import rebuilt, snapshot

NOW = datetime(2026, 1, 7, 12, tzinfo=UTC)


@pytest.fixture
def demo(home, monkeypatch):
    """The demo newsroom as on a frozen day, its pictures drawn small and fast."""
    monkeypatch.setattr(build, "PICTURES", dict.fromkeys(build.PICTURES, _plain))
    editor = builders.make_user()
    build.build(editor, now=NOW)
    return editor


def _plain():
    from PIL import Image

    return Image.new("RGB", (120, 80), "#00677F")


def test_it_has_eight_categories_and_eighteen_stories(demo):
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
    assert ArticlePage.objects.count() == len(STORIES) == 18
    assert ArticlePage.objects.published().count() == 14
    assert Author.objects.exists()
    assert Outlet.objects.exists()


def test_it_uses_every_block_and_shows_every_kind_of_story(demo):
    used = Counter(
        block.block_type for story in ArticlePage.objects.all() for block in story.body
    )

    assert set(used) == set(BodyBlock().child_blocks)
    assert {"news", "analysis", "opinion", "explainer", "sponsored"} == set(
        ArticlePage.objects.values_list("story_type", flat=True)
    )
    assert ArticlePage.objects.exclude(language="en").count() == 2
    assert ArticlePage.objects.filter(corrections__isnull=False).exists()


def test_one_story_is_a_draft_and_one_awaits_review(demo):
    by_state = {story.key: story.state for story in STORIES}
    waiting = [
        story
        for story in ArticlePage.objects.filter(live=False)
        if by_state[story.slug] in ("draft", "submitted")
    ]

    assert sorted(story.workflow_in_progress for story in waiting) == [False, True]


@pytest.mark.parametrize("state", ["scheduled", "embargoed"])
def test_one_story_waits_for_its_time(demo, client, state):
    (key,) = [story.key for story in STORIES if story.state == state]
    story = ArticlePage.objects.get(slug=key)

    assert client.get(story.url).status_code == 404
    assert (story.go_live_at or story.embargo_until) > timezone.now()


def test_dates_count_back_from_the_first_build(demo):
    for story in STORIES:
        if story.state == "published":
            page = ArticlePage.objects.get(slug=story.key)
            assert page.published_at == page.first_published_at == NOW - story.age
    assert sum(story.age < timedelta(days=2) for story in STORIES) >= 6


def test_one_story_has_the_shape_of_a_long_read_of_seven_headings(demo):
    shapes = [
        Counter(block.block_type for block in story.body)
        for story in ArticlePage.objects.filter(category__title="General")
        if story.hashtags.count() == 5 and story.source_references.count() == 1
    ]

    assert any(
        shape["heading"] == 7 and shape["quote"] == 2 and shape["bulleted_list"] == 1
        for shape in shapes
    )


def test_headlines_are_of_a_headlines_length_and_no_source_is_real(demo):
    for story in STORIES:
        assert 45 <= len(story.headline) <= 75, story.headline
        for source in story.sources:
            assert re.match(r"https://[a-z.-]+\.example/", source.url), source.url


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


def test_the_command_prints_the_addresses_and_a_sign_in_that_works(
    home, settings, tmp_path, client
):
    settings.VAR = tmp_path
    builders.make_article()
    said = StringIO()
    call_command("demo", "--if-empty", stdout=said)
    username, password = re.search(r"Sign in (\S+) / (\S+)", said.getvalue()).groups()

    assert settings.BASE_URL in said.getvalue()
    assert client.login(username=username, password=password)
    assert ArticlePage.objects.count() == 1
    assert (tmp_path / "sign-in.txt").stat().st_mode & 0o077 == 0

    again = StringIO()
    call_command("demo", "--if-empty", stdout=again)
    assert f"{username} / {password}" in again.getvalue()
