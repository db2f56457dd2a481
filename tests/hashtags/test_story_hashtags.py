"""A story's hashtags, from the form to the row: order, previews, revisions, merges."""

import pytest
from wagtail.models import ReferenceIndex

from hashtags.models import Hashtag
from news.models import ArticlePage
from newsroom.demo.builders import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_article()


def make_hashtag(name, **fields):
    return Hashtag.objects.create(name=name, **fields)


def shown(story):
    return [str(hashtag) for hashtag in story.hashtags.all()]


def met(story):
    """What readers meet of them."""
    return [str(hashtag) for hashtag in reread(story).public_hashtags]


def reread(story):
    return type(story).objects.get(pk=story.pk)


def form_for(story, hashtags):
    """The story's edit form with only its hashtags, as Wagtail saves a draft."""
    Form = type(story).get_edit_handler().get_form_class()  # noqa: N806
    form = Form({"hashtags": hashtags}, instance=story)
    form.defer_required_fields()
    for name in [*form.fields]:
        if name != "hashtags":
            del form.fields[name]
    form.formsets = {}
    return form


def test_new_story_has_none():
    assert shown(ArticlePage()) == []


def test_order_is_the_editors_in_memory_and_after_saving(story):
    make_hashtag("Zebra")
    story.hashtags.set(["Macron", "Zebra", "Berlin"])
    assert shown(story) == ["#Macron", "#Zebra", "#Berlin"]
    story.save()
    assert shown(reread(story)) == ["#Macron", "#Zebra", "#Berlin"]


def test_reordering_keeps_the_rows(story):
    story.hashtags.set(["Macron", "Berlin"])
    story.save()
    before = set(story.tagged_items.values_list("pk", flat=True))
    story.hashtags.set(["Berlin", "Macron"])
    story.save()
    assert shown(reread(story)) == ["#Berlin", "#Macron"]
    assert set(reread(story).tagged_items.values_list("pk", flat=True)) == before


def test_names_and_hashtags_may_be_added_and_removed(story):
    nato = make_hashtag("NATO")
    story.hashtags.add("Macron", nato, "#macron")
    story.hashtags.add("Berlin")
    story.hashtags.remove("MACRON", "Unknown")
    assert shown(story) == ["#NATO", "#Berlin"]
    story.save()
    assert shown(reread(story)) == ["#NATO", "#Berlin"]


def test_clearing_empties_on_saving(story):
    story.hashtags.set(["NATO"])
    story.save()
    story.hashtags.clear()
    assert shown(reread(story)) == ["#NATO"]
    story.save()
    assert shown(reread(story)) == []


def test_form_of_a_preview_shows_new_hashtags_and_writes_nothing(story):
    form = form_for(story, "#Macron, #NATO")
    assert form.is_valid(), form.errors
    preview = form.save(commit=False)
    assert shown(preview) == ["#Macron", "#NATO"]
    assert preview.hashtags.all()[0].get_absolute_url() == "/hashtags/macron/"
    assert not Hashtag.objects.exists()
    assert shown(reread(story)) == []


def test_saving_the_form_creates_them(story):
    form = form_for(story, "#Macron, #NATO")
    assert form.is_valid(), form.errors
    form.save()
    assert shown(reread(story)) == ["#Macron", "#NATO"]


def test_form_is_unchanged_when_it_comes_back_as_it_was_shown(story):
    story.hashtags.set(["Macron", "C#"])
    story.save()
    story = reread(story)
    box = form_for(story, "")["hashtags"].field.widget
    text = box.format_value(form_for(story, "").initial["hashtags"])
    assert "hashtags" not in form_for(story, text).changed_data
    assert "hashtags" in form_for(story, "#C#, #Macron").changed_data


def test_draft_keeps_hashtags_that_are_new(story):
    story.hashtags.set(["Macron", "NATO"])
    revision = story.save_revision()
    assert shown(reread(story)) == []
    assert shown(revision.as_object()) == ["#Macron", "#NATO"]


