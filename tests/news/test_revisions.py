"""Publishing an older revision brings back its words, not what moved on since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hashtags.models import Hashtag
from news.models import ArticlePage, Listing, NotSaved
from newsroom.demo import builders
from tests.news.story_form import story_form


def fresh(story):
    return ArticlePage.objects.get(pk=story.pk)


def first_revision(story):
    return story.revisions.order_by("pk").first()


def test_an_autosave_that_was_under_way_does_not_undo_a_publish(home):
    story = builders.make_article("Draft", publish=False)
    being_autosaved = fresh(story).get_latest_revision_as_object()
    story.title = "Published"
    story.save_revision().publish()

    being_autosaved.title = "Late words"
    with pytest.raises(NotSaved, match="published meanwhile"):
        being_autosaved.save()
    assert fresh(story).live is True
    assert fresh(story).title == "Published"

    fresh(story).unpublish()
    assert fresh(story).live is False
    fresh(story).get_latest_revision_as_object().save()


def test_its_words_come_back(home):
    story = builders.make_article("First words")
    story.title = "Second words"
    story.save_revision().publish()
    first_revision(story).publish()

    assert fresh(story).title == "First words"


def test_a_former_category_does_not(home):
    story = builders.make_article(category=builders.make_category("World"))
    sport = builders.make_category("Sport")
    story.move(sport, pos="last-child")
    first_revision(story).publish()

    assert fresh(story).category == sport
    assert set(
        Listing.objects.filter(kind="category", count__gt=0).values_list(
            "key", flat=True
        )
    ) == {str(sport.pk)}


def day(story):
    """The day that readers see, in the newsroom's zone."""
    return timezone.localdate(story.published_at)


def test_a_former_date_does_not(home, edit):
    story = builders.make_article()
    last_year = timezone.localtime(timezone.now() - timedelta(days=365))
    date = last_year.strftime("%Y-%m-%d %H:%M")
    edit(story, story_form(slug=story.slug, published_at=date, action="publish"))
    assert day(fresh(story)) == last_year.date()

    first_revision(story).publish()
    assert day(fresh(story)) == last_year.date()


def test_a_date_that_a_draft_changed_is_published_with_it(home, edit):
    story = builders.make_article()
    last_year = timezone.localtime(timezone.now() - timedelta(days=365))
    date = last_year.strftime("%Y-%m-%d %H:%M")
    edit(story, story_form(slug=story.slug, published_at=date))
    assert day(fresh(story)) == timezone.localdate()

    fresh(story).get_latest_revision().publish()
    assert day(fresh(story)) == last_year.date()


def test_an_emptied_date_goes_back_to_the_first_publication(home, edit):
    story = builders.make_article(published_at=timezone.now() - timedelta(days=9))
    edit(story, story_form(slug=story.slug, published_at="", action="publish"))

    assert fresh(story).published_at == fresh(story).first_published_at


def test_a_date_emptied_in_a_draft_is_published_as_emptied(home, edit):
    story = builders.make_article(published_at=timezone.now() - timedelta(days=9))
    edit(story, story_form(slug=story.slug, published_at=""))
    assert fresh(story).published_at != fresh(story).first_published_at

    fresh(story).get_latest_revision().publish()
    assert fresh(story).published_at == fresh(story).first_published_at


def test_a_save_that_leaves_the_date_alone_chooses_none(home, edit):
    story = builders.make_article()
    date = timezone.localtime(fresh(story).published_at).strftime("%Y-%m-%d %H:%M")
    edit(story, story_form(slug=story.slug, published_at=date, action="publish"))

    assert fresh(story).redated_at is None
    assert fresh(story).published_at == story.published_at


def test_a_scheduled_story_is_dated_when_it_goes_live(home, write, only_story):
    in_three_days = timezone.localtime(timezone.now() + timedelta(days=3))
    goes_live = in_three_days.strftime("%Y-%m-%d %H:%M")
    write(story_form(go_live_at=goes_live, action="publish"))

    assert only_story().live is False
    assert only_story().published_at is None
    assert not Listing.objects.filter(count__gt=0).exists()


def test_a_copy_starts_without_its_past(home):
    story = builders.make_article(published_at=timezone.now() - timedelta(days=30))
    copy = story.copy(update_attrs={"slug": "copy"}, keep_live=False)
    copy.specific.save_revision().publish()

    assert fresh(copy).published_at.date() == timezone.now().date()


def test_an_older_revision_by_a_deleted_author_can_be_read(home):
    author = builders.make_author("Gone")
    story = builders.make_article(authors=[author])
    story.bylines = []
    story.save_revision().publish()
    author.delete()

    assert list(first_revision(story).as_object().bylines.all()) == []


def test_publishing_again_keeps_the_date(home):
    story = builders.make_article()
    before = fresh(story).published_at
    fresh(story).save_revision().publish()

    assert fresh(story).published_at == before


def test_the_updated_time_moves_only_when_the_editor_says_so(home, edit):
    story = builders.make_article()
    edit(story, story_form(slug=story.slug, action="publish"))
    assert fresh(story).updated_at is None

    told = {"republish_as": "update", "republish_note": "Adds the board's answer."}
    edit(story, story_form(slug=story.slug, action="publish", **told))
    updated_at = fresh(story).updated_at
    assert updated_at is not None

    first_revision(story).publish()
    assert fresh(story).updated_at == updated_at


def test_a_hashtag_merged_since_does_not(home):
    story = builders.make_article(hashtags=["AI", "Ports"])
    target = Hashtag.objects.get_or_create_many(["ArtificialIntelligence"])[0]
    Hashtag.objects.filter(name="AI").update(merged_into=target)
    merged = ["ArtificialIntelligence", "Ports"]
    assert [tag.name for tag in fresh(story).public_hashtags] == merged
    first_revision(story).publish()

    assert [tag.name for tag in fresh(story).public_hashtags] == merged
    assert [tag.name for tag in fresh(story).hashtags.all()] == ["AI", "Ports"]


def test_the_word_count_is_that_of_the_words_shown(home):
    story = builders.make_article(body=[("paragraph", "<p>One two three.</p>")])
    story.body = builders.stream([("paragraph", "<p>One.</p>")])
    story.save_revision().publish()
    assert fresh(story).word_count == 1

    first_revision(story).publish()
    assert fresh(story).word_count == 3
    assert fresh(story).excerpt == "One two three."


def test_an_outlet_renamed_since_keeps_its_name(home):
    story = builders.make_article(sources=["https://paper.example/a"])
    outlet = fresh(story).outlet
    outlet.name = "The Paper"
    outlet.save()
    first_revision(story).publish()

    assert fresh(story).outlet.name == "The Paper"
