"""What changes a story's listings without saving the story itself."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from news.listings import relist, unlist
from news.models import ArticlePage, CategoryIndexPage


@receiver(post_page_move)
def follow_the_move(instance, parent_page_after, **kwargs):
    """A moved story belongs to the category that it now lies in."""
    if instance.specific_class is ArticlePage:
        ArticlePage.objects.filter(pk=instance.pk).update(
            category=CategoryIndexPage.objects.filter(pk=parent_page_after.pk).first()
        )
        relist(ArticlePage.objects.get(pk=instance.pk))


@receiver(pre_delete, sender=ArticlePage)
def leave_the_listings(instance, **kwargs):
    """A deleted story is taken out of the counters too."""
    unlist(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def relist_below(instance, origin=None, **kwargs):
    """Stories that became private leave the listings, those made public come back.

    Not where the restriction goes with its page (``origin`` is what is being deleted):
    its stories go too.
    """
    if issubclass(getattr(origin, "model", type(origin)), Page):
        return
    stories = ArticlePage.objects.descendant_of(instance.page, inclusive=True)
    for story in stories.defer("body").iterator(chunk_size=500):
        relist(story)
