"""A restored newsroom shows its pictures, whatever becomes of who restored it."""

from delivery import outbox
from images import publicity
from images.models import NewsImage

SHOW_PICTURES = "pictures of a restored site"
AT_ONCE = 100


@outbox.effect(SHOW_PICTURES)
def show_pictures(payload: dict) -> None:
    """Show the first pictures that readers may see; the next row takes the rest."""
    pictures = NewsImage.objects.filter(pk__gt=payload["after"]).order_by("pk")
    pks = list(pictures.values_list("pk", flat=True)[:AT_ONCE])
    if len(pks) == AT_ONCE:
        event = outbox.new_event("restore")
        outbox.enqueue(event, SHOW_PICTURES, {"after": pks[-1]}, inline=False)
    publicity.sync(pks)
