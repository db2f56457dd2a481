"""A story published as it is added is all that an editor's publish makes of one."""

import pytest
from django.db import transaction
from wagtail.models import PageLogEntry, ReferenceIndex

from delivery.models import Effect
from delivery.outbox import left_to_others
from news.models import ArticlePage, Byline, SourceReference, StoryListing, StoryVersion
from newsroom.demo import builders
from search.models import AdminDocument, StoryDocument
from syndication.importing.adding import add_draft, add_published
from tests.syndication.receivers import run_all

# What differs from one story to the next, or from one moment to the next.
OWN = {
    *(
        "id",
        "pk",
        "body",
        "path",
        "url_path",
        "translation_key",
        "slug",
        "page_ptr",
        "uuid",
    ),
    *("latest_revision", "live_revision", "latest_revision_created_at"),
    *("last_published_at", "first_published_at", "published_at"),
}


def new_story(slug, **fields) -> ArticlePage:
    """A story that is nowhere yet."""
    story = ArticlePage(title="Harbour vote", slug=slug, **fields)
    story.body = builders.stream([("paragraph", "<p>The board met.</p>")])
    story.hashtags.set(["NATO", "Energy"])
    story.source_references = [SourceReference(url="https://paper.example/a")]
    story.bylines = [Byline(author=builders.make_author())]
    return story


@pytest.fixture
def added(home):
    """Adds a story in one way or the other, and runs what follows."""
    category = builders.make_category("World")

    def add(way, slug) -> ArticlePage:
        with transaction.atomic():
            way(category, new_story(slug))
        run_all()
        return ArticlePage.objects.get(slug=slug)

    return add


def by_editors(category, story) -> None:
    """As `make_article` and the admin do it."""
    story.live = False
    category.add_child(instance=story)
    story.save_revision().publish()


def told(story) -> dict:
    """All that the database says of a story and of what follows from it."""
    version = StoryVersion.objects.get(story_id=story.pk)
    listed = StoryListing.objects.filter(story=story.pk)
    steps = Effect.objects.filter(event__startswith=f"story:{story.pk}:")
    references = ReferenceIndex.objects.filter(object_id=str(story.pk))
    log = PageLogEntry.objects.filter(page=story.pk).order_by("pk")
    columns = {
        name: value
        for name, value in story.serializable_data().items()
        if name not in OWN and not isinstance(value, list)
    }
    return {
        "columns": columns,
        "version": (version.number, version.change, version.correction_pks),
        "shown": sorted(version.content),
        "readable": version.readable_from is not None,
        "listings": set(listed.values_list("listing__kind", "listing__key")),
        "steps": sorted(steps.values_list("step", flat=True)),
        "waiting": steps.filter(done_at=None).count(),
        "references": sorted(references.values_list("model_path", "to_object_id")),
        "log": [entry.action for entry in log],
        "published": (story.live_revision_id == story.latest_revision_id, story.live),
        "dated": story.published_at == story.first_published_at,
        "for readers": StoryDocument.objects.filter(pk=story.pk).exists(),
        "for staff": AdminDocument.objects.filter(object_id=story.pk).count(),
    }


def test_a_story_published_as_it_is_added_is_like_any_other(added):
    usual, ours = added(by_editors, "usual"), added(add_published, "ours")
    assert told(ours) == told(usual)
    assert told(ours)["for readers"]
    assert told(ours)["steps"]
    assert ours.published_at
    revision = ours.get_latest_revision_as_object()
    assert not ours.has_unpublished_changes
    assert ours.body_text == "The board met."
    assert [tag.name for tag in revision.hashtags.all()] == ["NATO", "Energy"]


def test_a_draft_is_found_by_editors_and_refers_to_what_it_names(added):
    draft = added(add_draft, "draft")
    assert not draft.live
    assert draft.revisions.count() == 1
    assert AdminDocument.objects.filter(object_id=draft.pk).exists()
    references = ReferenceIndex.objects.filter(object_id=str(draft.pk))
    assert references.filter(model_path="bylines.item.author").exists()


@pytest.mark.parametrize(
    ("way", "most"),
    [(add_draft, 85), (add_published, 125)],
)
def test_adding_takes_few_queries(home, django_assert_max_num_queries, way, most):
    """Of 10,000 posts in ten minutes each may take 60 ms; a query takes about 0.4."""
    category = builders.make_category("World")
    way(category, new_story("first"))
    story = new_story("second")
    with django_assert_max_num_queries(most), left_to_others(), transaction.atomic():
        way(category, story)
