"""Which pictures of the library readers see: the brand's logo, those of the slots."""

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page

from delivery import outbox
from home.models import BrandSettings, HomePage, Slot
from images import publicity
from images.shown_fields import show_field
from news.models import ArticlePage
from news.querysets import SectionQuerySet
from news.signals import public_story_changed, site_changed

STEP = "front's pictures"


def shown_slots():
    """Slots with a picture of their own whose story readers may see now.

    Also one whose story gave way to newer ones: it comes back when they go.
    """
    now = timezone.now()
    return Slot.objects.filter(
        Q(expire_at=None) | Q(expire_at__gt=now),
        page__in=SectionQuerySet(Page).published().values("pk"),
        story__in=ArticlePage.objects.published(now).order_by().values("pk"),
    ).exclude(image=None)


def used_in_slots(picture_pks: set[int]) -> set[int]:
    """Those of the pictures that a slot shows readers now."""
    slots = shown_slots().filter(image__in=picture_pks)
    return set(slots.values_list("image", flat=True))


@outbox.effect(STEP)
def follow_the_slots(payload: dict) -> None:
    """Make public what slots show now, and private what they showed before."""

    def shown_now() -> list[int]:
        fronts = Page.objects.filter(pk__in=HomePage.objects.values("pk"))
        fronts = fronts.order_by("pk").select_for_update(no_key=True)
        list(fronts.values_list("pk"))
        return list(shown_slots().values_list("image", flat=True))

    publicity.follow("front", shown_now)


@receiver(site_changed, sender=HomePage)
def follow_the_front(event, **kwargs):
    """The front was published, taken down or made private: now, and as slots end."""
    outbox.enqueue(event, STEP, {})
    now = timezone.now()
    ending = Slot.objects.filter(expire_at__gt=now).exclude(image=None)
    for at in set(ending.values_list("expire_at", flat=True)):
        outbox.enqueue(f"slots end:{at.timestamp()}", STEP, {}, wait=at - now)


@receiver(public_story_changed)
def follow_the_stories_in_slots(story, event, **kwargs):
    """A story that readers may no longer see, or may again."""
    if Slot.objects.filter(story=story.pk).exclude(image=None).exists():
        outbox.enqueue(event, STEP, {})


publicity.register_use("slots", used_in_slots)
show_field(BrandSettings, "logo", "brand")
