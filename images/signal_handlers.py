"""Public copies follow their renditions, by the outbox: no dying process loses one."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from delivery import outbox
from images import publicity
from images.models import NewsImage, NewsRendition
from images.signals import public_pictures_changed, ready_set_made


@receiver(ready_set_made, sender=NewsImage)
def show_the_new_set(picture, **kwargs):
    """A picture that is in public use is shown anew."""
    event = outbox.new_event("picture")
    outbox.enqueue(event, "picture's files", {"picture": picture.pk})


@receiver(post_delete, sender=NewsRendition)
def hide_what_was_deleted(instance, **kwargs):
    """A replaced or deleted rendition is public no longer."""
    event = outbox.new_event("rendition")
    outbox.enqueue(event, "hidden file", {"file": instance.file.name})


@receiver(post_save, sender=NewsImage)
def tell_of_a_changed_picture(instance, created, **kwargs):
    """Its caption and its credit stand under it wherever it has no others."""
    if not created:
        public_pictures_changed.send(NewsImage, pictures={instance.pk})


@receiver(post_delete, sender=NewsImage)
def tell_of_a_deleted_picture(instance, **kwargs):
    """Cached pages still name its files."""
    public_pictures_changed.send(NewsImage, pictures={instance.pk})


@outbox.effect("picture's files")
def show_or_hide(payload: dict) -> None:
    """Make the public root right for the picture."""
    publicity.sync([payload["picture"]])


@outbox.effect("hidden file")
def hide(payload: dict) -> None:
    """Remove the public copy of a rendition that is no more."""
    publicity.hide([payload["file"]])