def test_publishing_an_older_revision_never_brings_back_a_merged_hashtag(story):
    old = make_hashtag("UkraineWar")
    story.hashtags.set([old, "NATO"])
    revision = story.save_revision()
    old.merged_into = make_hashtag("Ukraine")
    old.save()
    revision.publish()
    assert met(story) == ["#Ukraine", "#NATO"]
    assert shown(reread(story)) == ["#UkraineWar", "#NATO"]


def test_both_a_merged_hashtag_and_its_target_become_one(story):
    old = make_hashtag("UkraineWar")
    target = make_hashtag("Ukraine")
    story.hashtags.set([target, old])
    story.save()
    story.hashtags.add("NATO")
    old.merged_into = target
    old.save()
    story = reread(story)
    story.hashtags.add("NATO")
    story.save()
    assert met(story) == ["#Ukraine", "#NATO"]


def test_saving_the_form_keeps_what_a_merged_hashtags_story_was_tagged_with(story):
    """So that undoing the merge gives it back."""
    old = make_hashtag("UkraineWar")
    story.hashtags.set([old, "Berlin"])
    story.save()
    Hashtag.objects.filter(pk=old.pk).update(merged_into=make_hashtag("Ukraine"))
    story = reread(story)
    initial = form_for(story, "").initial["hashtags"]
    assert [str(hashtag) for hashtag in initial] == ["#Ukraine", "#Berlin"]
    form = form_for(story, "#Berlin, #Ukraine, #NATO")
    assert form.is_valid(), form.errors
    form.save()
    assert shown(reread(story)) == ["#Berlin", "#UkraineWar", "#NATO"]
    assert met(story) == ["#Berlin", "#Ukraine", "#NATO"]


def test_a_merged_hashtag_is_removed_by_the_name_that_it_has_now(story):
    old = make_hashtag("UkraineWar")
    story.hashtags.set([old, "Berlin"])
    story.save()
    Hashtag.objects.filter(pk=old.pk).update(merged_into=make_hashtag("Ukraine"))
    story = reread(story)
    story.hashtags.remove("Ukraine")
    assert shown(story) == ["#Berlin"]


def test_hashtags_of_a_revision_take_one_query(story, django_assert_num_queries):
    story.hashtags.set(["Macron", "NATO", "Berlin"])
    draft = story.save_revision().as_object()
    with django_assert_num_queries(1):
        assert len(shown(draft)) == 3


def test_prefetched_hashtags_keep_each_storys_order(story, django_assert_num_queries):
    story.hashtags.set(["Macron", "NATO"])
    story.save()
    make_article("Another story", hashtags=["NATO", "Berlin", "Macron"])
    stories = ArticlePage.objects.order_by("pk").prefetch_related("hashtags")
    with django_assert_num_queries(2):
        assert [shown(each) for each in stories] == [
            ["#Macron", "#NATO"],
            ["#NATO", "#Berlin", "#Macron"],
        ]


def test_copy_of_a_story_has_the_same_hashtags(story):
    story.hashtags.set(["Macron", "NATO"])
    story.save()
    story.save_revision()
    copy = reread(story).copy(update_attrs={"slug": "copy"})
    assert shown(reread(copy)) == ["#Macron", "#NATO"]
    assert shown(copy.get_latest_revision_as_object()) == ["#Macron", "#NATO"]
    assert shown(reread(story)) == ["#Macron", "#NATO"]


def test_history_shows_which_hashtags_changed(story, rf, editor):
    story.hashtags.set(["Macron", "NATO"])
    one = story.save_revision().as_object()
    story.hashtags.set(["NATO", "Berlin"])
    other = story.save_revision().as_object()
    edit_handler = type(story).get_edit_handler()
    request = rf.get("/")
    request.user = editor
    panels = edit_handler.get_bound_panel(instance=one, request=request, form=None)
    compared = [comparison(one, other) for comparison in panels.get_comparison()]
    (hashtags,) = (
        each
        for each in compared
        if each.has_changed() and each.field_label() == "Hashtags"
    )
    html = hashtags.htmldiff()
    assert '<span class="deletion">#Macron</span>' in html
    assert '<span class="addition">#Berlin</span>' in html


def test_reference_index_takes_a_tagged_story(story):
    story.hashtags.set(["NATO"])
    story.save()
    ReferenceIndex.create_or_update_for_object(story)
