"""Which pictures of the library readers see on every page: the brand's logo."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from home.models import BrandSettings
from images import publicity
from images.tasks import follow_place


def used_by_the_brand(picture_pks: set[int]) -> set[int]:
    """Those of the pictures that are a site's logo."""
    logos = BrandSettings.objects.filter(logo__in=picture_pks)
    return set(logos.values_list("logo", flat=True))


@receiver(post_save, sender=BrandSettings)
@receiver(post_delete, sender=BrandSettings)
def show_the_logo(instance, **kwargs):
    """Show the logo after the commit, and no longer the one before."""
    brand = BrandSettings.objects.filter(pk=instance.pk).first()
    logo = [brand.logo_id] if brand and brand.logo_id else []
    follow_place.enqueue(f"brand-{instance.pk}", logo)


publicity.register_use("brand", used_by_the_brand)
