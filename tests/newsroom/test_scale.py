"""Generated stories are true stories of this newsroom, whatever asks about them."""

from collections import Counter
from random import Random

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from delivery.models import Effect
from hashtags.models import Hashtag
from news.listings import rebuild_listings
from news.models import ArticlePage, Listing, StoryListing
from newsroom.demo import builders, scale
from newsroom.demo.scale.stories import SPAN
from newsroom.demo.scale.text import write
from newsroom.demo.scale.words import VOCABULARY, name, vocabulary
from search.admin_index.documents import document_of as document_for_editors
from search.documents import document_of
from search.indexing import clear, index_stories, with_parts
from search.models import AdminDocument
from sources.addresses import address_key, canonical_address
from sources.models import Outlet, Source

# By it the tests come before those that empty the database.
pytestmark = pytest.mark.django_db

NUMBER = 200
SHOWN_DATES = "published_at", "first_published_at", "last_published_at"


@pytest.fixture(scope="module")
def newsroom(once):
    """Generated stories in two goes and three batches, beside one written by hand."""
    builders.front_page()
    editor = builders.make_user("owner")
    builders.make_article(
        "Written by hand",
        slug="by-hand",
        category=builders.make_category("World"),
        hero_image=builders.make_picture("Harbour"),
        hero_alt="A crane",
        user=editor,
    )
    said = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scale, "BATCH", 80)
        scale.add_stories(NUMBER - 50, owner=editor, say=said.append)
        scale.add_stories(50, owner=editor)
    return said


@pytest.fixture
def stories(newsroom, db) -> list[ArticlePage]:
    return list(ArticlePage.objects.exclude(slug="by-hand").order_by("pk"))


@pytest.fixture
def story(stories) -> ArticlePage:
    """The newest, on the first page of each of its lists, with a picture."""
    with_picture = [story for story in stories if story.hero_image_id]
    return max(with_picture, key=lambda story: story.published_at)


def rows_of(story: ArticlePage) -> dict:
    """All columns of the story and of its page, as the database has them."""
    return ArticlePage.objects.filter(pk=story.pk).values().get()


def listed() -> tuple[Counter, dict]:
    rows = StoryListing.objects.values_list(
        "listing__kind", "listing__key", "story", "published_at", "embargo_until"
    )
    counted = Listing.objects.filter(count__gt=0).values_list("kind", "key", "count")
    return Counter(rows), {(kind, key): count for kind, key, count in counted}


def test_as_many_are_added_as_were_asked_for_with_word_of_progress(newsroom, stories):
    assert len(stories) == NUMBER
    assert newsroom[0].startswith("Stories 80 of 150, ")
    assert newsroom[-1].startswith("150 stories added in ")
    assert ArticlePage.objects.published().count() == NUMBER + 1


def test_the_tree_is_whole(stories):
    assert not any(Page.find_problems())
    for story in stories:
        section = story.get_parent().specific
        assert story.category_id == section.pk
        assert story.url_path == f"{section.url_path}{story.slug}/"
    assert len({story.slug for story in stories}) == NUMBER


def test_saving_one_changes_nothing_of_it(stories):
    """Its derived columns, its body and its dates are what a save makes of them."""
    for story in stories[::10]:
        before = rows_of(story)
        story.save()
        assert rows_of(story) == before


def test_listings_are_as_a_rebuild_writes_them(stories):
    before = listed()
    rebuild_listings(ArticlePage.objects.all())

    assert listed() == before


def indexed() -> dict[str, list]:
    """Every row of the search index, but for keys that no one asks for."""
    tables = {
        "search_storydocument": "*",
        "search_word": "word, term, stories",
        "search_misspelling": "spelling, word",
    }
    if connection.vendor == "sqlite":
        tables["search_terms"] = "rowid, *"
    found = {}
    with connection.cursor() as cursor:
        for table, columns in tables.items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
            found[table] = cursor.fetchall()
    return found


def test_the_search_index_is_as_a_rebuild_writes_it(stories):
    before = indexed()
    clear()
    index_stories(map(document_of, with_parts(ArticlePage.objects.listable())))

    assert indexed() == before


def test_editors_find_them_as_if_they_were_saved(stories):
    for story in stories[:20]:
        document = document_for_editors(story)
        kept = AdminDocument.objects.get(pk=(document.content_type, story.pk))
        assert kept.digest == document.digest
        assert story in ArticlePage.objects.autocomplete(story.title)


