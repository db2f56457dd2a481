"""The index is what the stories are, whatever happens to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from delivery import outbox
from hashtags.models import Hashtag
from news.models import ArticlePage, Author
from news.schedule import tell_of_embargoes
from newsroom.demo import builders
from search.backends.stories import Rebuilder, StoryIndex
from search.expression import Term
from search.following import STEP
from search.indexes import index
from search.indexes.lookup import Lookup
from search.indexing import refresh
from search.models import StoryDocument, Word
from sources.models import Outlet

pytestmark = pytest.mark.django_db


def found(word: str) -> list[int]:
    rows = index().newest(Lookup(Term(word)), ("1 = 1", []), 100)
    return [row.story for row in rows]


def counted(word: str) -> int:
    return sum(Word.objects.filter(word=word).values_list("stories", flat=True))


def write(text="kittiwakes nest", **fields) -> ArticlePage:
    return builders.make_article(body=[("paragraph", f"<p>{text}</p>")], **fields)


def test_a_published_story_is_indexed_and_a_draft_is_not():
    story = write()
    write(publish=False)

    assert found("kittiwak") == [story.pk]
    assert counted("kittiwakes") == 1


def test_a_story_published_again_is_found_by_its_new_words_only():
    story = write()
    story.body = builders.stream([("paragraph", "<p>terns nest</p>")])
    story.save_revision().publish()

    assert found("kittiwak") == []
    assert found("tern") == [story.pk]
    assert [counted(word) for word in ("kittiwakes", "terns", "nest")] == [0, 1, 1]


def test_a_draft_of_a_public_story_changes_nothing():
    story = write()
    story.body = builders.stream([("paragraph", "<p>terns nest</p>")])
    story.save_revision()

    assert found("kittiwak") == [story.pk]
    assert counted("terns") == 0


def test_a_story_taken_down_leaves_with_its_words():
    write().unpublish()

    assert found("kittiwak") == []
    assert counted("kittiwakes") == 0


def test_a_deleted_story_leaves_with_its_words():
    write().delete()

    assert found("kittiwak") == []
    assert not StoryDocument.objects.exists()
    assert counted("kittiwakes") == 0


def test_an_alias_is_not_found_twice():
    story = write()
    story.create_alias(parent=builders.make_category("World"))

    assert found("kittiwak") == [story.pk]


def rename_an_author(story):
    author = Author.objects.get()
    author.name = "Zebedee"
    author.save()


def rename_an_outlet(story):
    outlet = Outlet.objects.get()
    outlet.name = "Zebedee"
    outlet.save()


def rename_a_hashtag(story):
    hashtag = Hashtag.objects.get()
    hashtag.name = "Zebedee"
    hashtag.save()


@pytest.mark.parametrize(
    "rename", [rename_an_author, rename_an_outlet, rename_a_hashtag]
)
def test_a_new_name_is_found_in_every_story(rename, monkeypatch):
    monkeypatch.setattr("search.following.AT_FIRST", 1)  # so that the rest is left
    monkeypatch.setattr("search.following.AT_ONCE", 1)
    written = [
        write(
            authors=[builders.make_author("Ada Marsh")],
            hashtags=["NATO"],
            sources=["https://averne.example/a"],
        )
        for _ in range(3)
    ]

    rename(written[0])
    assert len(found("zebede")) == 1
    for _ in range(4):
        outbox.run_due()

    assert sorted(found("zebede")) == [story.pk for story in written]


def test_stories_of_merged_hashtags_are_found_by_the_new_name():
    story = write(hashtags=["Otan"])
    last = Hashtag.objects.create(name="NATO")
    between = Hashtag.objects.create(name="Pact", merged_into=last)
    Hashtag.objects.filter(name="Otan").update(merged_into=between)

    last.name = "Zebedee"
    last.save()

    assert found("zebede") == [story.pk]


def test_a_name_saved_as_it_was_asks_for_nothing():
    write(authors=[builders.make_author("Ada Marsh")])

    Author.objects.get().save()

    assert not outbox.Effect.objects.filter(step=STEP).exists()


def test_a_hidden_hashtag_is_no_word_of_a_story():
    write(hashtags=["Kittens"])
    hashtag = Hashtag.objects.get()
    hashtag.status = Hashtag.Status.HIDDEN
    hashtag.save()

    assert found("kitten") == []


def test_a_rebuild_mends_whatever_is_wrong():
    kept, changed, gone = write(), write("terns nest"), write("gulls nest")
    StoryDocument.objects.filter(pk=changed.pk).delete()
    ArticlePage.objects.filter(pk=gone.pk).update(live=False)
    Word.objects.filter(word="nest").update(stories=77)

    rebuilder = Rebuilder(StoryIndex(None))
    filled = rebuilder.start()
    filled.add_items(ArticlePage, [kept, changed])
    rebuilder.finish()

    assert found("nest") == [changed.pk, kept.pk]
    assert [counted(word) for word in ("nest", "terns", "gulls")] == [2, 1, 0]


def test_a_story_that_moves_in_time_moves_in_the_index():
    older, newer = write(), write()
    assert found("nest") == [newer.pk, older.pk]

    older.published_at = timezone.now() + timedelta(minutes=1)
    older.redated_at = timezone.now()
    older.save_revision().publish()

    assert found("nest") == [older.pk, newer.pk]


def test_a_story_under_embargo_is_no_part_of_the_index_until_it_ends():
    story = write("terns nest")
    until = timezone.now() + timedelta(hours=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=until)
    refresh(story.pk)
    assert found("tern") == []
    assert counted("terns") == 0

    past = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=story.pk).update(embargo_until=past)
    tell_of_embargoes(past - timedelta(seconds=1), timezone.now())

    assert found("tern") == [story.pk]
    assert counted("terns") == 1


def test_a_story_of_any_age_has_a_place():
    for year in (1, 1650, 1969, 2300, 9999):
        story = write("terns nest")
        at = timezone.now().replace(year=year)
        ArticlePage.objects.filter(pk=story.pk).update(published_at=at)
        refresh(story.pk)

    assert len(found("tern")) == 5
