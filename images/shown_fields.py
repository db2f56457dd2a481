"""Pictures that readers see because a row names them: an author's photo, the logo."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from delivery import outbox
from images import publicity


def show_field(model: type[Model], field: str, kind: str) -> None:
    """Make public the picture in ``field`` of each row, and private the one before.

    ``kind`` ("author") names the rows in the outbox and among the places that show
    pictures. Every row of ``model`` counts: none is hidden from readers.
    """
    step = f"{kind}'s {field}"

    def uses(picture_pks: set[int]) -> set[int]:
        rows = model._default_manager.filter(**{f"{field}__in": picture_pks})
        return set(rows.values_list(field, flat=True))

    def enqueue(instance, **kwargs):
        outbox.enqueue(outbox.new_event(kind), step, {kind: instance.pk})

    def follow(payload: dict) -> None:
        row = model._default_manager.filter(pk=payload[kind])
        held = row.exclude(**{field: None}).select_for_update(no_key=True)
        held = held.values_list(field, flat=True)
        publicity.follow(f"{kind}-{payload[kind]}", lambda: list(held))

    publicity.register_use(kind, uses)
    outbox.effect(step)(follow)
    post_save.connect(enqueue, sender=model, weak=False)
    post_delete.connect(enqueue, sender=model, weak=False)
