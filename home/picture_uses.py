"""Which pictures of the library readers see on every page: the brand's logo."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from delivery import outbox
from home.models import BrandSettings
from images import publicity


def used_by_the_brand(picture_pks: set[int]) -> set[int]:
    """Those of the pictures that are a site's logo."""
    logos = BrandSettings.objects.filter(logo__in=picture_pks)
    return set(logos.values_list("logo", flat=True))


@receiver(post_save, sender=BrandSettings)
@receiver(post_delete, sender=BrandSettings)
def show_the_logo(instance, **kwargs):
    """Show the logo after the commit, and no longer the one before."""
    event = outbox.new_event("brand")
    outbox.enqueue(event, "brand's logo", {"brand": instance.pk})


@outbox.effect("brand's logo")
def follow_the_logo(payload: dict) -> None:
    """Make public the logo that the brand has now, and private the one before."""
    brand = BrandSettings.objects.filter(pk=payload["brand"], logo__isnull=False)
    held = brand.select_for_update(no_key=True).values_list("logo", flat=True)
    publicity.follow(f"brand-{payload['brand']}", lambda: list(held))


publicity.register_use("brand", used_by_the_brand)
