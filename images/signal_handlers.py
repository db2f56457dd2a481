"""Public copies follow their renditions."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from images.models import NewsImage, NewsRendition
from images.signals import ready_set_made
from images.tasks import hide_files, sync_pictures


@receiver(ready_set_made, sender=NewsImage)
def show_the_new_set(picture, **kwargs):
    """A picture that is in public use is shown anew."""
    sync_pictures.enqueue([picture.pk])


@receiver(post_delete, sender=NewsRendition)
def hide_what_was_deleted(instance, **kwargs):
    """A replaced or deleted rendition is public no longer."""
    hide_files.enqueue([instance.file.name])
