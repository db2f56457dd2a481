"""What changes every page of the site without a publish."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import post_page_move

from delivery.outbox import new_event
from home.models import BrandSettings, BreakingBanner, HomePage
from news.models import ArticlePage
from news.signals import site_changed, site_restored


@receiver(post_save, sender=BrandSettings)
@receiver(post_delete, sender=BrandSettings)
def follow_the_brand(instance, **kwargs):
    """The newsroom's name, its address and its note stand on every page."""
    site_changed.send(BrandSettings, event=new_event("brand"))


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
def follow_the_site(instance, **kwargs):
    """Every absolute address begins with its name."""
    site_changed.send(Site, event=new_event("site"))


@receiver(post_save, sender=BreakingBanner)
@receiver(post_delete, sender=BreakingBanner)
def follow_the_banner(instance, **kwargs):
    """It stands on every page, too."""
    site_changed.send(BreakingBanner, event=new_event("banner"))


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def follow_the_privacy_of_a_section(instance, **kwargs):
    """A section that became private leaves the menus, one made public comes back."""
    if instance.page.specific_class is not ArticlePage:
        site_changed.send(type(instance.page), event=new_event("section"))


@receiver(site_restored)
def follow_a_restore(**kwargs):
    """The front is another one, and its slots end."""
    site_changed.send(HomePage, event=new_event("restore"))


@receiver(post_page_move)
def follow_the_order_of_sections(instance, **kwargs):
    """Menus are in the order of the page tree."""
    if instance.specific_class is not ArticlePage:
        site_changed.send(type(instance), event=new_event("section"))
