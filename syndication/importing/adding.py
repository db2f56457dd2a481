"""New stories by the newsroom's own way, each saved once.

An editor's story is saved as a draft, read back from its revision and saved again when
it is published; nine of ten statements of that find what a new story cannot have.
"""

from django.utils import timezone
from modelcluster.models import get_all_child_relations
from modelsearch.tasks import insert_or_update_object_task
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.signals import page_published, published
from wagtail.tasks import update_reference_index_task

from delivery.tasks import drop
from news.models import ArticlePage, CategoryIndexPage


def add_draft(category: CategoryIndexPage, story: ArticlePage) -> Revision:
    """Add the story as a draft. Inside a transaction; what finds it is written too.

    Raises ValidationError, as saving does.
    """
    story.live = False
    _add(category, story)
    revision = story.save_revision()
    # The tasks would read all of it again, each of them.
    for task in (insert_or_update_object_task, update_reference_index_task):
        drop(task, story._meta.app_label, story._meta.model_name, str(story.pk))
    get_search_backend().add(story)
    ReferenceIndex.create_or_update_for_object(story)
    return revision


def add_published(category: CategoryIndexPage, story: ArticlePage) -> Revision:
    """Add the story and publish it, as if it had been a draft. Inside a transaction.

    Version, log and effects follow from the signal, as after every publish.
    """
    now = timezone.now()
    story.live, story.last_published_at = True, now
    story.first_published_at = story.published_at or now
    _add(category, story)
    revision = story.save_revision(clean=False, changed=False)
    story.live_revision, story.has_unpublished_changes = revision, False
    ArticlePage.objects.filter(pk=story.pk).update(live_revision=revision)
    for signal in (page_published, published):
        signal.send(sender=ArticlePage, instance=story, revision=revision)
    log(instance=story, action="wagtail.publish", revision=revision)
    return revision


def _add(category: CategoryIndexPage, story: ArticlePage) -> None:
    """Save the story and its parts, which it goes on knowing.

    It forgets them otherwise, and each of what follows would read them all again.
    """
    names = [each.get_accessor_name() for each in get_all_child_relations(story)]
    parts = {name: list(getattr(story, name).all()) for name in names}
    category.add_child(instance=story)
    story._cluster_related_objects = parts