def test_sources_are_those_that_their_addresses_lead_to(stories):
    sources = Source.objects.select_related("outlet")
    assert sources.count() > NUMBER
    for source in sources[:50]:
        assert source.canonical == canonical_address(source.url)
        assert source.key == address_key(source.url)
        assert source.outlet == Outlet.objects.for_address(source.url)
        assert source.outlet.domains.count() == 1


def test_hashtags_are_such_as_an_editor_could_type(stories):
    tags = list(Hashtag.objects.all()[::50])
    for tag in tags:
        tag.full_clean()
        before = (tag.name, tag.folded, tag.slug)
        tag.save()
        assert (tag.name, tag.folded, tag.slug) == before
    used = Counter(tag.pk for story in stories for tag in story.hashtags.all())
    assert {len(story.hashtags.all()) for story in stories} == {2, 3, 4, 5}
    assert max(used.values()) > NUMBER / 5
    assert min(used.values()) == 1


def test_dates_lie_in_ten_years_and_more_in_the_later_ones(stories):
    now = timezone.now()
    ages = [now - story.published_at for story in stories]
    assert min(ages).total_seconds() >= 0
    assert SPAN * 0.95 < max(ages) <= SPAN + (timezone.now() - now) + SPAN / 1000
    assert sum(age < SPAN / 2 for age in ages) > NUMBER * 0.55
    assert all(len({getattr(s, name) for name in SHOWN_DATES}) == 1 for s in stories)


def test_common_words_are_in_a_third_of_the_stories_and_rare_ones_in_few(stories):
    texts = [set(story.body_text.lower().replace(".", "").split()) for story in stories]
    found = Counter(word for text in texts for word in text)
    common = [found[word] / NUMBER for word in vocabulary()[10:110]]
    assert 0.25 < sum(common) / len(common) < 0.4
    assert len([word for word, times in found.items() if times == 1]) > 3_000


def test_lengths_and_blocks_are_those_of_news(stories):
    kinds = {block.block_type for story in stories for block in story.body}
    assert kinds == {"paragraph", "heading", "quote", "bulleted_list"}
    for story in stories:
        assert 6 <= len(story.title.split()) <= 10
        assert len(story.standfirst.split()) == 20
        assert 120 <= story.word_count <= 290
    assert {story.bylines.count() for story in stories} == {1, 2}


def test_readers_find_it_wherever_a_story_stands(client, story):
    tag, author = story.hashtags.all()[0], story.bylines.first().author
    month = timezone.localtime(story.published_at).strftime("%Y-%m")
    assert story.title in client.get(story.url).text
    for address in (
        "/",
        story.get_parent().url,
        tag.url,
        author.get_absolute_url(),
        story.outlet.get_absolute_url(),
        f"/archive/{month}/",
        "/feed/",
    ):
        assert story.title in client.get(address).text, address
    for address in ("/hashtags/", "/archive/"):
        assert client.get(address).status_code == 200


def test_editors_open_it_and_publish_it_again(desk, story):
    pages = [
        reverse("wagtailadmin_explore", args=[story.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        reverse("wagtailadmin_pages:history", args=[story.pk]),
        reverse("wagtailadmin_pages:usage", args=[story.pk]),
        reverse("wagtailadmin_home"),
    ]
    for address in pages:
        answer = desk.get(address)
        assert answer.status_code == 200
        assert story.title in answer.text or address == pages[-1]
    before = rows_of(story)
    story.save_revision().publish()
    changed = {name for name, value in rows_of(story).items() if value != before[name]}
    assert changed == {
        "last_published_at",
        "latest_revision_created_at",
        "latest_revision_id",
        "live_revision_id",
    }
    assert story.versions.get().change == "first"


def test_cached_pages_are_forgotten(newsroom, db):
    assert Effect.objects.filter(event__startswith="scale").exists()


def test_the_same_chance_writes_the_same_story():
    first, same, other = (write(Random(seed), 7) for seed in "aab")
    assert (first.headline, first.body) == (same.headline, same.body)
    assert first.headline != other.headline


def test_no_word_and_no_name_is_there_twice():
    assert len(set(vocabulary())) == VOCABULARY == len(vocabulary())
    assert len({name(number) for number in range(5_000)}) == 5_000
