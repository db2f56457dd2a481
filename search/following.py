"""The index follows names: of a renamed author, outlet or hashtag, all stories."""

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from delivery import outbox
from hashtags.models import Hashtag
from hashtags.signals import hashtags_changed
from news.models import ArticlePage, Author
from search.indexing import AT_ONCE, forget, refresh
from sources.models import Outlet

# By model: what of it the index holds, and how a story leads to it.
NAMED = {
    Author: (["name"], "bylines__author"),
    Outlet: (["name"], "source_references__source__outlet"),
    Hashtag: (["name", "status", "merged_into"], "tagged_items__tag"),
}
STEP = "search names"
# Stories that whoever changed a name may wait for; a second at most.
AT_FIRST = 50


@receiver(pre_save)
def remember_the_name(sender, instance, **kwargs):
    """What the index holds of it, before it is saved."""
    if sender in NAMED and instance.pk:
        columns, _ = NAMED[sender]
        named = sender.objects.filter(pk=instance.pk).values_list(*columns)
        instance.indexed_as = named.first()


@receiver(post_save)
def follow_the_name(sender, instance, created, **kwargs):
    """Write that its stories are to be indexed anew, if it is another name now."""
    if sender not in NAMED or created:
        return
    columns, _ = NAMED[sender]
    now = tuple(instance.serializable_value(column) for column in columns)
    if instance.indexed_as not in (None, now):
        _index_anew(sender, [instance.pk])


@receiver(hashtags_changed)
def follow_the_hashtags(operation, columns, **kwargs):
    """So of many hashtags at once, with all that is merged into them."""
    held, _ = NAMED[Hashtag]
    if columns & {Hashtag._meta.get_field(name).attname for name in held}:
        changed = operation.changes.order_by("hashtag")
        _index_anew(Hashtag, list(changed.values_list("hashtag", flat=True)))


def _index_anew(model, pks: list[int]) -> None:
    payload = {"model": model._meta.label, "pks": pks, "after": 0}
    outbox.enqueue(outbox.new_event("name"), STEP, payload)


@receiver(pre_delete, sender=ArticlePage)
def forget_the_story(instance, **kwargs):
    """A deleted story takes its words along."""
    forget(instance.pk)


@outbox.effect(STEP)
def refresh_the_stories(payload: dict) -> None:
    """Index the first stories; the clock takes the rest, ``AT_ONCE`` at a time."""
    model = {each._meta.label: each for each in NAMED}[payload["model"]]
    _, path = NAMED[model]
    named = payload["pks"]
    if model is Hashtag:
        named = _with_merged(named)
    stories = ArticlePage.objects.filter(
        **{f"{path}__in": named}, pk__gt=payload["after"]
    )
    most = AT_ONCE if payload["after"] else AT_FIRST
    pks = list(stories.order_by("pk").values_list("pk", flat=True).distinct()[:most])
    for pk in pks:
        refresh(pk)
    if len(pks) == most:
        rest = payload | {"after": pks[-1]}
        outbox.enqueue(outbox.new_event("name"), STEP, rest, inline=False)


def _with_merged(hashtags: list[int]) -> list[int]:
    """With those that were merged into them, and into these: stories keep the old."""
    found, new = set(), set(hashtags)
    while new:
        found |= new
        merged = Hashtag.objects.filter(merged_into__in=new).exclude(pk__in=found)
        new = set(merged.values_list("pk", flat=True))
    return sorted(found)
